import { describe, expect, it } from "vitest";
import { HOOKS } from "../../../src/plugin/hooks.ts";
import {
  authorProblem,
  defaultAnswers,
  descriptionProblem,
  emailProblem,
  hooksOf,
  hooksProblem,
  TEMPLATES,
  versionProblem,
} from "../../../src/scaffold/answers.ts";

describe.each([
  [
    "description",
    descriptionProblem,
    ["", "a \"b\" 'c' \\ \n\t 🎫 {{x}}"],
    ["\u0000", "a\rb", "\u0085", "\u2028", "\ufeff", "\ud800", "\uffff"],
  ],
  ["author", authorProblem, ["Zoë O'Brien", "{{x}} # \\"], ["", "a\nb", "A <a@b.example>", "\u0007"]],
  ["email", emailProblem, ["", "a+b@c.example"], ["a", "a@", "@b", "a b@c", "<a@b>", "a@b\n"]],
  [
    "version",
    versionProblem,
    ["0.1.0", "10.20.30", "1.0.0-rc.1"],
    ["1", "1.0", "v1.0.0", "01.0.0", "1.0.0 ", "1.0.0+build"],
  ],
])("the %s", (_, problem, good, bad) => {
  it.each(good)("may be %j", (value) => {
    expect(problem(value)).toBeUndefined();
  });
  it.each(bad)("must not be %j", (value) => {
    expect(problem(value)).toMatch(/^must /);
  });
});

describe("the hooks", () => {
  it("of the TypeScript template are all that there are", () => {
    expect(hooksOf("typescript")).toEqual(HOOKS);
    expect(hooksProblem(HOOKS, "typescript")).toBeUndefined();
  });

  it("of the Rust template are those whose result is their payload", () => {
    expect(hooksProblem(["tool_pre_invoke", "http_pre_request", "evaluate"], "rust")).toMatch(
      /no example for http_pre_request, evaluate; its hooks are tool_pre_invoke, .*agent_post_invoke$/,
    );
  });

  it("are at least one", () => {
    expect(hooksProblem([], "rust")).toBe("name at least one hook");
  });
});

describe("the defaults", () => {
  it.each(TEMPLATES)("of the template %s are fine by the checks", (template) => {
    const answers = defaultAnswers("demo", template, {});
    expect(answers).toMatchObject({ author: "The demo authors", email: "" });
    expect(hooksProblem(answers.hooks, template)).toBeUndefined();
    expect(descriptionProblem(answers.description)).toBeUndefined();
    expect(versionProblem(answers.version)).toBeUndefined();
  });

  it("take the author that git knows, unless it could not be written", () => {
    const known = defaultAnswers("demo", "rust", { author: "Zoë", email: "zoe@example.org" });
    expect(known).toMatchObject({ author: "Zoë", email: "zoe@example.org" });
    const odd = defaultAnswers("demo", "rust", { author: "A <a>", email: "none" });
    expect(odd).toMatchObject({ author: "The demo authors", email: "" });
  });
});
