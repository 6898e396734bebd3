import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { Config } from "../../../../src/plugins/secrets_detection/config.ts";
import { LOOKS_AT } from "../../../../src/plugins/secrets_detection/decide.ts";

const manifest = parse(
  readFileSync(new URL("../../../../src/plugins/secrets_detection/plugin-manifest.yaml", import.meta.url), "utf8"),
) as Record<string, unknown>;

/** The issues of a config, as path and message. */
function issuesOf(config: unknown): [path: string, message: string][] {
  const { error } = Config.safeParse(config);
  return (error?.issues ?? []).map(({ path, message }) => [path.join("."), message]);
}

it("has the defaults that the manifest shows", () => {
  expect(manifest["default_config"]).toEqual(Config.parse({}));
});

it("has the hooks that the manifest shows", () => {
  expect(manifest["available_hooks"]).toEqual(Object.keys(LOOKS_AT));
});

it("describes every key", () => {
  const keys = { ...Config.shape, ...Config.shape.enabled.unwrap().shape };
  for (const [key, schema] of Object.entries(keys)) expect(schema.description, key).toBeTruthy();
});

it("changes only the types that the config names", () => {
  expect(Config.parse({ enabled: { jwt_like: true, slack_token: false } }).enabled).toEqual({
    ...Config.parse({}).enabled,
    jwt_like: true,
    slack_token: false,
  });
});

it("ignores keys and types that it does not know", () => {
  expect(Config.parse({ reduct: true })).toEqual(Config.parse({}));
  expect(issuesOf({ enabled: { new_token: true } })).toEqual([]);
});

it.each([
  ["a number for a switch", { redact: 1 }, "redact"],
  ["a number for a type", { enabled: { jwt_like: 1 } }, "enabled.jwt_like"],
  ["a number for a type that it does not know", { enabled: { new_token: 1 } }, "enabled.new_token"],
  ["null for the types", { enabled: null }, "enabled"],
  ["null for the redaction text", { redaction_text: null }, "redaction_text"],
  ["a fraction for the threshold", { min_findings_to_block: 1.5 }, "min_findings_to_block"],
  // The original takes these two. See docs/divergences.md.
  ["a switch for the threshold", { min_findings_to_block: true }, "min_findings_to_block"],
  ["a threshold that a number can't hold", { min_findings_to_block: 2 ** 53 }, "min_findings_to_block"],
])("refuses %s", (_what, config, path) => {
  expect(issuesOf(config).map(([at]) => at)).toEqual([path]);
});

it("takes a threshold of 0 and none below", () => {
  expect(issuesOf({ min_findings_to_block: 0 })).toEqual([]);
  expect(issuesOf({ min_findings_to_block: -1 })).toEqual([
    ["min_findings_to_block", "min_findings_to_block must not be negative"],
  ]);
});

it("reads 5.0 as 5, for the threshold is a whole number whatever its spelling", () => {
  expect(Config.parse(parse("min_findings_to_block: 5.0"))).toMatchObject({ min_findings_to_block: 5 });
});

const LISTS = ["field_allowlist", "field_denylist"] as const;

it.each([
  ["", "entries must not be empty or whitespace-only"],
  [" \u0085", "entries must not be empty or whitespace-only"],
  [".a", `path ".a" must not start or end with '.'`],
  ["a.", `path "a." must not start or end with '.'`],
  [".", `path "." must not start or end with '.'`],
  ['a"\n.', String.raw`path "a\"\n." must not start or end with '.'`],
  ["a..b", `path "a..b" must not contain empty or whitespace-only segments`],
  ["a.\u3000.b", `path "a.\u3000.b" must not contain empty or whitespace-only segments`],
])("refuses the path '%s', which can name no field", (path, problem) => {
  for (const list of LISTS) {
    expect(issuesOf({ [list]: ["good", path] })).toEqual([[`${list}.1`, `${list} ${problem}`]]);
  }
});

it.each([
  ["null", null, ""],
  ["a text", "a.b", ""],
  ["an object", { a: 1 }, ""],
  ["a number in it", ["a", 1], ".1"],
])("refuses %s for a field list", (_what, value, below) => {
  for (const list of LISTS) {
    const message = `${list} must be a list of dotted field path strings`;
    expect(issuesOf({ [list]: value })).toEqual([[list + below, message]]);
  }
});

it.each(["a", "a.b.c", "a b. c", "\u200B.\uFEFF"])("takes the path '%s'", (path) => {
  for (const list of LISTS) expect(issuesOf({ [list]: [path] })).toEqual([]);
});
