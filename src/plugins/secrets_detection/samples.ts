import { defineSamples, type HookName, type SampleRequest } from "../../plugin/index.ts";
import { chat, code, env, log, prose, type TextUnit } from "./samples/units.ts";
import { VOCABULARY } from "./samples/vocabulary.ts";
import { settings, weave } from "./samples/weave.ts";

const TEXTS: Readonly<Record<string, TextUnit>> = { chat, log, code, env, prose };

/** Texts, files and tool results as a gateway sees them, with as many made-up secrets in them as asked for. */
export default defineSamples({
  kinds: [...Object.keys(TEXTS), "settings"],
  sample: (request) => toPayload(request.hook, contentOf(request)),
  vocabulary: VOCABULARY,
});

function contentOf({ kind, size, density, random }: SampleRequest): string | Record<string, unknown> {
  const text = TEXTS[kind];
  if (text !== undefined) return weave(text, size, density, random);
  if (kind === "settings") return settings(size, density, random);
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
      return { prompt_id: "review", args: { text } };
    case "resource_post_fetch":
      return {
        uri: "file:///app/settings",
        content: { type: "resource", id: "settings", uri: "file:///app/settings", text },
      };
    default:
      throw new Error(`there are no samples for the hook '${hook}'`);
  }
}
