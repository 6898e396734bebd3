import { text } from "node:stream/consumers";
import { type Command, Option } from "commander";
import { z } from "zod";
import { type ExitCode, usageError } from "../errors.ts";
import { HOOKS } from "../plugin/hooks.ts";
import type { LogRecord } from "../plugin/instance.ts";
import { renderRunJson } from "../report/run-json.ts";
import { renderRunText } from "../report/run-text.ts";
import { runExitCode } from "../run/exit-code.ts";
import { readJsonInput } from "../run/json-input.ts";
import { checkPayload } from "../run/payload.ts";
import { readRequestContext } from "../run/request-context.ts";
import { runHook } from "../run/run-hook.ts";
import { findTarget } from "../run/target.ts";
import { IMPLEMENTATION_CHOICES } from "../runtime/choose.ts";
import { loadConfig } from "../runtime/config/load-config.ts";
import { unknownChoice } from "../text/did-you-mean.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";
import { settingsOf } from "./settings.ts";

const FORMATS = ["json", "text"] as const;

const flagsSchema = z.object({
  hook: z.enum(HOOKS, {
    error: ({ input }) =>
      input === undefined ? `name the hook to invoke: ${HOOKS.join(", ")}` : unknownChoice(String(input), HOOKS),
  }),
  payload: z.string().optional(),
  config: z.string().optional(),
  pluginConfig: z.string().optional(),
  context: z.string().optional(),
  implementation: oneOf(IMPLEMENTATION_CHOICES).optional(),
  trace: z.boolean().default(false),
  format: oneOf(FORMATS),
});

export function configure(command: Command): void {
  command
    .option("--hook <hook>", "the hook to invoke, such as tool_pre_invoke")
    .option("--payload <json|file>", "the payload; - reads standard input (default: standard input)")
    .addOption(new Option("--config <file>", "run all plugins of a config").conflicts("pluginConfig"))
    .option("--plugin-config <json|file>", "the config of the plugin (default: its own defaults)")
    .option("--context <json|file>", "what the request carries: user, tenant_id, server_id, state, extensions, ...")
    .option("--implementation <which>", `run plugins as: ${IMPLEMENTATION_CHOICES.join(", ")} (default: auto)`)
    .addOption(new Option("--trace", "show a timeline of the phases; same as --format text").conflicts("format"))
    .addHelpText(
      "after",
      `
Invokes one hook of a plugin, or of all plugins of a config, as the gateway's plugin manager would. With no argument: the
plugin of the current folder, or else the config that PLUGINS_CONFIG_FILE names. Exits 1 when a plugin denies the request.

Examples:
  mcpplugins run pii_filter --hook tool_pre_invoke --payload '{"name": "send", "args": {"to": "jo@example.com"}}'
  mcpplugins run ./my-plugin --hook tool_pre_invoke --plugin-config '{"max_length": 10}' < payload.json
  mcpplugins run --config plugins/config.yaml --hook tool_post_invoke --payload result.json --trace`,
    );
  addFormatFlag(command, FORMATS);
}

type Flags = z.output<typeof flagsSchema>;

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const options = parseFlags(flagsSchema, flags);
  const [plugin] = args;
  if (plugin !== undefined && options.config !== undefined) throw usageError("name a plugin or a config, not both");
  const { cwd, note } = context;
  const settings = settingsOf(process.env);
  const target = await findTarget({
    cwd,
    hook: options.hook,
    plugin,
    pluginConfig: await readPluginConfig(options.pluginConfig, cwd),
    config: options.config,
    defaultConfig: settings.config_file,
    loadConfig: async (path) => (await loadConfig(path, { env: process.env, settings })).plugins,
  });
  if (options.config === undefined && target.file !== undefined) note(`the plugins are those of ${target.file}`);
  const request = readRequestContext(
    options.context === undefined ? {} : await readJsonInput(options.context, { flag: "--context", cwd }),
  );
  const report = await runHook({
    hook: options.hook,
    payload: await readPayload(options, context),
    request,
    plugins: target.plugins,
    base: target.base,
    implementation: options.implementation,
    settings,
    log: logTo(context),
  });
  if (!report.plugins.some(({ onHook }) => onHook)) note(`no plugin is on ${options.hook}`);
  const format = options.trace ? "text" : options.format;
  context.write(format === "text" ? renderRunText(report, context.style) : renderRunJson(report));
  return runExitCode(report);
}

async function readPluginConfig(
  argument: string | undefined,
  cwd: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (argument === undefined) return undefined;
  const parsed = z
    .record(z.string(), z.unknown())
    .safeParse(await readJsonInput(argument, { flag: "--plugin-config", cwd }));
  if (!parsed.success) throw usageError("--plugin-config is a JSON object");
  return parsed.data;
}

async function readPayload({ hook, payload: argument }: Flags, { cwd, note }: CommandContext) {
  const noPayload = () => usageError("there is no payload", { hint: "Give it with --payload or on standard input." });
  const readStdin = async (): Promise<string> => {
    const json = await text(process.stdin);
    if (json.trim() === "") throw noPayload();
    return json;
  };
  if (argument === undefined && process.stdin.isTTY) throw noPayload();
  const input = await readJsonInput(argument ?? "-", { flag: "--payload", cwd, readStdin });
  const { payload, unknown } = checkPayload(hook, input);
  for (const { field, guess } of unknown) {
    note(`'${field}' is not a field of this payload${guess === undefined ? "" : `; did you mean '${guess}'?`}`);
  }
  return payload;
}

/** Warnings are always shown, other lines with `--verbose`. */
function logTo({ note, verbose }: CommandContext): (record: LogRecord) => void {
  return ({ level, message }) => {
    if (level === "warning" || verbose) note(`${level}: ${message}`);
  };
}
