import type { Case } from "./case.ts";
import type { GroupSource } from "./result.ts";

/** What a run is at. It is noted before each case, so that it is known when a case ends the process. */
export type Position =
  | { readonly phase: "stored"; readonly index: number }
  /** A call of a group of recorded or generated calls; -1 is the making of its instances. */
  | { readonly phase: GroupSource; readonly group: number; readonly call: number }
  /** A case that is tried while another one is shrunk; the group is the other one's. */
  | { readonly phase: "shrinking"; readonly group: number; readonly source: GroupSource; readonly case: Case };

/** What a run is to leave out, because it ended the process before. */
export interface LeftOut {
  readonly stored: readonly number[];
  readonly recorded: readonly number[];
  readonly generated: readonly number[];
}

export const NOTHING_LEFT_OUT: LeftOut = { stored: [], recorded: [], generated: [] };
