import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { descriptionProblem } from "../../../src/scaffold/answers.ts";
import { fence, markdown, quoted } from "../../../src/scaffold/escape.ts";

describe("quoted", () => {
  it("is read back as it was by JSON and by YAML 1.1, for everything that an answer may hold", () => {
    const answers = fc
      .string({
        unit: fc.oneof(
          fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
          fc.constantFrom(...`"'\\\n\t#:{}%&*!|>-`),
        ),
      })
      .filter((text) => descriptionProblem(text) === undefined);
    fc.assert(
      fc.property(answers, (text) => {
        expect(JSON.parse(quoted(text))).toBe(text);
        expect(parse(`key: ${quoted(text)}`, { version: "1.1" })).toEqual({ key: text });
      }),
    );
  });
});

describe("markdown", () => {
  it.each([
    ["plain text, 1.5 times, a-b", "plain text, 1.5 times, a-b"],
    ["snake_case stays", "snake_case stays"],
    ["*a* _b_ `c` [d](e) <f> \\ &amp; |", String.raw`\*a\* \_b\_ \`c\` \[d\](e) \<f\> \\ \&amp; \|`],
    ["# a\n- b\n+ c\n1. d\n2) e\n=== f", "\\# a\n\\- b\n\\+ c\n1\\. d\n2\\) e\n\\=== f"],
    ["a\n    not code", "a\nnot code"],
  ])("shows %j as it is", (text, escaped) => {
    expect(markdown(text)).toBe(escaped);
  });
});

describe("fence", () => {
  it("is longer than any fence inside", () => {
    expect(fence("echo")).toBe("```sh\necho\n```");
    expect(fence("echo ```` `")).toBe("`````sh\necho ```` `\n`````");
  });
});
