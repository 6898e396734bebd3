import { describe, expect, it } from "vitest";
import { checkTarget } from "../../../src/validate/check-target.ts";
import { findEmbedded } from "../../../src/validate/embedded.ts";
import { fixFile } from "../../../src/validate/fix-file.ts";
import { readTarget } from "../../../src/validate/read-target.ts";
import { ADVICE_CASES } from "./advice-cases.ts";
import { CONFIG_CASES } from "./config-cases.ts";
import { checksFor, type FakeFiles, fakeFiles, type Marked, toMarked } from "./check.ts";

const CONFIG = `plugins:
  - name: Filter
    kind: acme.filter.Filter
    mode: squential
    priorty: 10
`;

/** The config as block text under a key. */
function block(config: string, indent: string): string {
  return config.replaceAll(/^(?=.)/gm, indent);
}

const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
metadata: {name: plugins}
data:
  other.txt: "plugins:"
  plugins.yaml: |
${block(CONFIG, "    ")}`;

const VALUES = `mcpContextForge:
  pluginConfig:
    enabled: true
    plugins: |-
${block(CONFIG, "      ")}
  replicas: 3
`;

async function found(text: string): Promise<readonly Marked[]> {
  const target = { text, type: "embedded", file: "config.yaml", folder: "/project" } as const;
  return (await checkTarget(target, checksFor())).map((diagnostic) => toMarked(diagnostic, text));
}

async function typeOf(path: string, files: FakeFiles): Promise<string | undefined> {
  return (await readTarget({ path, isNamed: false }, "/project", fakeFiles(files), undefined))?.type;
}

const IN_BRACES = `data:
  plugins.yaml: |
    { plugins: [{name: Filter, kind: acme.filter.Filter, mode: squential, priorty: 10}]}
`;

const SQUENTIAL = { code: "schema/unknown-value", severity: "error", marked: "squential" };
const PRIORTY = { code: "schema/unknown-key", severity: "warning", marked: "priorty" };

describe("a config in block text", () => {
  it.each([
    ["a ConfigMap", CONFIG_MAP],
    ["the values of a Helm chart", VALUES],
    ["a config in braces", IN_BRACES],
    ["text that is indented further than it must be", VALUES.replace("|-", "|2-").replaceAll(/^ {6}/gm, " ".repeat(8))],
    ["a later document", `a: 1\n---\n# b\n${CONFIG_MAP}---\nc: 2\n`],
    ["CRLF", CONFIG_MAP.replaceAll("\n", "\r\n")],
    ["a file with characters of two code units before it", `# 🙂🙂\n${CONFIG_MAP}`],
    ["a file with a byte order mark", `\uFEFF${VALUES}`],
    ["a template around it", `{{- if .Values.enabled }}\n${CONFIG_MAP}{{- end }}\n`],
    ["a file with templates before it", `ns: {{ namespace }}\n{% if a %}\n${CONFIG_MAP}{% endif %}\n`],
    ["a list", `- - plugins.yaml: |\n${block(CONFIG, "        ")}`],
  ])("of %s is checked where it stands", async (_, text) => {
    expect(await found(text)).toMatchObject([SQUENTIAL, PRIORTY]);
  });

  it("is found in a searched folder, and no other block text is", async () => {
    const files = {
      "/project/map.yaml": CONFIG_MAP,
      "/project/values.yml": VALUES,
      "/project/folded.yaml": CONFIG_MAP.replace("|", ">"),
      "/project/quoted.yaml": `a: ${JSON.stringify(CONFIG)}\n  plugins: |\n    x\n`,
      "/project/other.yaml": "a: |\n  plugins: [eslint]\n",
      "/project/broken.yaml": `a: [\n${CONFIG_MAP}`,
    };
    const types = await Promise.all(Object.keys(files).map(async (path) => await typeOf(path, files)));
    expect(types).toEqual(["embedded", "embedded", undefined, undefined, undefined, undefined]);
  });

  it("that is not YAML is an error at its place", async () => {
    const text = CONFIG_MAP.replace("name: Filter", "name: {");
    expect(await found(text)).toMatchObject([{ code: "yaml/syntax", severity: "error" }]);
  });

  it("is fixed where it stands, with its own indentation", async () => {
    const target = { text: VALUES, type: "embedded", file: "values.yaml", folder: "/project" } as const;
    const { text, diagnostics } = await fixFile(target, "unsafe", checksFor());
    expect(text).toBe(VALUES.replace("squential", "sequential").replace("priorty", "priority"));
    expect(diagnostics).toEqual([]);
  });

  it("can have lines taken out", async () => {
    const text = CONFIG_MAP.replace(
      "    mode: squential\n",
      "    hooks:\n      - tool_pre_invoke\n      - tool_pre_invoke\n",
    );
    const indented = text.replaceAll(/^ {4}(?=hooks| {2}- tool)/gm, "        ");
    const target = { text: indented, type: "embedded", file: "map.yaml", folder: "/project" } as const;
    const fixed = await fixFile(target, "unsafe", checksFor());
    expect(fixed.text).toBe(indented.replace("          - tool_pre_invoke\n", "").replace("priorty", "priority"));
  });

  it("can have an ignore comment", async () => {
    const text = CONFIG_MAP.replace("priorty: 10", "priorty: 10 # mcpplugins-ignore schema/unknown-key");
    expect(await found(text)).toMatchObject([SQUENTIAL]);
  });

  it("is read as the loader reads it where it has templates of the loader", async () => {
    const text = CONFIG_MAP.replace("squential", '"{{ event }}"').replace("priorty: 10", "priority: {{ env.P }}");
    expect(await found(text)).toMatchObject([
      { code: "schema/unknown-value", marked: '"{{ event }}"' },
      { code: "template/empty", marked: "{{ event }}" },
    ]);
  });
});

