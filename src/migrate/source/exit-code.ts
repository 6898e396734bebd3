import { ExitCode } from "../../errors.ts";
import type { FileOutcome } from "./migrate.ts";

/** What is done with the outcome: shown, checked, or written. */
export type MigrateMode = "preview" | "check" | "write";

/** 4 when a result did not stand the proof; in a check, 1 when there is anything to do, by this command or by a person. */
export function migrateExitCode(mode: MigrateMode, outcomes: readonly FileOutcome[], unread: number): ExitCode {
  if (outcomes.some(({ unproved }) => unproved !== undefined)) return ExitCode.failed;
  const isClean = unread === 0 && outcomes.every(({ steps, findings }) => steps.length === 0 && findings.length === 0);
  return mode === "check" && !isClean ? ExitCode.findings : ExitCode.ok;
}
