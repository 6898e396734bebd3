import type { Part } from "./part.ts";

/** What some lines of one class, function or statement of a shim are for. */
export interface Stretch {
  readonly part: Part;
  /** The class, function or statement. */
  readonly unit: string;
  /** The first of them, from 1. */
  readonly line: number;
  /** How many lines of code they are. */
  readonly lines: number;
}
