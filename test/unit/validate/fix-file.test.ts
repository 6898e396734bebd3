import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FixLevel } from "../../../src/validate/fix.ts";
import { fixFile } from "../../../src/validate/fix-file.ts";
import type { ManifestLevel } from "../../../src/validate/model/manifest-model.ts";
import type { FileType } from "../../../src/validate/rule.ts";
import { parseYaml } from "../../../src/yaml/document.ts";
import { toData } from "../../../src/yaml/to-data.ts";
import { checksFor, fileOf } from "./check.ts";

const plugin = (...lines: readonly string[]): string =>
  ["plugins:", "  - name: a", "    kind: b.C", ...lines.map((line) => `    ${line}`), ""].join("\n");

interface How {
  readonly level?: FixLevel;
  readonly type?: FileType;
  readonly manifest?: ManifestLevel;
}

async function fix(text: string, { level = "unsafe", type = "config", manifest }: How = {}): Promise<string> {
  return (await fixFile(fileOf(text, type), level, checksFor(manifest))).text;
}

describe("a safe fix", () => {
  it.each([
    ["an old mode", plugin("mode: enforce # strict"), plugin("mode: sequential # strict")],
    [
      "an old mode that says what becomes of errors",
      plugin("mode: 'enforce_ignore_error'", "priority: 1"),
      plugin("mode: 'sequential'", "on_error: 'ignore'", "priority: 1"),
    ],
    [
      "an old mode beside an on_error",
      plugin("mode: enforce_ignore_error", "on_error: fail"),
      plugin("mode: sequential", "on_error: fail"),
    ],
    ["a version that is a number", plugin("version: 1.10"), plugin('version: "1.10"')],
    ["a tag that is true", plugin("tags: [on, b]"), plugin('tags: ["on", b]')],
    [
      "a file with CRLF",
      plugin("mode: permissive").replaceAll("\n", "\r\n"),
      plugin("mode: transform").replaceAll("\n", "\r\n"),
    ],
  ])("mends %s", async (_, before, after) => {
    expect(await fix(before, { level: "safe" })).toBe(after);
  });

  it("renames default_configs, as the installer does", async () => {
    const manifest = (key: string): string =>
      `name: a\nkind: external\nversion: 1.0.0\ndescription: d\nauthor: e\ntags: []\navailable_hooks: []\n${key}: {}\n`;
    const how = { level: "safe", type: "manifest", manifest: "strict" } as const;
    expect(await fix(manifest("default_configs"), how)).toBe(manifest("default_config"));
  });
});

describe("an unsafe fix", () => {
  it.each([
    ["a mistyped key", plugin("priorty: 10"), plugin("priority: 10")],
    ["a mistyped key in quotes", plugin('"priorty": 10'), plugin('"priority": 10')],
    ["a mistyped value", plugin("on_error: 'ignor'"), plugin("on_error: 'ignore'")],
    ["a mistyped hook", plugin("hooks: [tool_pre_invok]"), plugin("hooks: [tool_pre_invoke]")],
    [
      "a hook in brackets that is there twice",
      plugin("hooks: [tool_pre_invoke, tool_pre_invoke]"),
      plugin("hooks: [tool_pre_invoke]"),
    ],
    [
      "a hook on a line that is there twice",
      plugin("hooks:", "  - tool_pre_invoke", "  - tool_pre_invoke", "tags: []"),
      plugin("hooks:", "  - tool_pre_invoke", "tags: []"),
    ],
    ["a capability that is no list", plugin("capabilities: read_headers"), plugin("capabilities: [read_headers]")],
    ["a mistyped capability", plugin("capabilities: [read_header]"), plugin("capabilities: [read_headers]")],
    ["a tag that is no list", plugin("tags: a"), plugin("tags: [a]")],
    [
      "a mistyped setting of a bundled plugin",
      "plugins: [{name: a, kind: pii_filter, config: {detect_sn: true}}]\n",
      "plugins: [{name: a, kind: pii_filter, config: {detect_ssn: true}}]\n",
    ],
    [
      "a hook that is there three times, one after the other",
      plugin("hooks: [tool_pre_invoke, tool_pre_invoke, tool_pre_invoke]"),
      plugin("hooks: [tool_pre_invoke]"),
    ],
  ])("mends %s, and only when it is asked for", async (_, before, after) => {
    expect(await fix(before, { level: "safe" })).toBe(before);
    expect(await fix(before)).toBe(after);
  });
});

