import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ObservedCall } from "./host/observer.ts";
import type { MetricsPage } from "./transport/http-handler.ts";

const LABELS = ["plugin", "hook", "implementation"] as const;
/** Seconds: a hook takes microseconds in process, and milliseconds where it asks another server. */
const BUCKETS = [0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30];

/** Counts calls, denials and errors, and measures how long hooks take, for Prometheus. */
export class Metrics implements MetricsPage {
  readonly #registry = new Registry();
  readonly #calls: Counter<(typeof LABELS)[number]>;
  readonly #denials: Counter<(typeof LABELS)[number]>;
  readonly #errors: Counter<(typeof LABELS)[number]>;
  readonly #seconds: Histogram<(typeof LABELS)[number]>;

  /** @param isEncrypted whether the server speaks TLS; it is a label of CPEX's `plugin_info`. */
  constructor(isEncrypted: boolean) {
    const registers = [this.#registry];
    const labelNames = [...LABELS];
    const counter = (name: string, help: string) => new Counter({ name, help, labelNames, registers });
    this.#calls = counter("mcpplugins_hook_calls_total", "Calls of a plugin's hook");
    this.#denials = counter("mcpplugins_hook_denials_total", "Calls that the plugin denied");
    this.#errors = counter("mcpplugins_hook_errors_total", "Calls that the plugin failed, or took too long for");
    this.#seconds = new Histogram({
      name: "mcpplugins_hook_duration_seconds",
      help: "How long a plugin took for a hook",
      labelNames,
      buckets: BUCKETS,
      registers,
    });
    new Gauge({
      name: "plugin_info",
      help: "Plugin server information",
      labelNames: ["server_name", "transport", "ssl_enabled"],
      registers,
    }).set({ server_name: "MCP Plugin Server", transport: "http", ssl_enabled: String(isEncrypted) }, 1);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  readonly observe = ({ outcome, seconds, ...labels }: ObservedCall): void => {
    this.#calls.inc(labels);
    if (outcome === "denied") this.#denials.inc(labels);
    if (outcome === "failed") this.#errors.inc(labels);
    this.#seconds.observe(labels, seconds);
  };
}
