import type { ValidateResult } from "../validate/result.ts";
import type { Style } from "./style.ts";
import { renderUnifiedDiff } from "./unified-diff.ts";

/** What the fixes change, as one diff that `git apply` takes. */
export function renderValidateDiff({ files }: ValidateResult, style: Style): string {
  return files
    .map(({ file, text, fix }) =>
      fix === undefined
        ? ""
        : renderUnifiedDiff({ file: file.replaceAll("\\", "/"), before: fix.before, after: text }, style),
    )
    .join("");
}
