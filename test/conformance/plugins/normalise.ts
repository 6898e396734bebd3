import { type Data, isPlainObject, objectOf } from "../../../src/difftest/data.ts";
import type { Observation, TextAnswer } from "../../../src/difftest/observe.ts";
import type { LogRecord } from "../../../src/plugin/instance.ts";
import type { Span, WheelOutcome } from "./wheel.ts";

/** One call's outcome in the form in which both sides say it. */
export interface Outcome {
  readonly result?: unknown;
  readonly error?: string;
  readonly log: readonly LogRecord[];
  /** Findings by text. */
  readonly found: Readonly<Record<string, readonly Span[]>>;
}

/**
 * Names hashes and tokens in the order in which they come: both depend on a salt, or on chance, that no other instance shares.
 * The same hash always gets the same name.
 */
export class Names {
  readonly #names = new Map<string, string>();

  /** A copy of JSON-like data in which every hash and token is a name. */
  in<T>(value: T): T {
    if (typeof value === "string") return value.replaceAll(DIGEST, (digest) => this.#nameOf(digest)) as T;
    if (Array.isArray(value)) return value.map((item) => this.in(item as unknown)) as T;
    if (!isPlainObject(value)) return value;
    return objectOf(Object.keys(value).map((key) => [key, this.in((value as Data)[key])])) as T;
  }

  #nameOf(digest: string): string {
    const name = this.#names.get(digest) ?? `${digest.slice(0, digest.indexOf(":"))} ${this.#names.size + 1}]`;
    this.#names.set(digest, name);
    return name;
  }
}

const DIGEST = /\[(?:HASH:[0-9a-f]{16}|TOKEN:[0-9a-f]{8})\]/g;

/** What the real plugin answered. */
export function outcomeOfWheel({ result, error, log, found = [] }: WheelOutcome, names: Names): Outcome {
  return {
    ...(result === undefined ? {} : { result: names.in(withoutUnset(result)) }),
    ...(error === undefined ? {} : { error: error.slice(error.indexOf(": ") + 2) }),
    log,
    found: Object.fromEntries(found.filter((each): each is [string, Span[]] => typeof each[1] !== "string")),
  };
}

/** Fields of a result and of its violation that are null, 0 or empty there are absent here. */
function withoutUnset(result: Data): unknown {
  const isSet = (value: unknown): boolean =>
    value !== null && value !== 0 && !(Array.isArray(value) && value.length === 0);
  const kept = Object.entries(result).filter(([, value]) => isSet(value));
  return objectOf(
    kept.map(([key, value]) => [key, key === "violation" && isPlainObject(value) ? withoutUnset(value) : value]),
  );
}

/** What one of ours answered; `found` has the texts of which the real plugin told its findings. */
export function outcomeOfOurs({ result, log, found }: Observation, theirs: Outcome, names: Names): Outcome {
  return {
    ...(result.kind === "value" ? { result: names.in(result.value) } : { error: result.message }),
    log,
    found: Object.fromEntries(
      found.filter(({ text }) => Object.hasOwn(theirs.found, text)).map((each) => [each.text, spansOf(each)]),
    ),
  };
}

/** Findings with their offsets in bytes. */
function spansOf({ text, answer }: TextAnswer): Span[] {
  if (answer.kind === "error") throw new Error(`find failed: ${answer.message}`);
  let bytes = 0;
  let units = 0;
  const bytesUntil = (end: number): number => {
    bytes += Buffer.byteLength(text.slice(units, end));
    units = end;
    return bytes;
  };
  return answer.value.map(({ start, end, type }) => [bytesUntil(start), bytesUntil(end), type]);
}
