import type { ExitCode } from "../../errors.ts";
import type { Case } from "../case.ts";
import type { Difference } from "../compare.ts";
import type { Divergence } from "../divergence-file.ts";
import type { SideCoverage } from "../coverage/coverage.ts";
import type { Against } from "../plan.ts";
import type { DiffTestResult } from "../result.ts";
import type { DiffTestInput, DiffTestProgress } from "../run.ts";

/** What a process is told to do with the plugin of a folder. */
export type Order =
  | {
      readonly kind: "run";
      readonly folder: string;
      readonly against?: Against | undefined;
      /** An addon to run instead of the plugin's own. */
      readonly addon?: string | undefined;
      /** Whether to see how much of the fallback is reached. */
      readonly coverage?: boolean;
      readonly input: DiffTestInput;
      readonly positionFile: string;
    }
  | {
      readonly kind: "try";
      readonly folder: string;
      readonly against?: Against | undefined;
      readonly case: Case;
      readonly divergences: readonly Divergence[];
      readonly today: string;
    }
  | { readonly kind: "abort" }
  /** End, and write down what an addon has counted. */
  | { readonly kind: "leave" };

/** What it answers. */
export type Reply =
  | { readonly kind: "progress"; readonly progress: DiffTestProgress }
  | { readonly kind: "done"; readonly result: DiffTestResult; readonly coverage?: SideCoverage | undefined }
  | { readonly kind: "tried"; readonly difference: Difference | undefined }
  | { readonly kind: "failed"; readonly error: Failed };

/** An error on its way between processes; without an exit code it is a bug. */
export interface Failed {
  readonly message: string;
  readonly exitCode?: ExitCode;
  readonly hint?: string | undefined;
  readonly details?: string | undefined;
}
