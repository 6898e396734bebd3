import { describe, expect, it } from "vitest";
import { accepts } from "../../../src/validate/model/accepts.ts";
import { BOOLEAN, type FieldType, INTEGER, NUMBER, STRING, STRINGS } from "../../../src/validate/model/field.ts";
import { parseYaml } from "../../../src/yaml/document.ts";

function verdict(type: FieldType, source: string): string {
  const { root } = parseYaml(source, { templates: true });
  return accepts(type, root!);
}

// The verdicts are those of pydantic 2.14 in lax mode, on what PyYAML makes of the source.
describe("accepts", () => {
  it.each([
    [INTEGER, ["5", "-5", "0x10", "10:30", "2.0", "true", "'5'", "' +5 '", "'1_0'", "'5.0'"]],
    [
      NUMBER,
      ["5", "1.5", ".inf", "true", "1e3", "'5.'", "'.5'", "'1.e5'", "' 1.5 '", "'1_0.5'", "nan", "Infinity", "'+5'"],
    ],
    [NUMBER, ["'1._0'", "'1_e5'", "'-_5'", "'1_.5'", "'._5'", "'1e+_5'"]],
    [BOOLEAN, ["true", "off", "0", "1.0", "'yes'", "'T'", "'0'"]],
    [STRING, ["a", "'5'", "!!str 5", "1e3", "''"]],
    [STRINGS, ["[]", "[a]", "[5]"]],
  ])("takes for %j what pydantic converts", (type, sources) => {
    expect(sources.map((source) => `${source} ${verdict(type, source)}`)).toEqual(
      sources.map((source) => `${source} ok`),
    );
  });

  it.each([
    [INTEGER, ["1.5", ".inf", "'5.5'", "'5.'", "1e3", "''", "null", "[5]", "2024-01-01", "1.0e+30", "'1__0'"]],
    [NUMBER, ["a", "'e3'", "'.'", "''", "' 1_0 '", "'1__0'", "'_1'", "'1_'", "'+ 5'", "'0x10'", "'1e'", "null", "{}"]],
    [BOOLEAN, ["maybe", "2", "0.5", "''", "' yes'", "null"]],
    [STRING, ["5", "1.0", "yes", "2024-01-01", "null", "[a]", "{}"]],
    [STRINGS, ["a", "{a: 1}", "5", "'[a]'"]],
  ])("refuses for %j what pydantic refuses", (type, sources) => {
    expect(sources.map((source) => `${source} ${verdict(type, source)}`)).toEqual(
      sources.map((source) => `${source} type`),
    );
  });

  it("takes what only the environment decides, but never a text in quotes as a list", () => {
    expect([INTEGER, STRING, STRINGS].map((type) => verdict(type, "{{ env.X }}"))).toEqual(["ok", "ok", "ok"]);
    expect([INTEGER, STRING, STRINGS].map((type) => verdict(type, '"{{ env.X }}"'))).toEqual(["ok", "ok", "type"]);
  });
});
