import {
  ANYTHING,
  BOOLEAN,
  choiceOf,
  INTEGER,
  listOf,
  type Model,
  modelOf,
  optional,
  recordOf,
  required,
  STRING,
  STRINGS,
  withDefault,
} from "./field.ts";
import {
  GRPC_CLIENT,
  GRPC_SERVER,
  MCP_CLIENT,
  MCP_SERVER,
  UNIX_SOCKET_CLIENT,
  UNIX_SOCKET_SERVER,
} from "./transport-models.ts";

// The models of cpex 0.1.4, framework/models.py: Config, PluginConfig and what is in them.

export const MODES = ["sequential", "transform", "audit", "concurrent", "fire_and_forget", "disabled"] as const;

/** The modes of the old framework, and what the loader makes of them (PluginConfig._migrate_legacy_modes). */
export const LEGACY_MODES: Readonly<Record<string, { readonly mode: string; readonly onError?: string }>> = {
  enforce: { mode: "sequential" },
  permissive: { mode: "transform" },
  enforce_ignore_error: { mode: "sequential", onError: "ignore" },
};

export const CAPABILITIES = [
  "append_delegation",
  "append_labels",
  "read_agent",
  "read_claims",
  "read_delegation",
  "read_headers",
  "read_labels",
  "read_permissions",
  "read_roles",
  "read_subject",
  "read_teams",
  "write_headers",
] as const;

const CONDITION: Model = {
  title: "a condition",
  fields: {
    server_ids: optional(STRINGS),
    tenant_ids: optional(STRINGS),
    tools: optional(STRINGS),
    prompts: optional(STRINGS),
    resources: optional(STRINGS),
    agents: optional(STRINGS),
    user_patterns: optional(STRINGS),
    content_types: optional(STRINGS),
  },
};

const target = (title: string, key: string): Model => ({
  title,
  fields: {
    [key]: required(STRING),
    fields: optional(STRINGS),
    result: withDefault(BOOLEAN),
    context: optional(STRINGS),
    extensions: optional(recordOf(ANYTHING)),
  },
});

const APPLIED_TO: Model = {
  title: "applied_to",
  fields: {
    tools: optional(listOf(modelOf(target("a tool", "tool_name")))),
    prompts: optional(listOf(modelOf(target("a prompt", "prompt_name")))),
    resources: optional(listOf(modelOf(target("a resource", "resource_uri")))),
  },
};

const PLUGIN: Model = {
  title: "a plugin",
  fields: {
    name: required(STRING),
    kind: required(STRING),
    description: optional(STRING),
    author: optional(STRING),
    namespace: optional(STRING),
    version: optional(STRING),
    hooks: withDefault(STRINGS),
    tags: withDefault(STRINGS),
    mode: withDefault(choiceOf(MODES, { also: Object.keys(LEGACY_MODES) })),
    on_error: withDefault(choiceOf(["fail", "ignore", "disable"])),
    priority: withDefault(INTEGER),
    max_content_size: withDefault(INTEGER),
    conditions: withDefault(listOf(modelOf(CONDITION))),
    applied_to: optional(modelOf(APPLIED_TO)),
    // The loader has a check of its own for these (config/unknown-capability, config/ignored-capabilities).
    capabilities: optional(ANYTHING),
    config: optional(recordOf(ANYTHING)),
    mcp: optional(modelOf(MCP_CLIENT)),
    grpc: optional(modelOf(GRPC_CLIENT)),
    unix_socket: optional(modelOf(UNIX_SOCKET_CLIENT)),
  },
};

export const CONFIG: Model = {
  title: "a plugin config",
  fields: {
    plugins: optional(listOf(modelOf(PLUGIN))),
    plugin_dirs: withDefault(STRINGS),
    server_settings: optional(modelOf(MCP_SERVER)),
    grpc_server_settings: optional(modelOf(GRPC_SERVER)),
    unix_socket_server_settings: optional(modelOf(UNIX_SOCKET_SERVER)),
  },
  alsoKnown: ["plugin_settings"],
};
