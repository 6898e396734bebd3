/** A pattern is not accepted. */
export class PatternError extends Error {
  override readonly name = "PatternError";
  /** Where in the source, in UTF-16 code units. */
  readonly offset: number;

  constructor(problem: string, offset: number) {
    super(`${problem} (at offset ${offset})`);
    this.offset = offset;
  }
}
