import { defineSamples, type HookName, type SampleRequest, type Samples } from "../../plugin/index.ts";
import { createDispenser, type Dispense, type Supply } from "./dispenser.ts";
import type { Random } from "./random.ts";
import { type TextUnit, weave } from "./weave.ts";

/** Makes the fields of a tool result with so many characters of text, their keys not counted. */
export type MakeFields = (size: number, random: Random, dispense: Dispense) => Record<string, unknown>;

/** What the samples of one plugin are made of. */
export interface SampleParts extends Supply {
  /** The kinds that are one text. */
  readonly texts: Readonly<Record<string, TextUnit>>;
  /** The kinds that are many fields. */
  readonly fields: Readonly<Record<string, MakeFields>>;
  readonly vocabulary: readonly string[];
}

/** Texts and tool results as a gateway sees them, with as many sensitive values in them as asked for. */
export function defineWovenSamples(parts: SampleParts): Samples {
  return defineSamples({
    kinds: [...Object.keys(parts.texts), ...Object.keys(parts.fields)],
    sample: (request) => toPayload(request.hook, contentOf(parts, request)),
    vocabulary: parts.vocabulary,
  });
}

type Content = string | Record<string, unknown>;

function contentOf(parts: SampleParts, { kind, size, density, random }: SampleRequest): Content {
  const dispense = createDispenser(parts, density, random);
  const text = parts.texts[kind];
  if (text !== undefined) return weave(text, size, random, dispense);
  const fields = parts.fields[kind];
  if (fields !== undefined) return fields(size, random, dispense);
  throw new Error(`there is no kind of sample '${kind}'`);
}

function toPayload(hook: HookName, content: Content): unknown {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const uri = "file:///app/settings";
  switch (hook) {
    case "tool_pre_invoke":
      return { name: "send", args: typeof content === "string" ? { text: content } : content };
    case "tool_post_invoke":
      return { name: "fetch", result: content };
    case "prompt_pre_fetch":
      return { prompt_id: "summary", args: { text } };
    case "prompt_post_fetch":
      return { prompt_id: "summary", result: { messages: [{ role: "user", content: { type: "text", text } }] } };
    case "resource_post_fetch":
      return { uri, content: { type: "resource", id: "settings", uri, text } };
    default:
      throw new Error(`there are no samples for the hook '${hook}'`);
  }
}
