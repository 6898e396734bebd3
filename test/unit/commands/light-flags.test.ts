import { describe, expect, it } from "vitest";
import { choice, isOn, readFlags, text } from "../../../src/commands/light-flags.ts";
import { ExitCode } from "../../../src/errors.ts";

const READERS = { format: choice(["text", "json"]), outFile: text, strict: isOn };

describe("reading flags without a schema", () => {
  it("gives typed options, and leaves out what no reader is for", () => {
    expect(readFlags(READERS, { format: "json", strict: true, other: 1 })).toEqual({
      format: "json",
      outFile: undefined,
      strict: true,
    });
    expect(readFlags(READERS, { outFile: "a" })).toEqual({
      format: "text",
      outFile: "a",
      strict: false,
    });
  });

  it.each([
    [{ format: "jsn" }, "--format: 'jsn' is not one of text, json; did you mean 'json'?"],
    [{ format: null }, "--format: 'null' is not one of text, json"],
  ])("names the wrong flag in %j", (flags, message) => {
    expect(() => readFlags(READERS, flags)).toThrow(expect.objectContaining({ exitCode: ExitCode.usage }) as Error);
    expect(() => readFlags(READERS, flags)).toThrow(message);
  });

  it("names every wrong flag, as it is written on the command line", () => {
    const readers = { manifestLevel: choice(["installed"]), format: choice(["text"]) };
    expect(() => readFlags(readers, { manifestLevel: "x", format: "y" })).toThrow(
      "--manifest-level: 'x' is not one of installed\n--format: 'y' is not one of text",
    );
  });
});
