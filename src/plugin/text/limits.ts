/** How much of a payload a text plugin is willing to look at. */
export interface TextLimits {
  /** The longest accepted string, in UTF-8 bytes. */
  readonly maxTextBytes: number;
  /** How deep values may be nested; the value that a path names has depth 0. */
  readonly maxDepth: number;
  /** How many entries one list or object may have. */
  readonly maxItems: number;
}

export const DEFAULT_LIMITS: TextLimits = Object.freeze({
  maxTextBytes: 10 * 1024 * 1024,
  maxDepth: 64,
  maxItems: 100_000,
});

/** A payload is beyond a plugin's limits. It is an error of the call, not a violation, as in CPEX's plugins. */
export class LimitError extends Error {
  override readonly name = "LimitError";
}

export function checkTextSize(text: string, limits: TextLimits): void {
  // A UTF-16 unit takes at most three bytes in UTF-8: most texts need no count.
  if (text.length * 3 <= limits.maxTextBytes) return;
  if (Buffer.byteLength(text, "utf8") > limits.maxTextBytes) {
    throw new LimitError(`Input exceeds maximum supported size of ${limits.maxTextBytes} bytes`);
  }
}

export function checkDepth(depth: number, limits: TextLimits): void {
  if (depth > limits.maxDepth) {
    throw new LimitError(`Nested data exceeds maximum depth of ${limits.maxDepth}`);
  }
}

export function checkItems(kind: "list" | "mapping", count: number, limits: TextLimits): void {
  if (count > limits.maxItems) {
    throw new LimitError(`Nested ${kind} exceeds maximum size of ${limits.maxItems} items`);
  }
}
