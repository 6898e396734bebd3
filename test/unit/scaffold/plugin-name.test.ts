import { describe, expect, it } from "vitest";
import { crateName, nameProblem } from "../../../src/scaffold/plugin-name.ts";

describe("nameProblem", () => {
  it.each(["a", "my-filter", "my_filter2", "pii", "on", "x".repeat(64)])("accepts '%s'", (name) => {
    expect(nameProblem(name)).toBeUndefined();
  });

  it.each([
    ["My Filter", "must begin with a lower-case letter", "; 'my-filter' would do"],
    ["MyFilter2", "must begin with a lower-case letter", "; 'my-filter2' would do"],
    ["Über Filter", "must begin with a lower-case letter", "; 'uber-filter' would do"],
    ["2fast", "must begin with a lower-case letter", "; 'fast' would do"],
    ["a.b/c", "must begin with a lower-case letter", "; 'a-b-c' would do"],
    ["a\nb", "must begin with a lower-case letter", "; 'a-b' would do"],
    ["Test", "must begin with a lower-case letter", "; 'test-filter' would do"],
    ["x".repeat(65), "is longer than 64 characters", `; '${"x".repeat(64)}' would do`],
    ["match", "is a word of Rust", "; 'match-filter' would do"],
    ["fs", "is a module of Node", "; 'fs-filter' would do"],
    ["child_process", "is a module of Node", "; 'child_process-filter' would do"],
    ["test", "says nothing about the plugin", "; 'test-filter' would do"],
    ["mcpplugins", "is the name of a package", "; 'mcpplugins-filter' would do"],
    ["mcpplugins-abi", "is the name of a crate", "; 'mcpplugins-abi-filter' would do"],
    ["serde", "is the name of a crate", "; 'serde-filter' would do"],
    ["com1", "is the name of a device on Windows", "; 'com1-filter' would do"],
  ])("refuses '%s', says why, and suggests another", (name, reason, suggestion) => {
    const problem = nameProblem(name);
    expect(problem).toContain(reason);
    expect(problem).toContain(suggestion);
  });

  it.each(["", "界", "-", "_"])("suggests nothing for '%s', of which no letter could stay", (name) => {
    expect(nameProblem(name)).toMatch(/^'.?' can't be the name of a plugin: it must begin with .* - and _$/);
  });
});

it("a crate has an underscore where the plugin has a dash", () => {
  expect(crateName("my-own_filter")).toBe("my_own_filter");
});
