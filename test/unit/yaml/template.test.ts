import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderTemplate } from "../../../src/yaml/template/render.ts";

// Expected outcomes are those of Jinja 3.1.6 in CPEX's loader, where only `env` is defined.
describe("renderTemplate", () => {
  it.each([
    ["plain text, without the line break at its end", "a: 1\n\n", "a: 1\n"],
    ["a comment", "a: {# gone #}1", "a: 1"],
    ["an undefined name", "a: {{ foo }}1", "a: 1"],
    ["a number in braces", "'\\d{{3}}'", "'\\d3'"],
    ["a string", "{{ 'a' 'b' }}", "ab"],
    ["a string that is escaped", "{{ 'a&b' }}", "a&amp;b"],
    ["a string that is safe", "{{ 'a&b' | safe }}", "a&b"],
    ["the default of an undefined name", "{{ foo | default('x') }}", "x"],
    ["a value that is chosen", "{{ foo or 'x' }}{{ 'a' if foo else 'b' }}{{ 'a' and 'b' }}", "xbb"],
    ["raw text", "{% raw %}{{ a.b }}{% endraw %}", "{{ a.b }}"],
    ["whitespace that is trimmed", "a  {{- 'b' -}}  c", "abc"],
    ["raw text that is trimmed", "a {%- raw -%} b {%- endraw -%} c", "abc"],
    ["braces inside an expression", "{{ {'a': {}} }}", "xxxx"],
    ["Windows line breaks", "a\r\nb\rc", "a\nb\nc"],
    ["ends of strings inside strings", "{{ '}}' }}", "}}"],
  ])("renders %s", (_, text, expected) => {
    const { output, problems } = renderTemplate(text);
    expect(output.text).toBe(expected);
    expect(problems.filter(({ code }) => code === "template/syntax")).toEqual([]);
  });

  it.each([
    "{{ env.X }}",
    "{{ env['X'] }}",
    "{{ env.get('X', 'd') }}",
    "{{ env.X | default(env.Y | default('z')) }}",
    "{{ env.X ~ 'a' }}",
    "{{ range(3) | join }}",
    "{{ foo is defined }}",
    "{{ foo not in env }}",
    "{{ (foo | default({})).bar }}",
    "{{ -1 + 2 ** 3 }}",
    "{{ 'a' if env.X }}",
  ])("takes %s as a value that only the environment decides", (text) => {
    const { output, unknown, problems } = renderTemplate(text);
    expect(unknown).toEqual([{ start: 0, end: output.length }]);
    expect(problems).toEqual([]);
  });

  it.each([
    ["{{ [1, 2][0] }}", "1"],
    ["{{ ' Audit ' | trim | lower }}", "audit"],
    ["{{ 'x' if true else 'y' }}", "x"],
    ["{{ 1 + 2 * 3 }}", "7"],
    ["{{ 'x' | int(3) }}", "3"],
    ["{{ none }}", "None"],
    ["{{ 'a&' ~ 'b' }}", "a&amp;b"],
  ])("computes %s, which asks for nothing", (text, written) => {
    const { output, unknown } = renderTemplate(text);
    expect(output.text).toBe(written);
    expect(unknown).toEqual([]);
  });

  it.each([
    "mode: {% if env.X %}audit{% else %}sequential{% endif %}",
    "mode: {% for x in env.X %}{{ x }}{% endfor %}",
    "mode: a{% if env.X %}b{% if env.Y %}c{% endif %}{% endif %}d",
  ])("knows nothing of the value in '%s'", (text) => {
    const { output, unknown } = renderTemplate(`a: 1\n${text}\n`);
    expect(unknown).toHaveLength(1);
    expect(output.text.slice(0, unknown[0]!.start)).toMatch(/^a: 1\nmode: a?$/);
  });

  it.each([
    "{% for in x %}{% endfor %}",
    "{% for x of y %}{% endfor %}",
    "{% for true in y %}{% endfor %}",
    "{% if x %}{% else %}{% else %}{% endif %}",
    "{% if x %}{% else %}{% elif y %}{% endif %}",
    "{% for x in y %}{% else %}{% else %}{% endfor %}",
    "{% if x %}{% else y %}{% endif %}",
    "{% if x %}{% endif x %}",
    "{% set 5 = 1 %}",
    "{% with x %}{% endwith %}",
    "{% macro %}{% endmacro %}",
    "{% macro m %}{% endmacro %}",
    "{% call %}{% endcall %}",
    "{% call m %}{% endcall %}",
    "{% filter nope %}{% endfilter %}",
    "{% block %}{% endblock %}",
    "{% autoescape %}{% endautoescape %}",
  ])("refuses %s, which Jinja can't compile", (text) => {
    expect(renderTemplate(text).problems).toMatchObject([{ code: "template/syntax" }]);
  });

  it.each([
    "{% for x, y in z %}{% endfor %}",
    "{% for (x, y) in z %}{% endfor %}",
    "{% with %}{% endwith %}",
    "{% with x = 1, y = 2 %}{% endwith %}",
    "{% macro m(a, b=1) %}{% endmacro %}",
    "{% call m() %}{% endcall %}",
    "{% call(x) m(1) %}{% endcall %}",
    "{% filter upper | replace('a', 'b') %}{% endfilter %}",
    "{% block a %}{% endblock a %}",
    "{% autoescape false %}{% endautoescape %}",
    "{% set x, y = 1, 2 %}",
    "{% set x %}a{% endset %}",
    "{% set x | upper %}a{% endset %}",
  ])("takes %s", (text) => {
    expect(renderTemplate(text).problems.filter(({ code }) => code === "template/syntax")).toEqual([]);
  });

  it.each([
    ["{{ a.b }}", "'a' is undefined"],
    ["{{ a['b'] }}", "'a' is undefined"],
    ["{{ a() }}", "'a' is undefined"],
    ["{{ a + 1 }}", "'a' is undefined"],
    ["{{ a < 1 }}", "'a' is undefined"],
    ["{{ -a }}", "'a' is undefined"],
    ["{{ a.b | default('x') }}", "'a' is undefined"],
    ["{{ a.b is defined }}", "'a' is undefined"],
    ["{{ env.X | default(a.b) }}", "'a' is undefined"],
    ["# {{ a.b }}", "'a' is undefined"],
    ["{% set x = a.b %}", "'a' is undefined"],
    ["{% set x = y %}{% set z = a['b='] %}", "'a' is undefined"],
    ["{% include 'a' %}", "no other template for 'include'"],
    ["{% from 'a' import b %}", "no other template for 'from'"],
  ])("knows that %s stops the loader", (text, message) => {
    expect(renderTemplate(text).problems).toMatchObject([
      { code: "template/undefined", message: expect.stringContaining(message) as string },
    ]);
  });

  it.each([
    "{{ a",
    "{% if %}{% endif %}",
    "{% if a b %}{% endif %}",
    "{% set x = %}",
    "{# a",
    "{% if a",
    "{{ }}",
    "{{ a b }}",
    "{{ $a }}",
    "{{ a | nope }}",
    "{{ a is nope }}",
    "{{ 'a }}",
    "{{ a) }}",
    "{{ a[ }}",
    "{{ a:b }}",
    "{% foo %}",
    "{% if a %}",
    "{% endif %}",
    "{% raw %}",
    "{% %}",
  ])("refuses %s, as Jinja does", (text) => {
    const { problems, output } = renderTemplate(`a: ${text}\n`);
    expect(problems).toMatchObject([{ code: "template/syntax" }]);
    expect(problems[0]!.span.start).toBe(3);
    expect(output.text).toBe(`a: ${text}\n`);
  });

  it("shows the statement that closes another block", () => {
    const text = "{% if a %}{% endfor %}";
    const [problem] = renderTemplate(text).problems;
    expect(text.slice(problem!.span.start, problem!.span.end)).toBe("{% endfor %}");
  });

  it("names the text that is escaped", () => {
    expect(renderTemplate("{{ env.X | default('a?b&c') }}").problems).toMatchObject([
      { code: "template/escaped", message: expect.stringContaining("'a?b&amp;c'") as string },
    ]);
  });

  it("says nothing of empty expressions in YAML comments, where they do no harm", () => {
    expect(renderTemplate("a: 1\n  # {{ foo }}\n").problems).toEqual([]);
  });

  it.each(["{% if a.b %}{% endif %}", "{% for x in a.b %}{% endfor %}", "{% if a > 1 %}{% else %}{% endif %}"])(
    "knows that the first statement of %s stops the loader, which no block keeps from it",
    (text) => {
      const { blocks, problems } = renderTemplate(text);
      const [problem] = problems;
      expect(problem).toMatchObject({ code: "template/undefined", span: { start: 0, end: text.indexOf("%}") + 2 } });
      expect(blocks).toEqual([{ start: problem!.span.end, end: text.length }]);
    },
  );

  it.each([
    "{% for x in a %}{% endfor %}",
    "{% if a and a.b %}{% endif %}",
    "{% if a %}{% if a.b %}{% endif %}{% include 'c' %}{% elif a.b %}{% endif %}",
    "{% for x in env.X.split(',') if x.y recursive %}{% endfor %}",
    "{% for k, v in env.items() %}{% endfor %}",
    "{% set x %}{% endset %}",
    "{% include 'a' ignore missing %}",
  ])("does not know that %s stops the loader", (text) => {
    expect(renderTemplate(text).problems.filter(({ code }) => code !== "template/statement")).toEqual([]);
  });

  it("keeps what blocks enclose, and knows where they are", () => {
    const text = "{% for p in ps %}\n- {{ p.name }}\n{% endfor %}\nz: {{ p }}";
    const { output, blocks, problems } = renderTemplate(text);
    expect(output.text).toBe("\n- xxxx\n\nz: xxxx");
    expect(blocks.map(({ start, end }) => text.slice(start, end))).toEqual(["\n- {{ p.name }}\n{% endfor %}"]);
    expect(problems).toMatchObject([{ code: "template/statement" }]);
  });

  it("maps what was not rendered back to itself, whatever the line breaks", () => {
    const piece = fc.constantFrom("a", "😀", "\r\n", "\r", "\n", "\u2028", "{{ env.X }}", "{# c #}", "{{ x }}", " ");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.string({ minLength: 1, maxLength: 5 }), (pieces, extra) => {
        const word = `<${extra.replaceAll(/[^a-z]/g, "")}>`;
        const text = [...pieces, word, ...pieces].join("");
        const { output } = renderTemplate(text);
        const start = output.text.indexOf(word);
        const span = output.toSource({ start, end: start + word.length });
        expect(text.slice(span.start, span.end)).toBe(word);
      }),
    );
  });

  it("never throws", () => {
    const piece = fc.constantFrom(
      "{{",
      "}}",
      "{%",
      "%}",
      "{#",
      "#}",
      "-",
      "if ",
      "endif",
      "a",
      ".",
      "'",
      "[",
      ")",
      "|",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const text = pieces.join("");
        for (const { span } of renderTemplate(text).problems) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});
