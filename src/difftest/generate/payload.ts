import * as fc from "fast-check";
import { failed, messageOf } from "../../errors.ts";
import type { HookName } from "../../plugin/hooks.ts";
import type { SampleRequest, Samples } from "../../plugin/samples.ts";
import { type LooksAt, parseTextPath, type PathStep } from "../../plugin/text/looks-at.ts";
import { objectOf } from "../data.ts";
import { HOOK_FIELDS, type FieldKind } from "./hook-fields.ts";
import { jsonArbitrary, objectArbitrary, scalarArbitrary } from "./json.ts";
import { randomOf } from "./random.ts";
import { textArbitrary, type Words } from "./text.ts";

/** What payloads are made from. */
export interface PayloadParts {
  readonly words: Words;
  /** Of text plugins: where the texts that count lie. */
  readonly looksAt: LooksAt;
  readonly samples: Samples | undefined;
}

/** Payloads of a hook: mostly of its own shape, with some from the plugin's samples and some of no proper shape at all. */
export function payloadArbitrary(hook: HookName, parts: PayloadParts): fc.Arbitrary<unknown> {
  const { looksAt, samples } = parts;
  const text = textArbitrary(parts.words);
  const shaped = shapedPayload(hook, looksAt[hook], text);
  return fc.oneof(
    { weight: 40, arbitrary: shaped },
    { weight: 2, arbitrary: misshapen(shaped) },
    ...(samples === undefined || samples.kinds.length === 0
      ? []
      : [{ weight: 6, arbitrary: sampledPayload(hook, samples) }]),
  );
}

function shapedPayload(
  hook: HookName,
  looksAt: string | undefined,
  text: fc.Arbitrary<string>,
): fc.Arbitrary<Record<string, unknown>> {
  const json = jsonArbitrary(text);
  const [root, ...steps] = looksAt === undefined ? [] : parseTextPath(looksAt).steps;
  const fields = Object.entries(HOOK_FIELDS[hook]).map(([field, kind]) => {
    const general = fieldArbitrary(kind, text, json);
    const scanned = root !== undefined && "key" in root && root.key === field;
    const along = scanned && steps.length > 0 ? alongPath(steps, text, json) : general;
    const value = fc.oneof(
      { weight: 20, arbitrary: along },
      { weight: 4, arbitrary: general },
      { weight: 1, arbitrary: json },
    );
    // The fields that are not scanned are often absent, so that a small payload is the common one.
    return present(field, value, scanned || kind === "name" ? 20 : 1);
  });
  return fc.tuple(...fields).map((entries) => objectOf(entries.flat()));
}

/** One entry or none; `odds` to one that it is there. */
function present(
  field: string,
  value: fc.Arbitrary<unknown>,
  odds: number,
): fc.Arbitrary<(readonly [string, unknown])[]> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<(readonly [string, unknown])[]>([]) },
    { weight: odds, arbitrary: value.map((each): (readonly [string, unknown])[] => [[field, each]]) },
  );
}

function fieldArbitrary(
  kind: FieldKind,
  text: fc.Arbitrary<string>,
  json: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  switch (kind) {
    case "name":
      return fc.constantFrom("search", "a", "", "GET", "file:///notes/é.txt", "two words");
    case "text":
      return text;
    case "json":
      return json;
    case "object":
      return objectArbitrary(json, 3);
    case "strings":
      return objectArbitrary(text, 3);
    case "list":
      return fc.array(text, { maxLength: 3 });
    case "messages":
      return fc.array(messageArbitrary(text), { maxLength: 3 });
    case "number":
      return fc.integer({ min: 0, max: 65_535 });
    case "flag":
      return fc.boolean();
  }
}

function messageArbitrary(text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.tuple(fc.constantFrom("user", "assistant"), text).map(([role, content]) => ({
    role,
    content: { type: "text", text: content },
  }));
}

/** Data in which the rest of a path leads to texts, beside keys and items that it passes over. */
function alongPath(
  steps: readonly PathStep[],
  text: fc.Arbitrary<string>,
  json: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const [step, ...rest] = steps;
  if (step === undefined) return fc.oneof({ weight: 12, arbitrary: text }, { weight: 1, arbitrary: json });
  const below = alongPath(rest, text, json);
  if ("each" in step) return fc.array(below, { maxLength: 3, size: "max" });
  const { key } = step;
  return fc
    .tuple(
      below,
      fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: objectArbitrary(json, 2) }),
    )
    .map(([value, beside]) => objectOf([...Object.entries(beside), [key, value]]));
}

/** A field whose value has the wrong type, or a payload that is no object. */
function misshapen(shaped: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<unknown> {
  const wrong = fc.oneof(scalarArbitrary, fc.constantFrom<unknown>("", "text", [], {}));
  const wrongField = fc.tuple(shaped, fc.nat({ max: 9 }), wrong).map(([payload, index, value]) => {
    const keys = Object.keys(payload);
    const key = keys[index % Math.max(keys.length, 1)] ?? "args";
    return objectOf(Object.entries(payload).map(([name, own]) => [name, name === key ? value : own]));
  });
  return fc.oneof({ weight: 4, arbitrary: wrongField }, { weight: 1, arbitrary: wrong });
}

/** Payloads as the plugin's author thinks they look; they shrink to shorter ones. */
function sampledPayload(hook: HookName, samples: Samples): fc.Arbitrary<unknown> {
  return fc
    .record({
      kind: fc.constantFrom(...samples.kinds),
      density: fc.constantFrom("clean", "sparse", "dense"),
      size: fc.integer({ min: 1, max: 400 }),
      seed: fc.nat(),
    })
    .map(({ seed, ...request }) => sampleOf(samples, { ...request, hook, random: randomOf(seed) }));
}

function sampleOf(samples: Samples, request: SampleRequest): unknown {
  try {
    return samples.sample(request);
  } catch (cause) {
    const { kind, hook, size, density } = request;
    throw failed(
      `samples.ts can't make a sample '${kind}' for ${hook} of ${size} characters, ${density}: ${messageOf(cause)}`,
      { cause },
    );
  }
}
