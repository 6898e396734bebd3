import { describe, expect, it } from "vitest";
import { check, type CheckOptions } from "./check.ts";
import { manifest } from "./manifest-cases.ts";

const PLUGIN = `class Guard(Plugin):
    async def tool_pre_invoke(self, payload, context): ...
    async def tool_post_invoke(self, payload, context): ...
`;

const FILES = {
  "/project/plugins/guard/guard.py": PLUGIN,
  "/project/plugins/guard/plugin-manifest.yaml": 'version: "1.1.0"\navailable_hooks: [tool_pre_invoke]\n',
  "/project/plugins/open/__init__.py": "from .x import *\n",
};

async function found(text: string, options: CheckOptions = {}): Promise<string[]> {
  const diagnostics = await check(text, { files: FILES, ...options });
  return diagnostics.map(({ code, marked }) => `${code} ${marked}`);
}

const config = (kind: string, rest = ""): string => `plugins: [{name: a, kind: ${kind}${rest}}]\n`;

describe("a config beside the plugins that it names", () => {
  it.each([
    ["plugins.guard.guard.Guard", ', version: "1.1.0", hooks: [tool_pre_invoke]', []],
    ["plugins.guard.guard.Gaurd", "", ["config/kind plugins.guard.guard.Gaurd"]],
    ["plugins.gaurd.guard.Guard", "", ["config/kind plugins.gaurd.guard.Guard"]],
    ["plugins.somewhere.else.Guard", "", []],
    ["plugins.open.Whatever", ", hooks: [evaluate]", []],
    ["other.guard.Guard", "", []],
    ["plugins.guard.guard.Guard", ', version: "1.0.0"', ['config/manifest "1.0.0"']],
    ["plugins.guard.guard.Guard", ", hooks: [tool_post_invoke]", ["config/manifest tool_post_invoke"]],
    ["plugins.guard.guard.Guard", ", hooks: [evaluate]", ["hook/unimplemented evaluate"]],
    ["./plugins/guard", ", hooks: [tool_pre_invoke, evaluate]", ["hook/unimplemented evaluate"]],
    ["./plugins/guard", ', version: "2.0.0"', ['config/manifest "2.0.0"']],
    ["./plugins/gaurd", "", ["config/kind ./plugins/gaurd"]],
    ["secrets_detection", ", hooks: [prompt_post_fetch]", ["hook/unimplemented prompt_post_fetch"]],
  ])("with the kind %s%s", async (kind, rest, expected) => {
    expect(await found(config(kind, rest))).toEqual(expected);
  });

  it("is told the file, and what was meant", async () => {
    expect(await check(config("plugins.guard.guard.Gaurd"), { files: FILES })).toMatchObject([
      {
        message:
          "there is no class Gaurd in plugins/guard/guard.py: CPEX leaves the plugin out when the gateway starts",
        help: "Did you mean 'plugins.guard.guard.Guard'?",
        fix: { safe: false, edits: [{ text: "plugins.guard.guard.Guard" }] },
      },
    ]);
  });
});

