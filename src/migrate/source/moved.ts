/** The package that the framework was part of, and what of it moved to `cpex`. */
export const GATEWAY_PLUGINS = "mcpgateway.plugins";
const MOVED = ["framework", "tools"];

/**
 * Names that stay with the gateway: `get_plugin_manager` and what else belongs to its manager of managers. In the gateway
 * they are in `mcpgateway/plugins/__init__.py`, because they know its policies, its Redis and its database.
 */
const GATEWAY_NAMES: ReadonlySet<string> = new Set([
  "DEFAULT_SERVER_ID",
  "_PLUGINS_ENABLED",
  "_observability_service",
  "_plugin_manager_factory",
  "_redis",
  "_state",
  "are_plugins_enabled",
  "are_plugins_enabled_shared",
  "enable_plugins",
  "enable_plugins_shared",
  "get_local_mode_overrides",
  "get_plugin_manager",
  "get_plugin_manager_factory",
  "get_plugin_mode_override",
  "init_plugin_manager_factory",
  "invalidate_all_plugin_managers",
  "list_configured_plugin_names",
  "mark_factory_init_degraded",
  "publish_binding_change",
  "publish_plugin_mode_change",
  "publish_team_binding_change",
  "reload_plugin_context",
  "reset_plugin_manager_factory",
  "set_global_observability",
  "shutdown_plugin_manager_factory",
  "start_plugin_invalidation_listener",
  "stop_plugin_invalidation_listener",
]);
/** The factory of managers has a module of its own in the gateway. */
const FACTORY = "TenantPluginManagerFactory";

/** An old path as it may stand in any text. */
export const OLD_PATH = /(?<![\w.])mcpgateway\.plugins\.(?:framework|tools)(?![\w-])(?:\.[A-Za-z_]\w*)*/g;

/** Whether a dotted path is in what moved: `mcpgateway.plugins.framework.manager`. */
export function isOldPath(path: string): boolean {
  return MOVED.some((part) => startsWithPath(path, `${GATEWAY_PLUGINS}.${part}`));
}

/** Whether a dotted path is in the framework, in its old place or in its new one. */
export function isFrameworkPath(path: string): boolean {
  return startsWithPath(path, `${GATEWAY_PLUGINS}.framework`) || startsWithPath(path, "cpex.framework");
}

/** The new path of a module, or of a name in it; a path that did not move stays. */
export function newPath(path: string): string {
  if (!isOldPath(path)) return path;
  const [part = "", ...rest] = path.slice(GATEWAY_PLUGINS.length + 1).split(".");
  if (part === "tools") return ["cpex", part, ...rest].join(".");
  const [first = "", second] = rest;
  if (GATEWAY_NAMES.has(first)) return [GATEWAY_PLUGINS, ...rest].join(".");
  const factory = first === FACTORY ? rest : first === "manager" && second === FACTORY ? rest.slice(1) : undefined;
  if (factory !== undefined) return [GATEWAY_PLUGINS, "gateway_plugin_manager", ...factory].join(".");
  return ["cpex", part, ...rest].join(".");
}

/** Whether a bare name is one of the gateway's. */
export function isGatewayName(name: string): boolean {
  return GATEWAY_NAMES.has(name) || name === FACTORY;
}

function startsWithPath(path: string, start: string): boolean {
  return path === start || path.startsWith(`${start}.`);
}
