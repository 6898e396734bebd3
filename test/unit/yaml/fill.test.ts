import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fillTemplate } from "../../../src/yaml/template/fill.ts";
import { renderTemplate } from "../../../src/yaml/template/render.ts";

const ENV = { NAME: "redis", EMPTY: "", HTML: "a&b", LIST: "a,b" };
const filled = (text: string): string => {
  const { output, problems } = fillTemplate(text, ENV);
  expect(problems).toEqual([]);
  return output.text;
};

// Expected values are those of Jinja 3.1.6 in CPEX's loader; the conformance suite has many more.
describe("fillTemplate", () => {
  it.each([
    ["{{ env.NAME }}", "redis"],
    ["{{ env['NAME'] }}", "redis"],
    ["{{ env.get('NOPE', 'x') }}", "x"],
    ["a{{ env.NOPE }}b{{ nope }}c", "abc"],
    ["{{ env.NOPE | default(env.NAME | default('x')) }}", "redis"],
    ["{{ env.EMPTY | default('x') }}", ""],
    ["{{ env.EMPTY | default('x', true) }}", "x"],
    ["{{ env.HTML }}", "a&amp;b"],
    ["{{ env.HTML | safe }}", "a&b"],
    ["{{ env.NAME ~ ':' ~ 6379 }}", "redis:6379"],
    ["{{ 'yes' if env.NAME == 'redis' else nope.more }}", "yes"],
    ["{% if env.NOPE %}a{% elif env.NAME %}b{% else %}c{% endif %}", "b"],
    ["{% for x in env.LIST.split(',') %}[{{ x }}]{% endfor %}", "[a][b]"],
    ["{% for x in nope %}a{% else %}b{% endfor %}", "b"],
    ["{% raw %}{{ nope.more }}{% endraw %}", "{{ nope.more }}"],
    ["a\r\nb\n", "a\nb"],
  ])("renders %j as %j", (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  it.each([
    ["{{ nope.more }}", "'nope' is undefined"],
    ["{{ env.NOPE.more }}", "'NOPE' is undefined"],
    ["{{ env.NAME + nope }}", "'nope' is undefined"],
    ["{{ env.NAME | int(1, 2, 3) }}", "'int' takes no such arguments here"],
    ["{{ a b }}", "unexpected 'b' in the template"],
    ["{% if env.NAME %}", "'if' is never closed by 'endif'"],
    ["{% set x = 1 %}", "the statement 'set' is not supported"],
    ["{% for x, y in nope %}{% endfor %}", "this 'for' is not supported"],
    ["{{ env }}", "the whole environment as a text"],
    ["{{ env.NAME | title }}", "the filter 'title' is not supported"],
    ["{{ env.NAME is upper }}", "the test 'upper' is not supported"],
    ["{{ env.keys() }}", "the method 'keys' here is not supported"],
    ["{{ range(3) }}", "'range' is not supported"],
    ["{{ env.NAME() }}", "the method 'NAME' here is not supported"],
  ])("stops at %j", (text, message) => {
    const { problems } = fillTemplate(`one\n${text}\n`, ENV);
    expect(problems).toMatchObject([{ message: expect.stringContaining(message) as string }]);
    expect(problems[0]!.span.start).toBe(4);
  });

  it("shows the statement that has no place where it stands", () => {
    const text = "{% if a %}{% else %}{% elif b %}{% endif %}";
    const [problem] = fillTemplate(text, ENV).problems;
    expect(text.slice(problem!.span.start, problem!.span.end)).toBe("{% elif b %}");
    expect(problem!.message).toBe("nothing can come after 'else'");
  });

  it("stops at a loop that writes more than is read", () => {
    const items = `'${"a,".repeat(3000)}'.split(',')`;
    const nested = `{% for x in ${items} %}{% for y in ${items} %}xxxx{% endfor %}{% endfor %}`;
    expect(fillTemplate(nested, ENV).problems).toMatchObject([{ message: "the loop writes too much" }]);
  });

  it("knows where the text of a loop came from", () => {
    const text = "{% for x in env.LIST.split(',') %}- {{ x }}!{% endfor %}";
    const { output } = fillTemplate(text, ENV);
    const second = output.text.lastIndexOf("!");
    const { start, end } = output.toSource({ start: second, end: second + 1 });
    expect(text.slice(start, end)).toBe("!");
  });

  it("never throws, and finds no error where there is none without an environment", () => {
    const piece = fc.constantFrom(
      ..."{{ | }} | {% | %} | {# | #} | env | .NAME | nope | ' | if  | endif | for x in  | endfor | else | | | default | ( | ) | [ | ] | 1 | + | ~ | - | \n"
        .split(" | ")
        .map((text) => ` ${text}`),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join("");
        const { problems } = fillTemplate(text, ENV);
        const { length } = problems;
        expect(length).toBeLessThanOrEqual(1);
        const refused = renderTemplate(text).problems.some(({ code }) => code === "template/syntax");
        if (refused) expect(length).toBe(1);
      }),
    );
  });
});