describe("a config of a plugin with a schema of its settings", () => {
  const schema = JSON.stringify({
    type: "object",
    properties: { limit: { type: "integer", minimum: 1 } },
    required: ["limit"],
    additionalProperties: false,
  });
  const files = { ...FILES, "/project/plugins/guard/config.schema.json": schema };

  it.each([
    ["./plugins/guard", "{limit: 5}", []],
    ["./plugins/guard", "{limit: 0}", ["plugin-config/invalid 0"]],
    ["plugins.guard.guard.Guard", "{limit: 5, other: 1}", ["plugin-config/invalid other"]],
    ["plugins.guard.guard.Guard", "{}", ["plugin-config/invalid config"]],
    ["plugins.guard.guard.Guard", "{limit: {{ env.LIMIT }}}", []],
  ])("with the kind %s and %s", async (kind, settings, expected) => {
    expect(await found(config(kind, `, config: ${settings}`), { files })).toEqual(expected);
  });

  it.each(["{", '{"if": {}, "then": {}}', "5"])("is taken as it is where the schema is %j", async (text) => {
    const broken = { ...FILES, "/project/plugins/guard/config.schema.json": text };
    expect(await found(config("./plugins/guard", ", config: {x: 1}"), { files: broken })).toEqual([]);
    const own = { "/project/config.schema.json": text };
    expect(await check(manifest(), { type: "manifest", files: own })).toMatchObject([
      {
        code: "manifest/default-config",
        marked: "default_config",
        message: expect.stringContaining("can't be used") as string,
      },
    ]);
  });

  it("holds the default settings, too", async () => {
    const own = { "/project/config.schema.json": schema };
    expect(await found(manifest({ default_config: "{limit: x}" }), { type: "manifest", files: own })).toEqual([
      "manifest/default-config x",
    ]);
    expect(await found(manifest({ default_config: "{limit: 2}" }), { type: "manifest", files: own })).toEqual([]);
  });
});

describe("a manifest beside its code", () => {
  const options: CheckOptions = { type: "manifest", files: { "/project/guard.py": PLUGIN, "/guard/guard.py": PLUGIN } };

  it.each([
    [{ kind: "guard.guard.Guard", available_hooks: "[tool_pre_invoke, tool_post_invoke]" }, []],
    [{ kind: "guard.guard.Guard" }, ["manifest/code available_hooks"]],
    [
      { kind: "guard.guard.Guard", available_hooks: "[tool_pre_invoke, tool_post_invoke, evaluate]" },
      ["manifest/code evaluate"],
    ],
    [{ kind: "guard.guard.Other" }, ["manifest/code guard.guard.Other"]],
    [{ kind: "cpex_sql_sanitizer.SQLSanitizerPlugin", available_hooks: "[evaluate]" }, ["manifest/code evaluate"]],
    [
      {
        kind: "cpex_sql_sanitizer.SQLSanitizerPlugin",
        default_config: "{fields: 5, strip_coments: true, blocked_statements: x}",
      },
      ["manifest/default-config 5", "manifest/default-config strip_coments", "manifest/default-config x"],
    ],
  ])("with %j", async (changes, expected) => {
    expect(await found(manifest(changes), options)).toEqual(expected);
  });

  it("is the one that its addons were built with", async () => {
    const text = `${manifest()}implementations: {fallback: src/index.ts, native: {crate: native}}\n`;
    const files = {
      "/project/src/index.ts": "",
      "/project/native/Cargo.toml": "",
      "/project/my_filter.linux-x64-gnu.node": `\0ELF${text}\0`,
      "/project/my_filter.darwin-arm64.node": `\0ELF${text.replace("1.0.0", "0.9.0")}\0`,
      "/project/other.linux-x64-gnu.node": "",
    };
    expect(await check(text, { type: "manifest", files })).toMatchObject([
      {
        code: "manifest/addon",
        marked: "native",
        message: "my_filter.darwin-arm64.node was built with another manifest",
      },
    ]);
  });

  it("has the version of its packages", async () => {
    const files = {
      "/project/src/index.ts": "",
      "/project/package.json": '{"version": "1.0.0"}',
      "/project/native/Cargo.toml": '[package]\nname = "x"\nversion = "0.9.0"\n',
    };
    const text = `${manifest()}implementations: {fallback: src/index.ts, native: {crate: native}}\n`;
    expect(await check(text, { type: "manifest", files })).toMatchObject([
      { code: "manifest/versions", marked: '"1.0.0"', message: "the version is 0.9.0 in native/Cargo.toml" },
    ]);
    const workspace = {
      ...files,
      "/project/native/Cargo.toml": "[package]\nversion.workspace = true\n",
      "/project/package.json": "{",
    };
    expect(await check(text, { type: "manifest", files: workspace })).toEqual([]);
  });
});
