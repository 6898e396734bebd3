import type { PluginInstance } from "../../../src/plugin/instance.ts";
import { defineTextPlugin, type TextScanner } from "../../../src/plugin/define-text-plugin.ts";
import { typesOf, z } from "../../../src/plugin/index.ts";
import type { Create } from "../../../src/difftest/pair.ts";
import type { Target } from "../../../src/difftest/target.ts";

export const TicketConfig = z.object({
  block: z.boolean().default(false),
  strategy: z.enum(["label", "stars", "count"]).default("label"),
  label: z.string().max(20).default("[T]"),
  words: z.array(z.string().min(1)).default([]),
  log: z.boolean().default(false),
});

type Config = z.output<typeof TicketConfig>;

/** One deliberate mistake. */
export type Mutant =
  | "off-by-one span"
  | "wrong mask"
  | "missed class"
  | "lost state"
  | "wrong overlap order"
  | "mutated input"
  | "different error text"
  | "missing error"
  | "wrong metadata"
  | "metadata key order"
  | "wrong violation"
  | "different log"
  | "refused config"
  | "undefined for absent";

const HOOKS = { tool_pre_invoke: "args", prompt_post_fetch: "result.messages[].content.text" } as const;

/** A small text plugin that masks ticket ids, issue numbers and words; or the same with one mistake. */
export function createTickets(mutant?: Mutant): Create {
  const definition = defineTextPlugin({
    config: TicketConfig,
    looksAt: HOOKS,
    create: (config) => scanner(config, mutant),
  });
  return (raw, host) => {
    const config = TicketConfig.parse(raw);
    if (mutant === "refused config" && config.words.length > 1) throw new Error("one word only");
    return spoil(definition.create(config, { slug: "tickets", ...host }), mutant);
  };
}

export function ticketsTarget(mutant?: Mutant): Target {
  return {
    slug: "tickets",
    implementations: { native: createTickets(mutant), fallback: createTickets() },
    hooks: ["tool_pre_invoke", "prompt_post_fetch"],
    configSchema: z.toJSONSchema(TicketConfig, { io: "input" }),
    looksAt: HOOKS,
    samples: {
      kinds: ["note"],
      vocabulary: ["AB-12", "#7", "AB", "word"],
      sample: ({ size }) => ({ args: { q: "x".repeat(size) } }),
    },
  };
}

function scanner(config: Config, mutant: Mutant | undefined): TextScanner {
  let count = 0;
  const ticket = mutant === "missed class" ? /[A-Z]{2,4}-[0-9]{1,4}/g : /[A-Z]{2,4}-\p{Nd}{1,4}/gu;
  const replacementOf = (text: string): string => {
    if (config.strategy === "count") return `[${count++}]`;
    if (config.strategy === "stars") return "*".repeat(mutant === "wrong mask" ? text.length - 1 : text.length);
    return config.label;
  };
  return {
    find(text, found) {
      if (text.includes("\0"))
        throw new Error(mutant === "different error text" ? "NUL in text" : "the text has a NUL");
      const candidates: { type: string; start: number; end: number }[] = [];
      const add = (type: string, start: number, length: number): void =>
        void candidates.push({ type, start, end: start + length });
      for (const match of text.matchAll(ticket)) add("ticket", match.index, match[0].length);
      for (const match of text.matchAll(/#[0-9]+/g)) {
        add("issue", match.index, match[0].length - (mutant === "off-by-one span" && match[0].length > 3 ? 1 : 0));
      }
      for (const word of config.words) {
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length))
          add("word", at, word.length);
      }
      const longestFirst = mutant === "wrong overlap order" ? -1 : 1;
      candidates.sort((a, b) => a.start - b.start || longestFirst * (b.end - a.end) || (a.type < b.type ? -1 : 1));
      let end = 0;
      for (const candidate of candidates) {
        if (candidate.start < end) continue;
        end = candidate.end;
        found.add({ ...candidate, replacement: replacementOf(text.slice(candidate.start, candidate.end)) });
      }
    },
    decide(found) {
      if (mutant === "lost state") count = 0;
      if (found.size === 0) return {};
      const types = typesOf(found.all);
      const code = mutant === "wrong violation" && types.includes("issue") ? "ISSUE" : "TICKET";
      const level = mutant === "different log" && config.block ? "warning" : "info";
      return {
        ...(config.log ? { log: { level, message: `${found.size} found` } as const } : {}),
        ...(config.block
          ? { deny: { code, reason: "found", description: "found", details: { total: found.size } } }
          : { mask: true }),
      };
    },
    metrics(found) {
      const total = mutant === "wrong metadata" && found.size > 2 ? 2 : found.size;
      const types = typesOf(found.all);
      return mutant === "metadata key order" ? { types, total } : { total, types };
    },
  };
}

/** The mistakes that lie outside of finding and deciding. */
function spoil(instance: PluginInstance, mutant: Mutant | undefined): PluginInstance {
  const invoke: PluginInstance["invoke"] = (hook, payload, context) => {
    if (mutant === "mutated input") {
      const { args } = (payload ?? {}) as { args?: Record<string, unknown> };
      if (typeof args?.["q"] === "string" && args["q"].startsWith(" ")) args["q"] = args["q"].trim();
    }
    try {
      const result = instance.invoke(hook, payload, context);
      if (mutant === "undefined for absent" && !(result instanceof Promise) && !result.continue_processing) {
        return { ...result, modified_payload: undefined };
      }
      return result;
    } catch (error) {
      if (mutant === "missing error") return { continue_processing: true, metadata: {} };
      throw error;
    }
  };
  return { ...instance, invoke };
}
