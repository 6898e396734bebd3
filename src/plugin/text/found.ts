/** One match in one text. Offsets are UTF-16 code units, as JavaScript counts. */
export interface Finding {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  /** What stands in its place when the plugin decides to mask. */
  readonly replacement: string;
  /** Which of the payload's texts it lies in, counted from 0 in walking order. */
  readonly text: number;
}

/** Collects the findings of one hook call; overlaps are resolved text by text. */
export class Found {
  #findings: Finding[] = [];
  #text = 0;
  #length = 0;
  #firstOfText = 0;

  /** @internal The texts that follow belong to this index. */
  open(text: number, length: number): void {
    this.#text = text;
    this.#length = length;
    this.#firstOfText = this.#findings.length;
  }

  /**
   * Records a match in the text at hand.
   *
   * @throws {RangeError} when the span is empty or not inside the text.
   */
  add(finding: Omit<Finding, "text">): void {
    const { type, start, end, replacement } = finding;
    if (!(Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= this.#length)) {
      throw new RangeError(
        `finding '${type}' has the span ${start}..${end}, which is not inside a text of length ${this.#length}`,
      );
    }
    this.#findings.push({ type, start, end, replacement, text: this.#text });
  }

  /**
   * @internal Keeps, of overlapping findings, the leftmost, then the longest, then the first type by name, then the
   * first added.
   */
  close(): void {
    const first = this.#firstOfText;
    if (this.#findings.length - first < 2) return;
    const candidates = this.#findings.splice(first).sort(byPrecedence);
    let end = 0;
    for (const candidate of candidates) {
      if (candidate.start < end) continue;
      end = candidate.end;
      this.#findings.push(candidate);
    }
  }

  /** How many findings there are, over all texts. */
  get size(): number {
    return this.#findings.length;
  }

  /** The findings in order of text and start. */
  get all(): readonly Finding[] {
    return this.#findings;
  }

  /** The findings of the first text that has any. */
  ofFirstText(): readonly Finding[] {
    const first = this.#findings[0]?.text;
    return this.#findings.filter((finding) => finding.text === first);
  }
}

function byPrecedence(a: Finding, b: Finding): number {
  return a.start - b.start || b.end - a.end || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0);
}

/** The distinct types among findings, sorted. */
export function typesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map((finding) => finding.type))].sort();
}
