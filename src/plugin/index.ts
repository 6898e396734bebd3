/** What a plugin author imports. */
export { z } from "zod";
export { createContext } from "./context.ts";
export type { Extensions, GlobalContext, PluginContext } from "./context.ts";
export { definePlugin } from "./define-plugin.ts";
export type { HookEnvironment, HookHandlers, HookOutcome, PluginParts } from "./define-plugin.ts";
export { defineTextPlugin } from "./define-text-plugin.ts";
export type { TextPluginParts, TextScanner } from "./define-text-plugin.ts";
export { HOOKS, isHookName } from "./hooks.ts";
export type { HookName, HookPayloads, HookResults } from "./hooks.ts";
export type { Host, Implementation, LogRecord, PluginDefinition, PluginInstance } from "./instance.ts";
export { ALLOW } from "./result.ts";
export type { PluginResult, PluginViolation } from "./result.ts";
export type { Decision } from "./text/bridge.ts";
export { Found, typesOf } from "./text/found.ts";
export type { Finding } from "./text/found.ts";
export { DEFAULT_LIMITS, LimitError } from "./text/limits.ts";
export type { TextLimits } from "./text/limits.ts";
export type { LooksAt } from "./text/looks-at.ts";
