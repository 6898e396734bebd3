import { ExitCode } from "../errors.ts";
import type { RunReport } from "./report.ts";

/** 0 when the request goes on, 1 when a plugin denies it, 4 when a plugin fails it. */
export function runExitCode({ outcome }: RunReport): ExitCode {
  switch (outcome.status) {
    case "continued":
      return ExitCode.ok;
    case "denied":
      return ExitCode.findings;
    case "failed":
      return ExitCode.failed;
  }
}
