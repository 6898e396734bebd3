import type { ExitCode } from "../../errors.ts";
import type { Case } from "../case.ts";
import type { Difference } from "../compare.ts";
import type { Divergence } from "../divergence-file.ts";
import type { DiffTestResult } from "../result.ts";
import type { DiffTestInput, DiffTestProgress } from "../run.ts";

/** What a process is told to do with the plugin of a folder. */
export type Order =
  | { readonly kind: "run"; readonly folder: string; readonly input: DiffTestInput; readonly positionFile: string }
  | {
      readonly kind: "try";
      readonly folder: string;
      readonly case: Case;
      readonly divergences: readonly Divergence[];
      readonly today: string;
    }
  | { readonly kind: "abort" };

/** What it answers. */
export type Reply =
  | { readonly kind: "progress"; readonly progress: DiffTestProgress }
  | { readonly kind: "done"; readonly result: DiffTestResult }
  | { readonly kind: "tried"; readonly difference: Difference | undefined }
  | { readonly kind: "failed"; readonly error: Failed };

/** An error on its way between processes; without an exit code it is a bug. */
export interface Failed {
  readonly message: string;
  readonly exitCode?: ExitCode;
  readonly hint?: string | undefined;
  readonly details?: string | undefined;
}
