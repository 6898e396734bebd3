import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Config as PiiConfig } from "../../../../src/plugins/pii_filter/config.ts";
import { CONFIG } from "../../../../src/validate/model/config-model.ts";
import type { FieldType, Model } from "../../../../src/validate/model/field.ts";
import { MANAGED_PLUGINS } from "../../../../src/validate/model/managed/index.ts";
import { MANIFEST_LEVELS, manifestModel } from "../../../../src/validate/model/manifest-model.ts";
import type { FileType } from "../../../../src/validate/rule.ts";
import { describeField } from "../../../../src/validate/schema/descriptions.ts";
import { configSchema, manifestSchema } from "../../../../src/validate/schema/file-schema.ts";
import { managedSchema } from "../../../../src/validate/schema/settings-schema.ts";
import { pluginConfigSchema } from "../../../../src/validate/schema/plugin-schema.ts";
import { parseYaml } from "../../../../src/yaml/document.ts";
import type { YamlNode } from "../../../../src/yaml/node.ts";
import { toData } from "../../../../src/yaml/to-data.ts";
import { check, type CheckOptions } from "../check.ts";
import { CONFIG_CASES, mcp, plugin } from "../config-cases.ts";
import { manifest, MANIFEST_CASES } from "../manifest-cases.ts";
import { isValid } from "./evaluate.ts";

const STRUCTURAL: ReadonlySet<string> = new Set([
  "schema/not-a-mapping",
  "schema/missing-key",
  "schema/wrong-type",
  "schema/unknown-value",
]);

/** The data of a file; undefined where it holds what JSON does not have: dates, other keys than strings, templates. */
function jsonOf(text: string, type: FileType): { readonly data: unknown } | undefined {
  const { root, problems, templates } = parseYaml(text, { templates: type === "config" });
  const isRead = problems.every(({ code }) => code === "yaml/duplicate-key") && templates.length === 0;
  return root !== undefined && isRead && isJson(root) ? { data: toData(root) } : undefined;
}

function isJson(node: YamlNode): boolean {
  if (node.kind === "list") return node.items.every(({ value }) => isJson(value));
  if (node.kind === "map") return node.entries.every(({ key, value }) => key.value.type === "string" && isJson(value));
  return !["date", "unknown"].includes(node.value.type);
}

async function isStructurallyRight(text: string, options: CheckOptions): Promise<boolean> {
  return !(await check(text, options)).some(({ code }) => STRUCTURAL.has(code));
}

const numbers = [
  "1",
  "+5",
  " 7 ",
  "1_0",
  "1__0",
  "_1",
  "1_",
  "5.0",
  "5.1",
  "1e3",
  ".5",
  "5.",
  "1_0.5",
  " 1_0",
  "1._0",
  "-_5",
  "1_e+_5",
  "1_.",
  "1._",
  "inf",
  "-Infinity",
  "NaN",
  "nano",
  "",
  "x",
];
const values = [
  "1",
  "1.0",
  "1.5",
  "true",
  "null",
  "[]",
  "[a]",
  "[1]",
  "{}",
  "{a: b}",
  "text",
  ...numbers.map((one) => `'${one}'`),
];
const fields = [
  ...[
    "priority",
    "hooks",
    "version",
    "mode",
    "on_error",
    "config",
    "conditions",
    "capabilities",
    "mcp",
    "applied_to",
  ].flatMap((key) => values.map((value) => plugin(`${key}: ${value}`))),
  ...["reconnect_delay", "reconnect_attempts", "env", "cmd", "tls"].flatMap((key) =>
    values.map((value) => mcp(`proto: STDIO, script: x, ${key}: ${value}`)),
  ),
  ...["0", "1", "2", "off", "Yes", "'YES'", "oN", "maybe", "1.0"].map((value) =>
    mcp(`proto: SSE, url: x, tls: {verify: ${value}}`),
  ),
  ...["Require", "none", "never"].map((value) => `grpc_server_settings: {tls: {client_auth: ${value}}}\n`),
  ...["mode: enforce", "mode: ENFORCE", "conditions: [{tools: [a]}]", "conditions: [{tools: a}]"].map((line) =>
    plugin(line),
  ),
  "",
  "[]",
  "''",
  "0",
  "false",
  "[a]",
  "1",
  "text",
  "plugins: {}\n",
  "plugins: [{}]\n",
];

