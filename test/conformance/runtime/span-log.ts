import type { ObservabilityProvider, SpanAttributes, SpanStart } from "../../../src/runtime/manager/observability.ts";

/** Writes down all spans, without ids. */
export class SpanLog implements ObservabilityProvider {
  readonly log: unknown[] = [];
  readonly #names = new Map<string, string>();

  startSpan({ traceId, name, kind, resourceType, resourceName, attributes }: SpanStart): string {
    const { "plugin.uuid": _, ...rest } = attributes;
    this.log.push(["start", traceId, name, kind, resourceType ?? null, resourceName ?? null, rest]);
    const id = String(this.#names.size);
    this.#names.set(id, name);
    return id;
  }

  endSpan(id: string, status: "ok" | "error", attributes?: SpanAttributes): void {
    this.log.push(["end", this.#names.get(id), status, attributes ?? null]);
  }
}
