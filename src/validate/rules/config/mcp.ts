import { entryOf, isNull, isUnknown, textOf, type YamlEntry, type YamlMap, type YamlNode } from "../../../yaml/node.ts";
import { PROTOCOLS } from "../../model/transport-models.ts";
import { entriesOf, type PluginEntry, nameOf } from "../../plugins.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { truthOf } from "../../truth.ts";

const HTTP = new Set(["SSE", "STREAMABLEHTTP"]);

/** The keys of `mcp` must fit its `proto` (MCPClientConfig; PluginConfig.check_url_or_script_filled). */
export const mcp = defineRule({
  code: "config/mcp",
  *check({ plugins }) {
    for (const { plugin, entry } of entriesOf(plugins, "mcp")) {
      if (entry.value.kind !== "map") continue;
      yield* checkValues(entry.value);
      for (const finding of checkProtocol(plugin, entry.value)) yield { scope: entry.value.span, ...finding };
    }
  },
});

function* checkValues(section: YamlMap): Generator<Finding> {
  const cmd = entryOf(section, "cmd");
  if (cmd?.value.kind === "list") {
    if (cmd.value.items.length === 0) yield { span: cmd.at, message: "'cmd' must name a command" };
    for (const { value, at } of cmd.value.items) {
      if (isBlank(value)) yield { span: at, message: "a part of 'cmd' is empty" };
    }
  }
  const env = entryOf(section, "env");
  if (env?.value.kind === "map") {
    if (env.value.entries.length === 0) yield { span: env.at, message: "'env' must set something, or be left out" };
    for (const { key } of env.value.entries)
      if (isBlank(key)) yield { span: key.span, message: "a name in 'env' is empty" };
  }
}

function* checkProtocol(plugin: PluginEntry, section: YamlMap): Generator<Finding> {
  const proto = entryOf(section, "proto");
  const protocol = textOf(proto?.value);
  if (proto === undefined || protocol === undefined || !(PROTOCOLS as readonly string[]).includes(protocol)) return;
  const set = (key: string): YamlEntry | undefined => {
    const entry = entryOf(section, key);
    return entry !== undefined && truthOf(entry.value) === true ? entry : undefined;
  };
  const missing = (key: string): boolean => truthOf(entryOf(section, key)?.value) === false;
  const tls = entryOf(section, "tls");
  const hasTls = tls !== undefined && !isNull(tls.value) && !isUnknown(tls.value);

  if (protocol === "STDIO") {
    const url = set("url");
    if (url !== undefined) yield { span: url.key.span, message: "URL is only valid for HTTP/SSE transports" };
    const [script, cmd] = [set("script"), set("cmd")];
    if (missing("script") && missing("cmd")) {
      yield {
        span: proto.at,
        message: `Plugin ${nameOf(plugin)} has transport type set to STDIO but no script/cmd value`,
      };
    } else if (script !== undefined && cmd !== undefined) {
      const related = [{ span: script.key.span, message: "the script" }];
      yield {
        span: cmd.key.span,
        message: `Plugin ${nameOf(plugin)} must set either script or cmd for STDIO, not both`,
        related,
      };
    }
  } else {
    for (const key of ["script", "cmd", "env", "cwd"]) {
      const entry = set(key);
      if (entry !== undefined)
        yield { span: entry.key.span, message: "script/cmd/env/cwd are only valid for STDIO transport" };
    }
    if (HTTP.has(protocol) && missing("url")) {
      yield {
        span: proto.at,
        message: `Plugin ${nameOf(plugin)} has transport type set to ${protocol} but no url value`,
      };
    }
    if (protocol === "HTTP" || protocol === "GRPC") {
      const message = `Plugin ${nameOf(plugin)} must set transport type to either SSE or STREAMABLEHTTP or STDIO`;
      yield { span: proto.at, message, ...(protocol === "HTTP" ? { help: "Did you mean 'STREAMABLEHTTP'?" } : {}) };
    }
  }
  const uds = set("uds");
  if (uds !== undefined && protocol !== "STREAMABLEHTTP") {
    yield { span: uds.key.span, message: "uds is only valid for STREAMABLEHTTP transport" };
  }
  if (hasTls && !HTTP.has(protocol))
    yield { span: tls.key.span, message: "TLS configuration is only valid for HTTP/SSE transports" };
}

function isBlank(node: YamlNode): boolean {
  return textOf(node)?.trim() === "";
}
