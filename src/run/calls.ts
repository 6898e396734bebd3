import type { ObservabilityProvider, SpanAttributes, SpanStart } from "../runtime/manager/observability.ts";

/** One plugin's part in a call, as it was observed from outside. Of one that nobody waited for, `status` is `running`. */
export interface PluginCall {
  readonly plugin: string;
  readonly status: "ok" | "error" | "running";
  readonly durationNs: number;
  /** Whether it named a violation, or returned a payload, whatever its mode made of that. */
  readonly hadViolation: boolean;
  readonly returnedPayload: boolean;
}

interface OpenCall {
  readonly plugin: string;
  readonly begun: number;
  ended?: { readonly at: number; readonly status: "ok" | "error"; readonly attributes: SpanAttributes };
}

/** Gathers the calls of plugins from the manager's spans; records have neither the failures nor all the times. */
export class CallLog implements ObservabilityProvider {
  readonly #calls: OpenCall[] = [];

  startSpan({ attributes }: SpanStart): string | undefined {
    const plugin = attributes["plugin.name"];
    if (typeof plugin !== "string") return undefined;
    return String(this.#calls.push({ plugin, begun: performance.now() }) - 1);
  }

  endSpan(spanId: string, status: "ok" | "error", attributes: SpanAttributes = {}): void {
    const call = this.#calls[Number(spanId)];
    if (call !== undefined) call.ended = { at: performance.now(), status, attributes };
  }

  /** The calls so far, in the order they started. */
  calls(): PluginCall[] {
    const now = performance.now();
    return this.#calls.map(({ plugin, begun, ended }) => ({
      plugin,
      status: ended?.status ?? "running",
      durationNs: Math.round(((ended?.at ?? now) - begun) * 1e6),
      hadViolation: ended?.attributes["plugin.had_violation"] === true,
      returnedPayload: ended?.attributes["plugin.modified_payload"] === true,
    }));
  }
}
