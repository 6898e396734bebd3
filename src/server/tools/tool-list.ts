import { GET_PLUGIN_CONFIG, INVOKE_HOOK } from "../../runtime/external/wire.ts";

export const GET_PLUGIN_CONFIGS = "get_plugin_configs";

const object = { type: "object" } as const;

/**
 * The tools of a plugin server, as clients list them. None has an output schema: a client would then want its answers as
 * structured content, which CPEX doesn't read.
 */
export const TOOL_LIST = [
  {
    name: GET_PLUGIN_CONFIGS,
    description: "The configs of all plugins of this server, one text each.",
    inputSchema: { ...object, properties: {} },
  },
  {
    name: GET_PLUGIN_CONFIG,
    description: "The config of one plugin; an empty object when there is no such plugin.",
    inputSchema: {
      ...object,
      properties: { name: { type: "string", description: "The plugin's name, in any case." } },
      required: ["name"],
    },
  },
  {
    name: INVOKE_HOOK,
    description: "Runs one hook of one plugin, and returns its result or its error.",
    inputSchema: {
      ...object,
      properties: {
        hook_type: { type: "string", description: "The hook, such as tool_pre_invoke." },
        plugin_name: { type: "string", description: "The plugin's name." },
        payload: { ...object, description: "The payload of the hook." },
        context: { ...object, description: "The plugin's context: state, global_context and metadata." },
      },
      required: ["hook_type", "plugin_name", "payload", "context"],
    },
  },
] as const;
