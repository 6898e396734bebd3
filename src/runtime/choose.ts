import { addonRemedy, explainAddonProblem } from "../addon/problem.ts";
import { failed } from "../errors.ts";
import type { Implementation, PluginInstance } from "../plugin/instance.ts";
import { pluginName } from "./find-plugin.ts";
import type { Plugin } from "./open-plugin.ts";

export const IMPLEMENTATION_CHOICES = ["auto", "native", "fallback"] as const;
export type ImplementationChoice = (typeof IMPLEMENTATION_CHOICES)[number];

/** What answers for a plugin, and why. */
export interface Answering {
  readonly implementation: PluginInstance["implementation"];
  readonly reason: string;
}

/** Which of a plugin's two implementations answers, and why. */
export interface Chosen extends Answering {
  readonly implementation: Implementation;
  /** The command that makes native available, where it was wanted and is not. */
  readonly remedy?: string;
}

/**
 * Picks an implementation. `auto` takes native where it loads and otherwise the fallback, with the reason in words.
 *
 * @throws {ToolError} exit 4 when native was asked for and can't be used: that is never a silent fallback.
 */
export function chooseImplementation(plugin: Plugin, choice: ImplementationChoice): Chosen {
  if (choice === "fallback") return { implementation: "fallback", reason: "the fallback was asked for" };
  const { native, slug, folder } = plugin;
  if (native?.status === "loaded") {
    return { implementation: "native", reason: `loaded ${native.addon.file}` };
  }
  const reason = native === undefined ? "the plugin has no native side" : explainAddonProblem(native.problem);
  const remedy = native === undefined ? undefined : addonRemedy(pluginName(folder));
  if (choice === "native") {
    throw failed(
      `plugin '${slug}' can't run natively: ${reason}`,
      remedy === undefined ? {} : { hint: `Run: ${remedy}` },
    );
  }
  return { implementation: "fallback", reason, ...(remedy === undefined ? {} : { remedy }) };
}

/** The choice of the environment variable `MCPPLUGINS_IMPLEMENTATION`; undefined when it is not set. */
export function choiceOfEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): ImplementationChoice | undefined {
  const value = env["MCPPLUGINS_IMPLEMENTATION"];
  if (value === undefined || value === "") return undefined;
  const choice = IMPLEMENTATION_CHOICES.find((name) => name === value);
  if (choice !== undefined) return choice;
  throw failed(`MCPPLUGINS_IMPLEMENTATION is '${value}'`, {
    hint: `Set it to one of ${IMPLEMENTATION_CHOICES.join(", ")}.`,
  });
}
