import type { Call } from "../../../src/difftest/case.ts";
import { type Data, isPlainObject, objectOf, stringsIn } from "../../../src/difftest/data.ts";
import type { Finding } from "../../../src/plugin/text/found.ts";
import { firstDifference } from "../compare.ts";
import { isCutAtBytes, withOurMasks } from "./byte-masks.ts";
import type { Outcome } from "./normalise.ts";
import type { Slug } from "./wheel.ts";

/** A row of docs/divergences.md: words that stand there, by which it is found. */
interface Row {
  readonly plugin: Slug;
  readonly row: string;
}

/** A config that is taken there and refused here. */
export interface ConfigDivergence extends Row {
  readonly applies: (config: Data, refusal: string) => boolean;
}

/** A call to which the real plugin answers otherwise. */
export interface CallDivergence extends Row {
  /** What ours should say by what the real one said; undefined where the row does not apply. */
  readonly adapt: (theirs: Outcome, situation: Situation) => Outcome | undefined;
}

export interface Situation {
  readonly config: Data;
  readonly call: Call;
  readonly ours: Outcome;
  /** Our findings in a text. */
  readonly findIn: (text: string) => readonly Finding[];
}

/** What only our patterns say; see docs/patterns.md. */
const REFUSED_HERE = /unrolled, is too large|nested too deep|groups nest at most|a class holds at most/;

const LIMITS = ["max_text_bytes", "max_nested_depth", "max_collection_items"];

export const CONFIG_DIVERGENCES: readonly ConfigDivergence[] = [
  {
    plugin: "pii_filter",
    row: "`custom_patterns` is not a list",
    applies: ({ custom_patterns }) => custom_patterns !== undefined && !Array.isArray(custom_patterns),
  },
  {
    plugin: "pii_filter",
    row: "an item of `custom_patterns` is not an object",
    applies: ({ custom_patterns }) =>
      Array.isArray(custom_patterns) && custom_patterns.some((item) => !isPlainObject(item)),
  },
  {
    plugin: "pii_filter",
    row: "`true` for one of the limits",
    applies: (config) => LIMITS.some((limit) => config[limit] === true),
  },
  {
    plugin: "pii_filter",
    row: "Patterns have the syntax of Rust's `regex` crate",
    applies: (_, refusal) => REFUSED_HERE.test(refusal),
  },
  {
    plugin: "secrets_detection",
    row: "`true` for `min_findings_to_block`",
    applies: ({ min_findings_to_block }) => min_findings_to_block === true,
  },
  {
    plugin: "secrets_detection",
    row: "`min_findings_to_block` of 2^53 or more",
    applies: ({ min_findings_to_block }) => Number(min_findings_to_block) >= 2 ** 53,
  },
];

const surrogates = {
  row: "a lone surrogate in a text",
  adapt: ({ error = "" }: Outcome, { call, ours }: Situation) =>
    error.includes("surrogates not allowed") && stringsIn(call.payload, Infinity).some((text) => !text.isWellFormed())
      ? unlessError(ours)
      : undefined,
};

export const CALL_DIVERGENCES: readonly CallDivergence[] = [
  { plugin: "pii_filter", ...surrogates },
  { plugin: "secrets_detection", ...surrogates },
  {
    plugin: "pii_filter",
    row: "a custom pattern matches the empty text",
    adapt: (theirs, { ours }) => {
      const found = objectOf(
        Object.entries(theirs.found).map(([text, spans]) => [text, spans.filter(([start, end]) => start < end)]),
      );
      const hasEmpty = firstDifference(found, theirs.found) !== undefined;
      return hasEmpty && firstDifference(found, ours.found) === undefined ? ours : undefined;
    },
  },
  {
    plugin: "pii_filter",
    row: "The original's `partial` strategy cuts some values at byte positions",
    adapt: (theirs, { config, call, ours, findIn }) => {
      if (config["default_mask_strategy"] !== "partial") return undefined;
      const texts = stringsIn(call.payload, Infinity);
      if (!texts.some((text) => findIn(text).some((finding) => isCutAtBytes(text, finding)))) return undefined;
      // Ours goes on after what makes theirs panic, perhaps up to a text that is too long.
      if (theirs.error !== undefined) return theirs.error.includes("char boundary") ? ours : undefined;
      const [result, own] = [theirs.result as Data, ours.result as Data];
      const masked = [result["modified_payload"], own["modified_payload"]] as const;
      const modified_payload = withOurMasks(...masked, call.payload, findIn);
      return { ...theirs, result: { ...result, modified_payload } };
    },
  },
  {
    plugin: "pii_filter",
    row: "`log_detections` on `prompt_post_fetch`",
    adapt: (theirs, { call, ours }) => {
      // Where a later message is an error, there are lines for those before it, and ours has none.
      const isSame = theirs.error === undefined ? totalOf(theirs) === totalOf(ours) : theirs.error === ours.error;
      return call.hook === "prompt_post_fetch" && isSame ? { ...theirs, log: ours.log } : undefined;
    },
  },
  {
    plugin: "pii_filter",
    row: "a prompt's result has no `messages`",
    adapt: ({ error = "" }, { call, ours }) =>
      call.hook === "prompt_post_fetch" && /object has no attribute '(messages|role)'$/.test(error)
        ? unlessError(ours)
        : undefined,
  },
  {
    plugin: "secrets_detection",
    row: "a payload nested some 20,000 deep",
    adapt: ({ error }, { ours }) =>
      error === undefined && ours.error === "Nested data exceeds maximum depth of 1000" ? ours : undefined,
  },
  {
    plugin: "secrets_detection",
    row: "a denied call whose payload does not change",
    adapt: (theirs, { call }) => {
      const { modified_payload, ...result } = (theirs.result ?? {}) as Data;
      return result["continue_processing"] === false && firstDifference(modified_payload, call.payload) === undefined
        ? { ...theirs, result }
        : undefined;
    },
  },
  {
    plugin: "secrets_detection",
    row: "the `text` of a resource is an object or a list",
    adapt: (_, { call, ours }) => {
      const { content } = call.payload as { readonly content?: unknown };
      if (call.hook !== "resource_post_fetch" || !isPlainObject(content)) return undefined;
      const { text } = content;
      return isPlainObject(text) || Array.isArray(text) ? unlessError(ours) : undefined;
    },
  },
];

/** Where the real plugin fails, or does more than ours, ours must at least not fail. */
function unlessError(ours: Outcome): Outcome | undefined {
  return ours.error === undefined ? ours : undefined;
}

/** How many findings a call's log lines count. */
function totalOf({ log }: Outcome): number {
  return log.reduce((sum, { message }) => sum + Number(/ total=(\d+) /.exec(message)?.[1]), 0);
}
