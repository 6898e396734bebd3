import {
  entryOf,
  isNull,
  textOf,
  type YamlEntry,
  type YamlItem,
  type YamlList,
  type YamlMap,
} from "../../../yaml/node.ts";
import { placeOf } from "../../model/check-shape.ts";
import { hooksOf, knowsAllHooks } from "../../plugin-facts.ts";
import { entriesOf, type PluginEntry } from "../../plugins.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** The keys of a condition that are about the payload, and the hooks that look at them (cpex 0.1.4, framework/utils.py). */
const PAYLOAD_KEYS: Readonly<Record<string, readonly string[]>> = {
  tools: ["tool_pre_invoke", "tool_post_invoke", "token_delegate", "identity_resolve"],
  prompts: ["prompt_pre_fetch", "prompt_post_fetch"],
  resources: ["resource_pre_fetch", "resource_post_fetch"],
  agents: ["agent_pre_invoke", "agent_post_invoke"],
};

/** Those whose values CPEX looks for among whole names. */
const NAME_KEYS = ["server_ids", "tenant_ids", "content_types", ...Object.keys(PAYLOAD_KEYS)];

/** Conditions that hold never or always, other than they look. */
export const condition = defineRule({
  code: "config/condition",
  *check({ plugins }) {
    for (const { plugin, entry } of entriesOf(plugins, "conditions")) {
      if (entry.value.kind !== "list") continue;
      yield* checkAlways(entry.value);
      for (const { value } of entry.value.items) if (value.kind === "map") yield* checkCondition(plugin, value);
    }
  },
});

/** One condition is enough, so that one without restrictions takes the meaning of the others away. */
function* checkAlways(conditions: YamlList): Generator<Finding> {
  const always = conditions.items.find(({ value }) => value.kind === "map" && value.entries.every(restrictsNothing));
  const other = conditions.items.find(({ value }) => value.kind === "map" && value.entries.some(isRestriction));
  if (always === undefined || other === undefined) return;
  const message = "this condition always holds, and one that holds is enough: the plugin runs whatever the others say";
  yield {
    span: placeOf(always),
    message,
    related: [{ span: placeOf(other), message: "this one restricts nothing then" }],
  };
}

function* checkCondition(plugin: PluginEntry, map: YamlMap): Generator<Finding> {
  for (const key of Object.keys(PAYLOAD_KEYS)) {
    const entry = entryOf(map, key);
    if (entry !== undefined && isRestriction(entry)) yield* checkHooks(plugin, entry, key);
  }
  for (const key of NAME_KEYS) {
    for (const item of textsOf(map, key)) {
      if (item.text.trim() === "")
        yield { span: placeOf(item), message: `an empty text is none of the ${key} that there are` };
      else if (item.text.includes("*")) {
        yield {
          span: placeOf(item),
          message: `CPEX compares ${key} as a whole: '*' stands for itself, and this one never matches`,
          help: "Write the names, or leave the key out to take them all.",
        };
      }
    }
  }
  for (const item of textsOf(map, "user_patterns")) {
    if (!LOOKS_LIKE_PATTERN.test(item.text)) continue;
    const message = "CPEX looks for this text as it stands in the name of the user; it is no regular expression";
    yield { span: placeOf(item), message, help: "Write a part of the name, such as '@example.com'." };
  }
}

function* checkHooks(plugin: PluginEntry, entry: YamlEntry, key: string): Generator<Finding> {
  const hooks = hooksOf(plugin);
  const looking = PAYLOAD_KEYS[key] ?? [];
  if (hooks.length === 0 || !knowsAllHooks(plugin) || hooks.some((hook) => looking.includes(hook))) return;
  const message = `CPEX looks at '${key}' on ${looking.join(", ")} only: on the hooks of this plugin it restricts nothing`;
  yield { span: entry.key.span, scope: plugin.map.span, message };
}

interface TextItem extends YamlItem {
  readonly text: string;
}

function textsOf(map: YamlMap, key: string): readonly TextItem[] {
  const list = entryOf(map, key)?.value;
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item) => {
    const text = textOf(item.value);
    return text === undefined ? [] : [{ ...item, text }];
  });
}

/** Null and an empty list restrict nothing. */
function restrictsNothing({ value }: YamlEntry): boolean {
  return isNull(value) || (value.kind === "list" && value.items.length === 0);
}

function isRestriction({ value }: YamlEntry): boolean {
  return value.kind === "list" && value.items.length > 0;
}

/** What no name of a user has: anchors, groups, classes and wildcards. */
const LOOKS_LIKE_PATTERN = /^\^|\$$|\.[*+]|[\\[(|]|\*/;
