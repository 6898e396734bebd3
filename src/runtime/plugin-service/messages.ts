import { field, many, message } from "../protobuf/message.ts";

/**
 * The messages of CPEX's plugin service (cpex 0.1.4, framework/external/grpc/proto/plugin_service.proto), which its gRPC
 * and its Unix socket transports share. Names and numbers are the wire's; what is in a `struct` has the shape that it has
 * over MCP, but for its numbers, which are all doubles.
 */

export const SERVICE = "cpex.PluginService";
/** Answers whether the server serves. */
export const HEALTH_SERVICE = "cpex.Health";

/** Asks for the config of one plugin. */
export const configRequest = message({ name: field(1, "string") });

export const configResponse = message({ found: field(1, "bool"), config: field(2, "struct") });

/** The request for all configs is empty. */
export const configsResponse = message({ configs: many(1, "struct") });

/** An empty text stands for no server and no tenant; a user is a text or an object. */
const globalContext = message({
  request_id: field(1, "string"),
  server_id: field(2, "string"),
  tenant_id: field(3, "string"),
  user_string: field(4, "string"),
  user_struct: field(5, "struct"),
  metadata: field(6, "struct"),
  state: field(7, "struct"),
});

/** `user_context` and `content_type` of the shared context are not sent. */
export const pluginContext = message({
  global_context: field(1, globalContext),
  state: field(2, "struct"),
  metadata: field(3, "struct"),
});

export const invokeRequest = message({
  hook_type: field(1, "string"),
  plugin_name: field(2, "string"),
  payload: field(3, "struct"),
  context: field(4, pluginContext),
});

/** The beginning of a request to invoke a hook. */
export const invokeRequestHead = message({ hook_type: field(1, "string"), plugin_name: field(2, "string") });

const pluginError = message({
  message: field(1, "string"),
  plugin_name: field(2, "string"),
  code: field(3, "string"),
  details: field(4, "struct"),
  mcp_error_code: field(5, "int32"),
});

/** One of its fields is set. */
const denialMetric = message({ boolean: field(1, "bool"), integer: field(2, "sint64"), floating: field(3, "double") });

/** A map, whose entries are messages on the wire. */
const denialMetadata = message({
  fields: many(1, message({ key: field(1, "string"), value: field(2, denialMetric) })),
});

/** Fields of a result in a form that is quicker to read. Only the metrics of a denial are used, which a struct would round. */
const resultBase = message({ denial_metadata: field(4, denialMetadata) });

export const invokeResponse = message({
  plugin_name: field(1, "string"),
  result: field(2, "struct"),
  context: field(3, pluginContext),
  error: field(4, pluginError),
  result_base: field(5, resultBase),
});

/** Its one other value that matters, 2, is for a server that is about to end. */
export const SERVING = 1;

export const healthResponse = message({ status: field(1, "int32") });
