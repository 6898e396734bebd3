import { entryOf, keyText, type YamlEntry, type YamlMap } from "../../../yaml/node.ts";
import type { Finding } from "../../rule.ts";
import { placeOf } from "../check-shape.ts";
import { listOf, mapOf, type Settings, type SettingType, size, SWITCH } from "../setting.ts";
import type { ManagedPlugin } from "./managed-plugin.ts";
import { isNumber } from "./pitfalls.ts";

const STATUS: SettingType = { is: "integer", strict: true, min: -(2 ** 31), max: 2 ** 31 - 1 };
const MOST_RETRIES = 10;
const DEFAULT_BASE = 200;
const DEFAULT_MOST = 5000;

/** An override is looked at for its types only; its ranges are checked when the tool is called. */
const OVERRIDE: Settings = {
  max_retries: { type: size(0) },
  backoff_base_ms: { type: size(0) },
  max_backoff_ms: { type: size(0) },
  retry_on_status: { type: listOf(STATUS) },
  jitter: { type: SWITCH },
  check_text_content: { type: SWITCH },
};

export const retryWithBackoff: ManagedPlugin = {
  name: "cpex-retry-with-backoff",
  version: "0.3.11",
  className: "RetryWithBackoffPlugin",
  hooks: ["tool_post_invoke", "resource_post_fetch"],
  settings: {
    ...OVERRIDE,
    max_retries: { type: size(0, MOST_RETRIES) },
    backoff_base_ms: { type: size(1) },
    tool_overrides: { type: mapOf({ is: "group", settings: OVERRIDE }) },
  },
  *refused(config): Iterable<Finding> {
    const problem = delayProblem(config, undefined);
    if (problem !== undefined) yield problem;
  },
  *pitfalls(config): Iterable<Finding> {
    const overrides = entryOf(config, "tool_overrides")?.value;
    if (overrides?.kind !== "map") return;
    for (const entry of overrides.entries) {
      if (entry.value.kind === "map") yield* checkOverride(keyText(entry) ?? "", entry.value, config);
    }
  },
};

function* checkOverride(tool: string, override: YamlMap, config: YamlMap): Generator<Finding> {
  const then = `each call of '${tool}' fails`;
  const retries = entryOf(override, "max_retries");
  if (retries !== undefined && isNumber(retries.value, (value) => value > MOST_RETRIES))
    yield {
      span: placeOf(retries),
      message: `more than ${MOST_RETRIES} retries are refused when the tool is called: ${then}`,
    };
  const base = entryOf(override, "backoff_base_ms");
  if (base !== undefined && isNumber(base.value, (value) => value === 0))
    yield { span: placeOf(base), message: `0 is refused when the tool is called: ${then}` };
  const delay = delayProblem(override, config);
  if (delay !== undefined) yield { ...delay, message: `${delay.message}, and so ${then}` };
}

/** The longest delay must not be below the first; what is not set comes from the plugin's own settings, or its defaults. */
function delayProblem(config: YamlMap, outer: YamlMap | undefined): Finding | undefined {
  const find = (key: string): YamlEntry | undefined => entryOf(config, key);
  const [base, most] = [find("backoff_base_ms"), find("max_backoff_ms")];
  const said = most ?? base;
  if (said === undefined) return undefined;
  const least = numberOf(base ?? entryOf(outer, "backoff_base_ms"), DEFAULT_BASE);
  const limit = numberOf(most ?? entryOf(outer, "max_backoff_ms"), DEFAULT_MOST);
  if (least === undefined || limit === undefined || limit >= least) return undefined;
  return {
    span: placeOf(said),
    scope: config.span,
    message: `max_backoff_ms (${limit}) is below backoff_base_ms (${least})`,
  };
}

function numberOf(entry: YamlEntry | undefined, standard: number): number | undefined {
  if (entry === undefined) return standard;
  if (entry.value.kind !== "scalar") return undefined;
  const { value } = entry.value;
  return value.type === "integer" || value.type === "boolean" ? Number(value.value) : undefined;
}
