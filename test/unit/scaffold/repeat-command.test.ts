import { describe, expect, it } from "vitest";
import { defaultAnswers } from "../../../src/scaffold/answers.ts";
import { repeatCommand } from "../../../src/scaffold/repeat-command.ts";

const answers = defaultAnswers("my-filter", "typescript", { author: "Jo Doe", email: "jo@example.com" });

describe("the command that makes a project again", () => {
  it.each([
    [undefined, "mcpplugins bootstrap my-filter --template "],
    ["../filters/my-filter", "mcpplugins bootstrap ../filters/my-filter --template "],
    [".", "mcpplugins bootstrap . --name my-filter --template "],
    ["the folder", "mcpplugins bootstrap 'the folder' --name my-filter --template "],
  ])("names the folder %s, and the plugin where that is called otherwise", (folder, beginning) => {
    expect(repeatCommand(answers, folder).slice(0, beginning.length)).toBe(beginning);
  });
});
