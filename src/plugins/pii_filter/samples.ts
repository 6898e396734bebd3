import { defineSamples, type HookName, type SampleRequest } from "../../plugin/index.ts";
import { item, type RecordShape, records, user } from "./samples/records.ts";
import { chat, code, log, prose, type TextUnit } from "./samples/units.ts";
import { VOCABULARY } from "./samples/vocabulary.ts";
import { weave } from "./samples/weave.ts";

const TEXTS: Readonly<Record<string, TextUnit>> = { chat, log, code, prose };
const RECORDS: Readonly<Record<string, RecordShape>> = { users: user, items: item };

/** Text and tool results as a gateway sees them, with as much personal data in them as asked for. */
export default defineSamples({
  kinds: [...Object.keys(TEXTS), ...Object.keys(RECORDS)],
  sample: (request) => toPayload(request.hook, contentOf(request)),
  vocabulary: VOCABULARY,
});

function contentOf({ kind, size, density, random }: SampleRequest): string | Record<string, unknown> {
  const text = TEXTS[kind];
  if (text !== undefined) return weave(text, size, density, random);
  const shape = RECORDS[kind];
  if (shape !== undefined) return records(shape, size, density, random);
  throw new Error(`there is no kind of sample '${kind}'`);
}

function toPayload(hook: HookName, content: string | Record<string, unknown>): unknown {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  switch (hook) {
    case "tool_pre_invoke":
      return { name: "send", args: typeof content === "string" ? { text: content } : content };
    case "tool_post_invoke":
      return { name: "fetch", result: content };
    case "prompt_pre_fetch":
      return { prompt_id: "summary", args: { text } };
    case "prompt_post_fetch":
      return { prompt_id: "summary", result: { messages: [{ role: "user", content: { type: "text", text } }] } };
    default:
      throw new Error(`there are no samples for the hook '${hook}'`);
  }
}
