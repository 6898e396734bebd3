import { type Data, isPlainObject, objectOf } from "../../../src/difftest/data.ts";
import { GroupGenerator } from "../../../src/difftest/generate/group.ts";
import type { Target } from "../../../src/difftest/target.ts";
import { MASK_STRATEGIES } from "../../../src/plugins/pii_filter/pii-types.ts";
import type { Group, Slug } from "./wheel.ts";

/** Options that are set in turns beside those that vary: else few calls would get as far as to be masked, each in its way. */
const BASES: Readonly<Record<Slug, readonly Data[]>> = {
  pii_filter: [{}, ...MASK_STRATEGIES.map((strategy) => ({ default_mask_strategy: strategy }))],
  secrets_detection: [{}, { redact: true, block_on_detection: false }],
};

/** Groups as differential tests make them, without what Python can't be given. */
export function* groupsOf(plugin: Slug, target: Target, seed: number): Generator<Group> {
  const generator = new GroupGenerator(target, seed);
  for (let number = 0; ; number++) {
    const { config, calls } = generator.group(number);
    const base = BASES[plugin][number % BASES[plugin].length];
    yield {
      plugin,
      config: asJson({ ...base, ...config.value }) as Data,
      calls: calls.map(({ value: { hook, payload, traced } }) => ({
        hook,
        payload: withRoles(asJson(payload)),
        traced,
      })),
    };
  }
}

/** The value as it would travel: JSON has neither `undefined` nor NaN, and UTF-8 no lone surrogates. */
function asJson(value: unknown): unknown {
  return wellFormed(JSON.parse(JSON.stringify(value) ?? "null"));
}

function wellFormed(value: unknown): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (Array.isArray(value)) return value.map(wellFormed);
  if (!isPlainObject(value)) return value;
  return objectOf(Object.keys(value).map((key) => [key.toWellFormed(), wellFormed(value[key])]));
}

/** A prompt's messages with the role that each of them has in MCP; without it the real `pii_filter` fails. */
function withRoles(payload: unknown): unknown {
  if (!isPlainObject(payload) || !isPlainObject(payload["result"])) return payload;
  const { messages } = payload["result"];
  if (!Array.isArray(messages)) return payload;
  const complete = messages.map((message: unknown) =>
    isPlainObject(message) ? objectOf([["role", "user"], ...Object.entries(message)]) : message,
  );
  return { ...payload, result: { ...payload["result"], messages: complete } };
}
