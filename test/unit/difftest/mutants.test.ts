import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { MUTANTS } from "../../selftest/mutants.ts";

describe("the mutants of the self-test", () => {
  test.each(MUTANTS)("'$name' has its text once in $file", ({ file, before, after }) => {
    const source = readFileSync(fileURLToPath(new URL(`../../../${file}`, import.meta.url)), "utf8");
    expect(source.split(before)).toHaveLength(2);
    expect(after).not.toBe(before);
  });

  test("are thirty with a name each", () => {
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(30);
  });
});
