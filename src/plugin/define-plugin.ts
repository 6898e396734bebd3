import type { z } from "zod";
import type { PluginContext } from "./context.ts";
import { deepFreeze } from "./deep-freeze.ts";
import type { HookName, HookPayloads, HookResults } from "./hooks.ts";
import type { Host, PluginDefinition } from "./instance.ts";
import { ALLOW, type PluginResult, type PluginViolation } from "./result.ts";

/** What stands beside the verdict, as it is in the result. */
const BESIDE = ["metadata", "modified_extensions", "denial_metadata", "http_headers", "retry_delay_ms"] as const;

/** What a hook may return; nothing at all means allow. */
export interface HookOutcome<Hook extends HookName = HookName> extends Partial<
  Pick<PluginResult, (typeof BESIDE)[number]>
> {
  /** A complete new payload. */
  readonly modify?: HookResults[Hook];
  /** Block the call. */
  readonly deny?: PluginViolation;
}

export interface HookEnvironment<Config> {
  readonly config: Config;
  readonly context: PluginContext;
  readonly host: Host;
}

type Awaitable<T> = T | Promise<T>;

/** The hooks of a plugin, each typed by its payload. */
export type HookHandlers<Config> = {
  readonly [Hook in HookName]?: (
    payload: Readonly<HookPayloads[Hook]>,
    environment: HookEnvironment<Config>,
  ) => Awaitable<HookOutcome<Hook> | undefined | void>;
};

export interface PluginParts<Schema extends z.ZodType> {
  readonly config: Schema;
  readonly hooks: HookHandlers<z.output<Schema>>;
  shutdown?(): Awaitable<void>;
}

/** Defines a plugin by its config schema and one function a hook. */
export function definePlugin<Schema extends z.ZodType>(parts: PluginParts<Schema>): PluginDefinition<Schema> {
  const hooks = Object.keys(parts.hooks) as HookName[];
  return {
    kind: "value",
    config: parts.config,
    hooks,
    create: (raw, host) => {
      const config = deepFreeze(raw);
      return {
        implementation: "fallback",
        hooks,
        invoke: (hook, payload, context) => {
          // The table is typed hook by hook; a dispatch by name has to step outside it.
          const handler = parts.hooks[hook] as
            | ((payload: unknown, environment: HookEnvironment<z.output<Schema>>) => Awaitable<HookOutcome | void>)
            | undefined;
          if (handler === undefined) throw new Error(`plugin '${host.slug}' has no hook '${hook}'`);
          const outcome = handler(payload, { config, context, host });
          return outcome instanceof Promise ? outcome.then(toResult) : toResult(outcome);
        },
        ...(parts.shutdown === undefined ? {} : { shutdown: () => parts.shutdown?.() }),
      };
    },
  };
}

const OUTCOME_KEYS: ReadonlySet<string> = new Set(["modify", "deny", ...BESIDE]);

/**
 * The result that an outcome stands for.
 *
 * @throws {TypeError} when a hook returned something that is not an outcome.
 */
export function toResult(outcome: HookOutcome | undefined | void): PluginResult {
  if (outcome === undefined) return ALLOW;
  if (typeof outcome !== "object" || outcome === null || Array.isArray(outcome)) {
    throw new TypeError(
      `a hook returns nothing, or an object such as { modify } or { deny }; got ${describe(outcome)}`,
    );
  }
  for (const key of Object.keys(outcome)) {
    if (!OUTCOME_KEYS.has(key))
      throw new TypeError(`a hook returned the unknown key '${key}'; use ${[...OUTCOME_KEYS].join(", ")}`);
  }
  const { modify, deny, ...beside } = outcome;
  if (deny !== undefined) checkViolation(deny);
  return {
    continue_processing: deny === undefined,
    ...(modify === undefined ? {} : { modified_payload: modify }),
    ...(deny === undefined ? {} : { violation: deny }),
    ...beside,
    metadata: beside.metadata ?? ALLOW.metadata,
  };
}

function checkViolation(violation: PluginViolation): void {
  for (const key of ["reason", "description", "code"] as const) {
    if (typeof violation[key] !== "string") throw new TypeError(`deny.${key} must be a string`);
  }
}

function describe(value: unknown): string {
  return value === null ? "null" : Array.isArray(value) ? "a list" : typeof value;
}
