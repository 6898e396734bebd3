import { addonRemedy } from "../addon/problem.ts";
import { messageOf, ToolError } from "../errors.ts";
import { choiceOfEnvironment, chooseImplementation } from "../runtime/choose.ts";
import { findPlugin, pluginName } from "../runtime/find-plugin.ts";
import { openPlugin } from "../runtime/open-plugin.ts";
import { type Check, ok, problem, warning } from "./check.ts";

/** Which implementation a plugin runs on, and why. */
export async function checkPlugin(name: string | undefined, cwd: string, env: NodeJS.ProcessEnv): Promise<Check> {
  const folder = await findPlugin(name, cwd);
  const subject = name ?? folder;
  try {
    const plugin = await openPlugin(folder);
    const { implementation, reason } = chooseImplementation(plugin, choiceOfEnvironment(env) ?? "auto");
    const found = `${implementation}: ${reason}`;
    if (plugin.native === undefined || plugin.native.status === "loaded") return ok(plugin.slug, found);
    // An addon that was never built is the state of a fresh checkout without Rust; any other trouble with it is not.
    const report = plugin.native.problem.code === "not-built" ? warning : problem;
    return report(plugin.slug, found, addonRemedy(pluginName(folder)));
  } catch (error) {
    const remedy = error instanceof ToolError ? error.hint : undefined;
    return problem(subject, messageOf(error), remedy ?? `mcpplugins validate ${folder}`);
  }
}
