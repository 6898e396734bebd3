/** A scenario is data: plugins that follow a script, and calls of hooks. Both CPEX and our manager can run it. */
export interface Scenario {
  readonly name: string;
  readonly plugins: readonly ScenarioPlugin[];
  /** Writable fields by hook. */
  readonly policies?: Readonly<Record<string, readonly string[]>>;
  readonly default_policy?: "allow" | "deny";
  /** Seconds. */
  readonly timeout?: number;
  readonly pool?: number;
  readonly fail_on_plugin_error?: boolean;
  /** The trace id that the calls run under; no spans without. */
  readonly trace?: string;
  readonly calls: readonly Call[];
  /** Where we differ from CPEX on purpose: what our outcome holds, by path. Such a scenario must not agree. */
  readonly divergence?: { readonly why: string; readonly ours: Readonly<Record<string, unknown>> };
}

/** A plugin's config, and what it does on its n-th call; the last step is repeated. */
export interface ScenarioPlugin {
  readonly name: string;
  readonly hooks: readonly string[];
  readonly steps?: readonly Step[];
  readonly [key: string]: unknown;
}

/** In this order: write, change in place, sleep, then fail or answer. */
export interface Step {
  readonly state?: Json;
  readonly local_metadata?: Json;
  readonly global_state?: Json;
  readonly global_metadata?: Json;
  readonly delete_global_state?: readonly string[];
  readonly mutate?: { readonly path: readonly string[]; readonly value: unknown };
  readonly sleep_ms?: number;
  readonly raise?: string;
  readonly raise_plugin_error?: Json;
  readonly raise_violation?: { readonly message: string; readonly violation?: Json };
  /** Returns this instead of a result. */
  readonly return?: unknown;
  /** A complete payload. */
  readonly modify?: unknown;
  /** Fields over those of the payload. */
  readonly update?: Json;
  readonly modify_same?: boolean;
  readonly deny?: Json | null;
  /** A violation beside an allowing answer. */
  readonly violation?: Json;
  readonly extensions?: Json;
  readonly extensions_same?: boolean;
  readonly metadata?: Json;
  readonly denial_metadata?: Json;
  readonly http_headers?: Readonly<Record<string, string>>;
  readonly retry_delay_ms?: number;
  /** Ours only: answer with a promise. To Python every answer is one. */
  readonly async?: boolean;
}

export interface Call {
  readonly hook: string;
  readonly payload: Json;
  readonly context: Json | "previous";
  readonly contexts?: "previous";
  readonly as_exceptions?: boolean;
  readonly extensions?: Json;
  /** Calls this plugin alone. */
  readonly plugin?: string;
  /** Lets disabled plugins run again, before the call. */
  readonly reset?: boolean;
}

export type Json = Readonly<Record<string, unknown>>;
