import type { ValidateResult } from "../validate/result.ts";
import type { Style } from "./style.ts";

export const VALIDATE_FORMATS = ["text", "compact", "json", "github", "sarif", "junit"] as const;
export type ValidateFormat = (typeof VALIDATE_FORMATS)[number];

/** What was found, in one of the formats; only the code of that one is loaded. */
export async function renderValidate(
  result: ValidateResult,
  format: ValidateFormat,
  style: Style,
  width: number,
): Promise<string> {
  switch (format) {
    case "text":
      return (await import("./validate-text.ts")).renderValidateText(result, style, width);
    case "compact":
      return (await import("./validate-compact.ts")).renderValidateCompact(result);
    case "json":
      return (await import("./validate-json.ts")).renderValidateJson(result);
    case "github":
      return (await import("./validate-github.ts")).renderValidateGithub(result);
    case "sarif":
      return (await import("./validate-sarif.ts")).renderValidateSarif(result);
    case "junit":
      return (await import("./validate-junit.ts")).renderValidateJunit(result);
    default:
      return format satisfies never;
  }
}
