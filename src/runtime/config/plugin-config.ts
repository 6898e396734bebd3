import { z } from "zod";
import { CAPABILITIES } from "./capability.ts";
import type { UrlRules } from "./check-url.ts";
import { pluginCondition } from "./condition.ts";
import { laxBool, laxInt, optionalString, optionalStrings } from "./lax.ts";
import { grpcClient, mcpClient, unixSocketClient } from "./transports.ts";

export const PLUGIN_MODES = ["fire_and_forget", "concurrent", "sequential", "transform", "audit", "disabled"] as const;
export type PluginMode = (typeof PLUGIN_MODES)[number];

export const ON_ERROR = ["fail", "ignore", "disable"] as const;
export type OnError = (typeof ON_ERROR)[number];

export const STATED = Symbol("stated");

export interface Stated {
  /** The fields that an entry states; all others have their defaults. */
  readonly [STATED]: readonly string[];
}

const capability = z.enum(CAPABILITIES);

/** Which parts of a tool, prompt or resource a plugin is applied to. CPEX reads it and never enforces it. */
const template = { context: optionalStrings, extensions: z.record(z.string(), z.unknown()).nullable().default(null) };
const fieldsAndResult = { fields: optionalStrings, result: laxBool.default(false) };
const appliedTo = z.object({
  tools: z
    .array(z.object({ ...template, tool_name: z.string(), ...fieldsAndResult }))
    .nullable()
    .default(null),
  prompts: z
    .array(z.object({ ...template, prompt_name: z.string(), ...fieldsAndResult }))
    .nullable()
    .default(null),
  resources: z
    .array(z.object({ ...template, resource_uri: z.string(), ...fieldsAndResult }))
    .nullable()
    .default(null),
});

const fields = (rules: UrlRules) =>
  z.object({
    name: z.string(),
    kind: z.string(),
    description: optionalString,
    author: optionalString,
    namespace: optionalString,
    version: optionalString,
    hooks: z.array(z.string()).default([]),
    tags: z.array(z.string()).default([]),
    mode: z.enum(PLUGIN_MODES).default("sequential"),
    on_error: z.enum(ON_ERROR).default("fail"),
    /** Lower runs first; equal priorities run in the order of the config. */
    priority: laxInt.default(100),
    max_content_size: laxInt.default(10_000_000),
    conditions: z.array(pluginCondition).default([]),
    applied_to: appliedTo.nullable().default(null),
    /** Anything but a list is read as no capabilities at all. */
    capabilities: z
      .preprocess((value) => (Array.isArray(value) ? value : []), z.array(capability))
      .default([])
      .transform((names) => [...new Set(names)].sort()),
    config: z.record(z.string(), z.unknown()).nullable().default(null),
    mcp: mcpClient(rules).nullable().default(null),
    grpc: grpcClient.nullable().default(null),
    unix_socket: unixSocketClient.nullable().default(null),
    stated: z.array(z.string()),
  });

/**
 * One entry of `plugins:` in a config file, as cpex 0.1.4 reads it: fields that it doesn't know are dropped, the modes
 * of old configs are translated. The one thing that is stricter here is `conditions`; see `pluginCondition`.
 */
export function pluginConfigWith(rules: UrlRules) {
  return z
    .preprocess(readEntry, fields(rules))
    .superRefine((config, context) => {
      for (const message of problemsOf(config)) context.addIssue({ code: "custom", message });
    })
    .transform(({ stated, ...config }): typeof config & Stated => ({ ...config, [STATED]: stated }));
}

/** An entry of `plugins:` under the default settings. */
export const pluginConfig = pluginConfigWith({});

export type PluginConfig = z.output<typeof pluginConfig>;

const LEGACY_MODES: Readonly<Record<string, { readonly mode: PluginMode; readonly on_error?: OnError }>> = {
  enforce: { mode: "sequential" },
  permissive: { mode: "transform" },
  enforce_ignore_error: { mode: "sequential", on_error: "ignore" },
};

function readEntry(data: unknown): unknown {
  if (typeof data !== "object" || data === null || Array.isArray(data)) return data;
  const entry = translateLegacyMode(data);
  return { ...entry, stated: Object.keys(entry) };
}

/** Old names of modes; an `on_error` that is written, even null, wins over the one that an old mode stood for. */
function translateLegacyMode(data: object): object {
  if (!("mode" in data) || typeof data.mode !== "string") return data;
  const legacy = Object.hasOwn(LEGACY_MODES, data.mode) ? LEGACY_MODES[data.mode] : undefined;
  if (legacy === undefined) return data;
  const { on_error } = legacy;
  return { ...(on_error === undefined ? {} : { on_error }), ...data, mode: legacy.mode };
}

/** The rules between fields. CPEX stops at the first problem; the order here is its order. */
function* problemsOf({
  name,
  kind,
  config,
  mcp,
  grpc,
  unix_socket,
}: z.output<ReturnType<typeof fields>>): Generator<string> {
  if (mcp !== null) {
    const isStdio = mcp.proto === "STDIO";
    if (isStdio && !mcp.script && mcp.cmd === null) {
      yield `Plugin ${name} has transport type set to STDIO but no script/cmd value`;
    }
    if (isStdio && mcp.script && mcp.cmd !== null) {
      yield `Plugin ${name} must set either script or cmd for STDIO, not both`;
    }
    if ((mcp.proto === "SSE" || mcp.proto === "STREAMABLEHTTP") && !mcp.url) {
      yield `Plugin ${name} has transport type set to StreamableHTTP but no url value`;
    }
    if (mcp.proto === "HTTP" || mcp.proto === "GRPC") {
      yield `Plugin ${name} must set transport type to either SSE or STREAMABLEHTTP or STDIO`;
    }
  }
  if (kind !== "external") return;
  if (config !== null && Object.keys(config).length > 0) {
    yield `Cannot have ${name} plugin defined as 'external' with 'config' set. 'config' section settings can only be set on the plugin server.`;
  }
  const transports = [mcp, grpc, unix_socket].filter((transport) => transport !== null).length;
  if (transports === 0) yield `External plugin ${name} must have 'mcp', 'grpc', or 'unix_socket' section configured`;
  if (transports > 1) {
    yield `External plugin ${name} can only have one transport configured (mcp, grpc, or unix_socket)`;
  }
}
