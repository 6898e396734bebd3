import { basename, relative, resolve } from "node:path";
import type { Command } from "commander";
import { cargoVersion } from "../addon/cargo.ts";
import { ExitCode } from "../errors.ts";
import { createContext } from "../plugin/context.ts";
import { renderOutcome } from "../report/quickstart.ts";
import { nearestName } from "../scaffold/plugin-name.ts";
import { loadPlugin } from "../runtime/index.ts";
import * as benchCompare from "./bench-compare.ts";
import * as bootstrap from "./bootstrap.ts";
import * as build from "./build.ts";
import type { CommandContext, CommandModule } from "./command.ts";
import * as diffTest from "./diff-test.ts";
import * as validate from "./validate.ts";

const DEFAULT_FOLDER = "quickstart-plugin";
const WITHOUT_RUST =
  "There is no cargo here, so there is no native side to build, to test against or to time. The plugin runs on its\n" +
  "TypeScript fallback. To change that, install Rust from https://rustup.rs and run";

/** One call of the example plugin, to show that it works. */
const EXAMPLE = { name: "search", args: { text: "Who owns ABC-1234?" } };

export function configure(command: Command): void {
  command.addHelpText(
    "after",
    `
Creates a Rust plugin with a TypeScript fallback, builds it, proves that the two agree, measures which is faster, and
validates what was written: each step is a command of its own, shown before it runs. Without cargo it stays with the
fallback and says so. The folder is ${DEFAULT_FOLDER} unless one is named.

Examples:
  mcpplugins quickstart
  mcpplugins quickstart ../my-filter`,
  );
}

export async function run(args: readonly string[], _flags: unknown, context: CommandContext): Promise<ExitCode> {
  const folder = resolve(context.cwd, args[0] ?? DEFAULT_FOLDER);
  const shown = relative(context.cwd, folder);
  const step = async (command: string, module: CommandModule, flags: object): Promise<ExitCode> => {
    context.write(`${context.style.accent("$")} ${context.style.bold(`mcpplugins ${command}`)}\n\n`);
    const exitCode = await module.run([folder], { format: "text", ...flags }, context);
    context.write("\n");
    context.signal.throwIfAborted();
    return exitCode;
  };

  const name = nearestName(basename(folder));
  const created = `bootstrap ${shown} --name ${name} --template rust --yes`;
  const exitCodes = [await step(created, bootstrap, { name, template: "rust", yes: true })];
  if ((await cargoVersion()) === undefined) {
    context.write(`${WITHOUT_RUST}:\n\n  mcpplugins build ${shown}\n\n`);
  } else {
    exitCodes.push(
      await step(`build ${shown}`, build, {}),
      await step(`diff-test ${shown}`, diffTest, {}),
      await step(`bench-compare ${shown} --time 5`, benchCompare, { time: "5" }),
    );
  }
  exitCodes.push(await step(`validate ${shown}`, validate, {}));
  const plugin = await loadPlugin(folder, { host: { log: () => {} } });
  context.write(
    renderOutcome(plugin.chosen, EXAMPLE, await plugin.invoke("tool_pre_invoke", EXAMPLE, createContext("1"))),
  );
  return exitCodes.find((code) => code !== ExitCode.ok) ?? ExitCode.ok;
}
