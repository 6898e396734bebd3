import type * as Plan from "../../../src/difftest/plan.ts";
import type { Target } from "../../../src/difftest/target.ts";
import type * as FindPlugin from "../../../src/runtime/find-plugin.ts";
import type * as OpenPlugin from "../../../src/runtime/open-plugin.ts";
import type { Slug } from "./wheel.ts";

/**
 * A bundled plugin as it is built: both implementations, hooks, config schema, samples.
 *
 * @throws {ToolError} exit 4 when its addon is not built, or was built from something else.
 */
export async function openTarget(slug: Slug): Promise<Target> {
  const [{ bundledFolder }, { openPlugin }, { planDiffTest }] = await Promise.all([
    importBuilt<typeof FindPlugin>("runtime/find-plugin.js"),
    importBuilt<typeof OpenPlugin>("runtime/open-plugin.js"),
    importBuilt<typeof Plan>("difftest/plan.js"),
  ]);
  return (await planDiffTest(await openPlugin(bundledFolder(slug)))).target;
}

/** A module of dist/: plugins import the toolkit that they are built with. */
export async function importBuilt<Module>(path: string): Promise<Module> {
  return (await import(new URL(`../../../dist/${path}`, import.meta.url).href)) as Module;
}
