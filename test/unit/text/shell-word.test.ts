import { describe, expect, it } from "vitest";
import { shellWord } from "../../../src/text/shell-word.ts";

describe("shellWord", () => {
  it.each([
    ["tool_pre_invoke,b", "tool_pre_invoke,b"],
    ["a@b.example", "a@b.example"],
    ["", "''"],
    ["two words", "'two words'"],
    ['it\'s $HOME \\ `x` "y"\n', "'it'\\''s $HOME \\ `x` \"y\"\n'"],
    ["~", "'~'"],
  ])("quotes %j where a shell would read more into it", (text, word) => {
    expect(shellWord(text)).toBe(word);
  });
});
