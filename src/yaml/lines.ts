/** A place as editors count: line and column from 1, the column in UTF-16 code units. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

const LINE_BREAK = /\r\n?|\n/g;

/** The lines of a text: offsets to positions, and the text of a line. */
export class Lines {
  readonly text: string;
  #found: readonly number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Looked for when they are needed: most files have nothing to show. */
  get #starts(): readonly number[] {
    this.#found ??= lineStarts(this.text);
    return this.#found;
  }

  get count(): number {
    return this.#starts.length;
  }

  /** The position of an offset; a byte order mark has no column of its own. */
  at(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { offset, line: low + 1, column: offset - this.start(low + 1) + 1 };
  }

  /** Where a line begins, after a byte order mark. */
  start(line: number): number {
    if (line === 1) return this.text.startsWith("\uFEFF") ? 1 : 0;
    return this.#starts[line - 1] ?? this.text.length;
  }

  /** The text of a line, without its line break and without a byte order mark. */
  line(line: number): string {
    const start = this.start(line);
    let end = this.#starts[line] ?? this.text.length;
    while (end > start && "\r\n".includes(this.text.charAt(end - 1))) end--;
    return this.text.slice(start, end);
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  LINE_BREAK.lastIndex = 0;
  while (LINE_BREAK.test(text)) starts.push(LINE_BREAK.lastIndex);
  return starts;
}
