import { AsyncLocalStorage } from "node:async_hooks";
import type { PluginResult } from "../../plugin/result.ts";
import type { Identity } from "./execution-record.ts";

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

export interface SpanStart {
  readonly traceId: string;
  readonly name: string;
  readonly kind: "internal";
  readonly resourceType?: string;
  readonly resourceName?: string;
  readonly attributes: SpanAttributes;
}

/** What a host implements to see spans. What it throws is ignored: tracing never breaks a call. */
export interface ObservabilityProvider {
  /** @returns the span's id; nothing when it is not recorded. */
  startSpan(span: SpanStart): string | undefined | null;
  endSpan(spanId: string, status: "ok" | "error", attributes?: SpanAttributes): void;
}

const traces = new AsyncLocalStorage<string>();

/** Runs a function, and all that it starts, within a trace. Only there are spans made. */
export function withTrace<T>(traceId: string, run: () => T): T {
  return traces.run(traceId, run);
}

/** A span that has been started. */
export interface Span {
  end(status: "ok" | "error", attributes?: SpanAttributes): void;
}

/** Makes the spans of hooks and plugins, named and described as CPEX does. */
export class Tracer {
  readonly #provider: ObservabilityProvider;
  readonly #timeoutSeconds: number;

  constructor(provider: ObservabilityProvider, timeoutSeconds: number) {
    this.#provider = provider;
    this.#timeoutSeconds = timeoutSeconds;
  }

  startHook(hook: string, chainLength: number): Span | undefined {
    return this.#start("plugin.hook.invoke", {}, { "plugin.hook.type": hook, "plugin.chain.length": chainLength });
  }

  startPlugin(plugin: Identity, priority: number): Span | undefined {
    const resource = { resourceType: "plugin", resourceName: plugin.name };
    return this.#start(`plugin.execute.${plugin.name}`, resource, {
      "plugin.name": plugin.name,
      "plugin.uuid": plugin.id,
      "plugin.mode": plugin.mode,
      "plugin.priority": priority,
      "plugin.timeout": this.#timeoutSeconds,
    });
  }

  #start(name: string, resource: Partial<SpanStart>, attributes: SpanAttributes): Span | undefined {
    const traceId = traces.getStore();
    if (traceId === undefined || traceId === "") return undefined;
    const provider = this.#provider;
    const id = quietly(() => provider.startSpan({ traceId, name, kind: "internal", ...resource, attributes }));
    if (id === undefined || id === null) return undefined;
    return { end: (status, facts) => quietly(() => provider.endSpan(id, status, facts)) };
  }
}

/** What is said of a plugin that answered; the answer itself may be of any shape. */
export function answerAttributes(answer: unknown): SpanAttributes {
  const { violation, modified_payload } = (answer ?? {}) as Partial<PluginResult>;
  return {
    "plugin.had_violation": violation !== undefined && violation !== null,
    "plugin.modified_payload": modified_payload !== undefined && modified_payload !== null,
  };
}

function quietly<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
