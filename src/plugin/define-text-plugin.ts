import type { z } from "zod";
import { deepFreeze } from "./deep-freeze.ts";
import type { HookName } from "./hooks.ts";
import type { Host, PluginDefinition } from "./instance.ts";
import { createTextInstance, type Decision, type Metrics, type TextEngine, type TextVerdict } from "./text/bridge.ts";
import type { FieldFilter } from "./text/fields.ts";
import { type Finding, Found } from "./text/found.ts";
import { DEFAULT_LIMITS, type TextLimits } from "./text/limits.ts";
import type { LooksAt } from "./text/looks-at.ts";
import type { Rewrite } from "./text/walk.ts";

/** The two functions of a text plugin: what to find in a text, and what to make of all that was found. */
export interface TextScanner {
  readonly limits?: Partial<TextLimits>;
  /** Which fields of a payload it looks at, if not all. */
  readonly fields?: FieldFilter;
  /** Adds what it finds in one text. */
  find(text: string, found: Found): void;
  /** Decides once, after all texts of the payload, by what was found and the hook alone. */
  decide(found: Found, at: { readonly hook: HookName }): Decision;
  /**
   * Counts for observability, never payload content. Asked after `decide`, with the same arguments, when the request carries a
   * trace id and there is something to count: a finding, a denial or a log line.
   */
  metrics?(found: Found, at: { readonly hook: HookName }): Metrics;
}

export interface TextPluginParts<Schema extends z.ZodType> {
  readonly config: Schema;
  readonly looksAt: LooksAt;
  create(config: z.output<Schema>, host: Host): TextScanner;
}

/** Defines a plugin that looks for something in text and then decides. */
export function defineTextPlugin<Schema extends z.ZodType>(parts: TextPluginParts<Schema>): PluginDefinition<Schema> {
  return {
    kind: "text",
    config: parts.config,
    hooks: Object.keys(parts.looksAt) as HookName[],
    looksAt: parts.looksAt,
    create: (config, host) =>
      createTextInstance({
        implementation: "fallback",
        looksAt: parts.looksAt,
        engine: toEngine(parts.create(deepFreeze(config), host)),
        host,
      }),
  };
}

function toEngine(scanner: TextScanner): TextEngine {
  const search = (texts: readonly string[]): Found => {
    const found = new Found();
    for (const [index, text] of texts.entries()) {
      found.open(index, text.length);
      scanner.find(text, found);
      found.close();
    }
    return found;
  };
  return {
    limits: { ...DEFAULT_LIMITS, ...scanner.limits },
    fields: scanner.fields,
    find: (text): readonly Finding[] => search([text]).all,
    scan: (hook, texts, traced): TextVerdict | undefined => {
      const found = search(texts);
      const decision = scanner.decide(found, { hook });
      if (found.size === 0 && decision.deny === undefined && decision.log === undefined) return undefined;
      const metrics = traced ? scanner.metrics?.(found, { hook }) : undefined;
      return { decision, metrics, rewrites: decision.mask === true ? rewritesOf(found.all, texts) : [] };
    },
  };
}

function rewritesOf(findings: readonly Finding[], texts: readonly string[]): Rewrite[] {
  const rewrites: Rewrite[] = [];
  let at = 0;
  while (at < findings.length) {
    const index = findings[at]?.text ?? 0;
    const text = texts[index] ?? "";
    let value = "";
    let end = 0;
    for (let finding = findings[at]; finding !== undefined && finding.text === index; finding = findings[++at]) {
      value += text.slice(end, finding.start) + finding.replacement;
      end = finding.end;
    }
    rewrites.push({ text: index, value: value + text.slice(end) });
  }
  return rewrites;
}