describe("every config that is tested", () => {
  const cases = [...CONFIG_CASES, ...ADVICE_CASES]
    .map(({ title, text }) => ({ title, text: text.replace(/\n*$/, "\n") }))
    .filter(({ text }) => !text.includes("\uFEFF") && findEmbedded(`a:\n  b: |\n${block(text, "    ")}`).length > 0);

  it.each(cases)("is found and fixed the same in block text: $title", async ({ text }) => {
    const file = { file: "config.yaml", folder: "/project" };
    const outside = (inside: string): string => `a:\n  b: |\n${block(inside, "    ")}c: 1\n`;
    const marks = async (type: "config" | "embedded", whole: string): Promise<readonly string[]> =>
      (await checkTarget({ ...file, type, text: whole }, checksFor()))
        .map((diagnostic) => toMarked(diagnostic, whole))
        .map(({ code, severity, marked }) => `${severity} ${code} ${marked.replaceAll(/\n +/g, "\n")}`);
    expect(await marks("embedded", outside(text))).toEqual(await marks("config", text));
    const inner = await fixFile({ ...file, type: "config", text }, "unsafe", checksFor());
    const outer = await fixFile({ ...file, type: "embedded", text: outside(text) }, "unsafe", checksFor());
    expect(outer.text).toBe(outside(inner.text));
  });
});

const HELM = 'mode: "{{ .Values.mode }}"';

describe("a config that Helm fills", () => {
  it.each([
    ["a field", "{{ .Values.mode }}"],
    ["a variable", "{{ $mode }}"],
    ["a call", '{{ include "mode" . }}'],
    ["a pipe", '{{- .Values.mode | default "audit" | quote -}}'],
    ["a raw text", "{{ `{{ env.MODE }}` }}"],
  ])("has unknown values: %s", async (_, template) => {
    const text = CONFIG_MAP.replace("squential", template).replace("priorty", "priority");
    expect(await found(text)).toMatchObject([{ code: "template/helm", severity: "note" }]);
  });

  it("keeps its errors where only values are Helm's", async () => {
    expect(await found(CONFIG_MAP.replace("priorty: 10", 'version: "{{ .Chart.Version }}"'))).toMatchObject([
      SQUENTIAL,
      { code: "template/helm", marked: "{{ .Chart.Version }}" },
    ]);
  });

  it.each([
    ["a statement", "{{- if .Values.enabled }}\n    priorty: 1\n{{- end }}"],
    ["whole lines", "{{- toYaml .Values.more | nindent 8 }}"],
    ["whole lines where a value is missing", "hooks:\n{{- toYaml .Values.hooks | nindent 8 }}"],
  ])("has notes only where Helm writes %s", async (_, lines) => {
    const text = CONFIG_MAP.replace("priorty: 10", lines.replaceAll("\n", "\n        "));
    const severities = (await found(text)).map(({ severity }) => severity);
    expect(new Set(severities)).toEqual(new Set(["note"]));
  });

  it("is a file of a chart, or block text; CPEX refuses such templates in any other file", async () => {
    const text = CONFIG.replace("mode: squential", HELM).replace("priorty", "priority");
    const files = { "/project/chart/Chart.yaml": "", "/project/chart/templates/a.yaml": text, "/project/b.yaml": text };
    const check = async (path: string): Promise<readonly Marked[]> => {
      const target = await readTarget({ path, isNamed: true }, "/project", fakeFiles(files), undefined);
      return (await checkTarget(target!, checksFor())).map((diagnostic) => toMarked(diagnostic, text));
    };
    expect(await check("/project/chart/templates/a.yaml")).toMatchObject([{ code: "template/helm", severity: "note" }]);
    expect(await check("/project/b.yaml")).toMatchObject([{ code: "template/syntax", severity: "error" }]);
  });

  it("is no error where it is no YAML before", async () => {
    const text = "plugins:\n  - name: a\n    kind: b.C\n    config: {{- if .x }} [ {{ else }} { {{ end }}\n";
    const target = { text, type: "config", file: "a.yaml", folder: "/project", helm: true } as const;
    const severities = (await checkTarget(target, checksFor())).map(({ severity }) => severity);
    expect(new Set(severities)).toEqual(new Set(["note"]));
  });
});