describe("no fix", () => {
  it.each([
    ["a key whose near one is set", plugin("priorty: 10", "priority: 5")],
    ["a key that would then have a wrong value", plugin("priorty: high")],
    ["a key that would then have an old mode", plugin("mod: enforce")],
    ["a value that is used at another place", "x: &m enforce\nplugins: [{name: *m, kind: b, mode: *m}]\n"],
    ["a map that others merge", "plugins:\n  - &a {name: a, kind: b, mode: enforce}\n  - {<<: *a, name: b}\n"],
    [
      "what stands in a template block",
      "plugins:\n{% if env.X %}\n  - {name: a, kind: b, mode: enforce}\n{% endif %}\n",
    ],
    ["a word beside a template", plugin('version: 1.0{# "x" #}')],
    ["a key that is written with escapes", plugin('"prior\\x74y": 10')],
    ["a hook with a comment of its own", plugin("hooks:", "  - tool_pre_invoke", "  - tool_pre_invoke # really")],
    ["a value that is far from all", plugin("on_error: explode")],
    ["a file that can't be read", "plugins: [{name: a, kind: b, mode: enforce}\n"],
    ["what a comment ignores", plugin("mode: enforce # mcpplugins-ignore config/legacy-mode")],
  ])("is made for %s", async (_, text) => {
    expect(await fix(text)).toBe(text);
  });

  it("keeps others from being made when one would break the file", async () => {
    const broken = ["priorty: high", "mode: enforce", "tags: a", "version: 1.0"];
    const mended = ["priorty: high", "mode: sequential", "tags: [a]", 'version: "1.0"'];
    expect(await fix(plugin(...broken))).toBe(plugin(...mended));
  });
});

const line = fc.constantFrom(
  "mode: enforce",
  "mode: permissive",
  "mode: enforce_ignore_error",
  "mod: audit",
  "mode: sequental",
  "on_error: fail",
  "on_eror: fail",
  "version: 1.0",
  "version: 2024-01-01",
  "tags: x",
  "tags: [on, 1]",
  "hooks: [tool_pre_invoke, tool_pre_invoke, tool_pre_invoke]",
  "hooks: [tool_pre_invok, tool_pre_invoke]",
  "capabilities: read_headers",
  "capabilities: [read_header]",
  "priorty: 3",
  "priorty: x",
  "# mode: enforce",
);

describe("fixFile", () => {
  it("does nothing the second time", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.constantFrom("safe", "unsafe"), async (lines, level) => {
        const once = await fix(plugin(...lines), { level });
        expect(await fix(once, { level })).toBe(once);
      }),
      { numRuns: 60 },
    );
  });

  it("leaves what CPEX reads as it is, with safe fixes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 6 }), async (lines) => {
        const text = plugin(...lines);
        expect(readByCpex(await fix(text, { level: "safe" }))).toEqual(readByCpex(text));
      }),
      { numRuns: 60 },
    );
  });
});

/** The data with modes as CPEX 0.1 reads them, and with everything that is to be text as the file shows it. */
function readByCpex(text: string): unknown {
  const quoted = text.replaceAll(/(version: |tags: \[|, )(1\.0|2024-01-01|on|1)\b/g, '$1"$2"');
  const [read] = (toData(parseYaml(quoted, { templates: true }).root!) as { plugins: Record<string, unknown>[] })
    .plugins;
  const seen = { ...read };
  if (seen["mode"] === "enforce") seen["mode"] = "sequential";
  if (seen["mode"] === "permissive") seen["mode"] = "transform";
  if (seen["mode"] === "enforce_ignore_error")
    Object.assign(seen, { mode: "sequential", on_error: seen["on_error"] ?? "ignore" });
  return seen;
}
