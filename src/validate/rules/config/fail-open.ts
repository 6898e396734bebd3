import { entryOf, textOf, type YamlNode } from "../../../yaml/node.ts";
import type { Span } from "../../../yaml/span.ts";
import { placeOf } from "../../model/check-shape.ts";
import { hooksOf, runOf } from "../../plugin-facts.ts";
import { nameOf, type PluginEntry } from "../../plugins.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** The plugins of the gateway and of IBM/cpex-plugins that are there to stop a request, by a part of their class path. */
const GUARDS =
  /(?:^|\.)(?:cpex_)?(?:code_safety_linter|content_moderation|deny_filter|encoded_exfil_detect(?:ion|or)|file_type_allowlist|harmful_content_detector|pii_filter|prompt_injection_guard|resource_filter|secrets_detection|sql_sanitizer|unified_pdp|url_reputation|virus_total_checker)(?:\.|$)/;

const AUTHORIZING: ReadonlySet<string> = new Set(["http_auth_resolve_user", "http_auth_check_permission"]);

/** A plugin that may stop requests, set up so that its own failure lets them pass. */
export const failOpen = defineRule({
  code: "config/fail-open",
  *check({ plugins, root }) {
    const guards = plugins.filter(isGuard);
    for (const plugin of guards) yield* checkErrors(plugin);
    const [first] = guards;
    const setting = entryOf(entryOf(root, "plugin_settings")?.value, "fail_on_plugin_error");
    if (first === undefined || setting === undefined || !isFalse(setting.value)) return;
    yield {
      span: placeOf(setting),
      message: `where a plugin such as ${nameOf(first)} can't be loaded, CPEX leaves it out, and requests pass unchecked`,
      help: "Remove the section, and set PLUGINS_FAIL_ON_PLUGIN_ERROR=true: the gateway then does not start without it.",
    };
  },
});

/** Audit and transform plugins stop nothing, and a disabled one does nothing at all. */
function isGuard(plugin: PluginEntry): boolean {
  const { mode } = runOf(plugin);
  if (mode !== "sequential" && mode !== "concurrent") return false;
  return GUARDS.test(plugin.kind ?? "") || hooksOf(plugin).some((hook) => AUTHORIZING.has(hook));
}

function* checkErrors(plugin: PluginEntry): Generator<Finding> {
  const effect = EFFECTS[runOf(plugin).onError ?? ""];
  if (effect === undefined) return;
  const message = `${nameOf(plugin)} guards requests, and ${effect}`;
  yield { span: spanOf(plugin), message, help: "Write 'on_error: fail', so that an error stops the request, too." };
}

const EFFECTS: Readonly<Record<string, string>> = {
  ignore: "lets them pass when it fails or takes too long",
  disable: "is switched off once it fails or takes too long: requests then pass",
};

/** An old mode may be what says so. */
function spanOf({ map }: PluginEntry): Span {
  const said = entryOf(map, "on_error") ?? entryOf(map, "mode");
  return said === undefined ? map.span : placeOf(said);
}

function isFalse(node: YamlNode): boolean {
  if (node.kind !== "scalar") return false;
  return node.value.type === "boolean" ? !node.value.value : textOf(node)?.toLowerCase() === "false";
}
