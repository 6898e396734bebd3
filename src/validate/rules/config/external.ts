import { entryOf, isNull, isUnknown, type YamlEntry } from "../../../yaml/node.ts";
import { type PluginEntry, nameOf } from "../../plugins.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { truthOf } from "../../truth.ts";

/** An external plugin has one transport, and its config is on its server (PluginConfig.check_config_and_external). */
export const external = defineRule({
  code: "config/external",
  *check({ plugins }) {
    for (const plugin of plugins) {
      if (plugin.kind !== "external") continue;
      yield* checkConfig(plugin);
      yield* checkTransports(plugin);
    }
  },
});

function* checkConfig(plugin: PluginEntry): Generator<Finding> {
  const config = entryOf(plugin.map, "config");
  if (config === undefined || truthOf(config.value) !== true) return;
  const message = `Cannot have ${nameOf(plugin)} plugin defined as 'external' with 'config' set`;
  yield {
    span: config.key.span,
    scope: plugin.map.span,
    message,
    help: "Put these settings into the config of the plugin's server.",
  };
}

function* checkTransports(plugin: PluginEntry): Generator<Finding> {
  const kind = entryOf(plugin.map, "kind");
  const transports = ["mcp", "grpc", "unix_socket"]
    .map((key) => entryOf(plugin.map, key))
    .filter((entry): entry is YamlEntry => entry !== undefined && !isNull(entry.value));
  if (kind === undefined || transports.some(({ value }) => isUnknown(value))) return;
  const [first, second] = transports;
  if (first === undefined) {
    const message = `External plugin ${nameOf(plugin)} must have 'mcp', 'grpc', or 'unix_socket' section configured`;
    yield { span: kind.at, scope: plugin.map.span, message };
  } else if (second !== undefined) {
    const message = `External plugin ${nameOf(plugin)} can only have one transport configured (mcp, grpc, or unix_socket)`;
    const related = [{ span: first.key.span, message: "the other transport" }];
    yield { span: second.key.span, scope: plugin.map.span, message, related };
  }
}
