import { isAbsolute, dirname, extname, join, resolve } from "node:path";
import { entryOf, textOf, type YamlNode } from "../../../yaml/node.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule, type Finding, type Host, type RuleInput } from "../../rule.ts";
import { transportSections } from "../../transport-sections.ts";

const HELP = "The loader looks on the machine that it runs on; this one was looked at here.";

/** Files and folders that must be there when the config is loaded (MCPClientConfig and the TLS models). */
export const path = defineRule({
  code: "config/path",
  async check(input) {
    const checks = [...scripts(input), ...folders(input), ...sockets(input), ...certificates(input)];
    const findings = await Promise.all(checks.map((check) => check()));
    return [...blankSockets(input), ...findings.filter((finding) => finding !== undefined)];
  },
});

type Check = () => Promise<Finding | undefined>;

/** A check of the text under a key, when there is one; `~` of another user is not followed. */
function checkText(
  node: YamlNode,
  key: string,
  host: Host,
  problemOf: (path: string) => Promise<string | undefined>,
): Check[] {
  const entry = entryOf(node, key);
  const text = textOf(entry?.value);
  if (entry === undefined || text === undefined || text.trim() === "" || /^~[^/]/.test(text)) return [];
  const expanded = text.startsWith("~") ? join(host.home, text.slice(1)) : text;
  return [
    async () => {
      const message = await problemOf(expanded);
      return message === undefined ? undefined : { span: entry.at, message, help: HELP };
    },
  ];
}

function scripts({ plugins, host }: RuleInput): Check[] {
  return [...entriesOf(plugins, "mcp")].flatMap(({ entry }) =>
    checkText(entry.value, "script", host, async (script) => {
      // A relative script is looked for when the server is started.
      if (!isAbsolute(script)) return undefined;
      if ((await host.files.stat(script))?.kind !== "file") return `MCP server script ${script} does not exist`;
      const runs = [".py", ".sh"].includes(extname(script)) || (await host.files.isExecutable(script));
      return runs ? undefined : `MCP server script ${script} must be executable`;
    }),
  );
}

function folders({ plugins, host }: RuleInput): Check[] {
  return [...entriesOf(plugins, "mcp")].flatMap(({ entry }) =>
    checkText(entry.value, "cwd", host, async (cwd) => {
      const facts = await host.files.stat(resolve(host.cwd, cwd));
      return facts?.kind === "folder" ? undefined : `MCP stdio cwd ${cwd} does not exist or is not a directory`;
    }),
  );
}

function sockets(input: RuleInput): Check[] {
  return transportSections(input).flatMap((section) =>
    checkText(section, "uds", input.host, async (socket) => {
      const folder = dirname(resolve(input.host.cwd, socket));
      const facts = await input.host.files.stat(folder);
      return facts?.kind === "folder" ? undefined : `the folder of the socket does not exist: ${folder}`;
    }),
  );
}

function blankSockets(input: RuleInput): Finding[] {
  return transportSections(input).flatMap((section) => {
    const uds = entryOf(section, "uds");
    return uds !== undefined && textOf(uds.value)?.trim() === ""
      ? [{ span: uds.at, message: "'uds' must be a path" }]
      : [];
  });
}

function certificates(input: RuleInput): Check[] {
  return transportSections(input).flatMap((section) => {
    const tls = entryOf(section, "tls")?.value;
    if (tls === undefined) return [];
    return ["certfile", "keyfile", "ca_bundle"].flatMap((key) =>
      checkText(tls, key, input.host, async (file) => {
        const facts = await input.host.files.stat(resolve(input.host.cwd, file));
        return facts?.kind === "file" ? undefined : `TLS file path does not exist: ${file}`;
      }),
    );
  });
}
