type Json = Readonly<Record<string, unknown>>;

/** What the scripted plugin is to do, at `global_context.metadata.step`: write, wait or die, then fail or answer. */
export interface Step {
  readonly state?: Json;
  readonly metadata?: Json;
  readonly shared?: Json;
  readonly sleep_ms?: number;
  /** Kill the server's process; where a file is named, only as long as that is not there. */
  readonly kill?: true | string;
  readonly raise?: string;
  readonly raise_plugin_error?: Json;
  readonly raise_violation?: Json;
  readonly modify?: unknown;
  readonly deny?: Json | null;
  readonly say?: Json;
  readonly retry_delay_ms?: number;
}