describe("the schema of a config", () => {
  const texts = [...CONFIG_CASES.map(({ text }) => text), ...fields].filter(
    (text) => jsonOf(text, "config") !== undefined,
  );

  it.each(texts)("takes %j as the structural rules do", async (text) => {
    expect(isValid(configSchema(), jsonOf(text, "config")?.data)).toBe(await isStructurallyRight(text, {}));
  });
});

const manifests = [
  ...MANIFEST_CASES.map(({ text }) => text),
  ...["{}", "null", "[]", "{a: 1}", "'x'", undefined].flatMap((first) =>
    ["{}", "null", "[]", "5", undefined].flatMap((second) =>
      ["external", "a.b.C", " a.B ", "a.b", "A", "é.Ü", "5"].map((kind) =>
        manifest({ kind: `"${kind}"`, default_config: first, default_configs: second }),
      ),
    ),
  ),
].filter((text) => jsonOf(text, "manifest") !== undefined);

describe.each(MANIFEST_LEVELS)("the schema of a manifest at the level %s", (level) => {
  it("takes what the structural rules take", async () => {
    for (const text of manifests) {
      const expected = await isStructurallyRight(text, { type: "manifest", level });
      expect([text, isValid(manifestSchema(level), jsonOf(text, "manifest")?.data)]).toEqual([text, expected]);
    }
  });
});

describe("the schema of a plugin's config", () => {
  it.each([
    [{}, true],
    [{ detect_ssn: false, max_text_bytes: 5, other: 1 }, true],
    [{ detect_ssn: "no" }, false],
    [{ default_mask_strategy: "hide" }, false],
    [{ custom_patterns: [{ pattern: "a" }] }, false],
  ])("takes %j as the plugin does", (config, taken) => {
    expect(z.safeParse(PiiConfig, config).success).toBe(taken);
    expect(isValid(pluginConfigSchema("pii_filter", PiiConfig), config)).toBe(taken);
  });

  it("describes every setting and gives its default", () => {
    const { properties } = pluginConfigSchema("pii_filter", PiiConfig) as { properties: Record<string, object> };
    for (const property of Object.values(properties)) {
      expect(property).toMatchObject({ description: expect.any(String) as string });
      expect(property).toHaveProperty("default");
    }
  });
});

describe("the schema of a managed plugin's config", () => {
  it.each([
    ["rate_limiter", "{by_user: 60/m, by_tool: {a: 1/s}, algorithm: token_bucket}", true],
    ["rate_limiter", "{by_user: null, other: 1}", true],
    ["rate_limiter", "{by_user: 60}", false],
    ["rate_limiter", "{by_tool: {a: 60}}", false],
    ["rate_limiter", "{algorithm: x}", false],
    ["pii_filter", "{custom_patterns: [{pattern: a, description: b, mask_strategy: null}]}", true],
    ["pii_filter", "{custom_patterns: [{pattern: a}]}", false],
    ["pii_filter", "{max_nested_depth: 1001}", false],
    ["encoded_exfil_detection", "{min_entropy: '3.5', redact: yes, max_decode_depth: 5.0}", true],
    ["encoded_exfil_detection", "{min_entropy: 8.5}", false],
    ["encoded_exfil_detection", "{redact: maybe}", false],
  ])("%s takes %s: %s", async (slug, config, taken) => {
    const data = jsonOf(config, "config");
    expect(isValid(managedSchema(await MANAGED_PLUGINS[slug]!()), data?.data)).toBe(taken);
  });

  it.each(Object.keys(MANAGED_PLUGINS))("of %s is one of draft 2020-12 and takes no settings at all", async (slug) => {
    expect(isValid(managedSchema(await MANAGED_PLUGINS[slug]!()), {})).toBe(true);
  });
});

function* modelsIn(model: Model): Generator<Model> {
  yield model;
  for (const { type } of Object.values(model.fields)) yield* modelsOf(type);
}

function* modelsOf(type: FieldType): Generator<Model> {
  if (type.is === "model") yield* modelsIn(type.model);
  if (type.is === "list" || type.is === "record") yield* modelsOf(type.of);
}

describe("descriptions", () => {
  const models = [
    ...modelsIn(CONFIG),
    ...modelsIn(manifestModel("installed", undefined)),
    ...modelsIn(manifestModel("strict", undefined)),
  ];

  it("say of every key of every model what it is for", () => {
    const missing = models.flatMap(({ title, fields: own }) =>
      Object.keys(own)
        .filter((key) => describeField(title, key) === undefined)
        .map((key) => `${title}: ${key}`),
    );
    expect(missing).toEqual([]);
  });
});
