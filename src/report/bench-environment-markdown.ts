import type { Environment } from "../bench/environment.ts";
import { escapeMarkdown } from "./markdown.ts";
import { plural } from "./units.ts";

/** Where a run was made, and of what, out of the way. */
export function environmentMarkdown(
  { native, fallback, ...env }: Environment,
  { seconds, seed }: { readonly seconds: number; readonly seed: number },
): string[] {
  return [
    "<details><summary>Environment</summary>",
    "",
    `- node ${env.node}, V8 ${env.v8}, ${env.platform} ${env.arch}, ${escapeMarkdown(env.cpu)}, ${plural(env.cores, "core")}`,
    ...(native === undefined
      ? []
      : [`- native: ${native.file}, ${native.profile}, ${escapeMarkdown(native.rustc)}, sha256 ${native.sha256}`]),
    `- fallback: ${fallback.module}`,
    `- mcpplugins ${env.mcpplugins}, ${seconds} s, seed ${seed}`,
    "",
    "</details>",
  ];
}
