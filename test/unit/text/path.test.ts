import { describe, expect, it } from "vitest";
import { formatPath } from "../../../src/text/path.ts";

describe("formatPath", () => {
  it.each<[readonly PropertyKey[], string, string]>([
    [[], "(top)", "$"],
    [["scenarios", 2, "sample", "size"], "scenarios[2].sample.size", "$.scenarios[2].sample.size"],
    [[0, "a"], "[0].a", "$[0].a"],
    [["$ref", "_x1"], "$ref._x1", "$.$ref._x1"],
    [["x-id", "1a", ""], '["x-id"]["1a"][""]', '$["x-id"]["1a"][""]'],
    [["é\n\ud800"], '["\\u00e9\\n\\ud800"]', '$["\\u00e9\\n\\ud800"]'],
  ])("writes %j as %s, and from a root as %s", (keys, path, rooted) => {
    expect(formatPath(keys)).toBe(path);
    expect(formatPath(keys, "$")).toBe(rooted);
  });
});
