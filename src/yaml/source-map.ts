import type { Span } from "./span.ts";

interface Segment {
  /** Where the segment begins in the produced text. */
  readonly to: number;
  readonly source: Span;
  /** The text is the source's own, character by character; otherwise it stands for the whole source span. */
  readonly verbatim: boolean;
}

/** A text that is made from pieces of a source, and knows where each of its characters came from. */
export class MappedText {
  readonly #segments: Segment[] = [];
  readonly #pieces: string[] = [];
  #length = 0;
  #text: string | undefined;

  get text(): string {
    this.#text ??= this.#pieces.join("");
    return this.#text;
  }

  /** The length of what was added so far. */
  get length(): number {
    return this.#length;
  }

  /** Adds a piece of the source as it is. */
  copy(source: string, start: number, end: number): void {
    this.#add(source.slice(start, end), { start, end }, true);
  }

  /** Adds a text that stands for a piece of the source. */
  replace(text: string, source: Span): void {
    this.#add(text, source, false);
  }

  #add(text: string, source: Span, verbatim: boolean): void {
    if (text === "") return;
    this.#segments.push({ to: this.#length, source, verbatim });
    this.#pieces.push(text);
    this.#length += text.length;
    this.#text = undefined;
  }

  /** The span of the source that a span of this text came from. */
  toSource({ start, end }: Span): Span {
    if (end <= start) {
      const at = this.#start(start);
      return { start: at, end: at };
    }
    return { start: this.#start(start), end: this.#end(end) };
  }

  #start(offset: number): number {
    const segment = this.#find(offset);
    if (segment === undefined) return 0;
    return segment.verbatim
      ? Math.min(segment.source.start + (offset - segment.to), segment.source.end)
      : segment.source.start;
  }

  #end(offset: number): number {
    const segment = this.#find(offset - 1);
    if (segment === undefined) return 0;
    return segment.verbatim
      ? Math.min(segment.source.start + (offset - segment.to), segment.source.end)
      : segment.source.end;
  }

  /** The last segment that begins at or before the offset. */
  #find(offset: number): Segment | undefined {
    let low = 0;
    let high = this.#segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#segments[middle]?.to ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.#segments[low];
  }
}
