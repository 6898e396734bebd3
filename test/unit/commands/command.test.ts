import { describe, expect, it } from "vitest";
import { z } from "zod";
import { oneOf, parseFlags, wholeNumber } from "../../../src/commands/command.ts";
import { ExitCode } from "../../../src/errors.ts";

const schema = z.object({
  cases: wholeNumber(1, 100).default(10),
  outFile: z.string().optional(),
  format: oneOf(["text", "json"]),
});

describe("parsing flags", () => {
  it("gives typed and defaulted options", () => {
    expect(parseFlags(schema, { cases: "7", format: "json" })).toEqual({ cases: 7, format: "json" });
    expect(parseFlags(schema, { format: "text" }).cases).toBe(10);
  });

  it.each([
    [{ cases: "x", format: "text" }, "--cases: must be a whole number"],
    [{ cases: "0", format: "text" }, "--cases: must be at least 1"],
    [{ cases: "101", format: "text" }, "--cases: must be at most 100"],
    [{ format: "jsn" }, "--format: 'jsn' is not one of text, json; did you mean 'json'?"],
    [{ outFile: 1, format: "text" }, "--out-file: "],
  ])("names the wrong flag in %j", (flags, message) => {
    expect(() => parseFlags(schema, flags)).toThrow(expect.objectContaining({ exitCode: ExitCode.usage }) as Error);
    expect(() => parseFlags(schema, flags)).toThrow(message);
  });
});
