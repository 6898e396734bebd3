import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname } from "node:path";
import { messageOf } from "../errors.ts";
import { ABI_VERSION, type AddonExports, type AddonFacts } from "./abi.ts";
import type { AddonProblem } from "./problem.ts";

/** An addon that is loaded and speaks our ABI. */
export interface LoadedAddon {
  readonly file: string;
  readonly exports: AddonExports;
  readonly facts: AddonFacts;
}

export type AddonOutcome =
  | { readonly status: "loaded"; readonly addon: LoadedAddon }
  | { readonly status: "unusable"; readonly problem: AddonProblem };

const require = createRequire(import.meta.url);

/** Loads an addon file, or says why it can't be used. Never throws. */
export function loadAddon(file: string): AddonOutcome {
  if (!existsSync(file)) return unusable(missing(file));
  let loaded: unknown;
  try {
    loaded = require(file);
  } catch (error) {
    return unusable({ code: "cannot-load", file, message: messageOf(error) });
  }
  const found = (loaded as Partial<AddonExports> | null)?.mcppluginsAbi;
  if (typeof found !== "number") return unusable({ code: "not-an-addon", file });
  if (found !== ABI_VERSION) return unusable({ code: "other-abi", file, found, expected: ABI_VERSION });
  const exports = loaded as AddonExports;
  return { status: "loaded", addon: { file, exports, facts: JSON.parse(exports.describe()) as AddonFacts } };
}

function unusable(problem: AddonProblem): AddonOutcome {
  return { status: "unusable", problem };
}

/** Tells an addon that was never built from one that was built elsewhere. */
function missing(file: string): AddonProblem {
  const folder = dirname(file);
  const slug = basename(file).split(".")[0] ?? "";
  const present = existsSync(folder)
    ? readdirSync(folder).filter((name) => name.startsWith(`${slug}.`) && name.endsWith(".node"))
    : [];
  return present.length === 0 ? { code: "not-built", file } : { code: "other-platform", file, present };
}
