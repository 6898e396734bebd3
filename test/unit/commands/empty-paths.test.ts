import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { refuseEmptyPaths } from "../../../src/commands/empty-paths.ts";
import { ExitCode } from "../../../src/errors.ts";

/** What is said of a command that takes paths in every way. */
function refuse(...argv: readonly string[]): void {
  const program = new Command("mcpplugins").option("--cwd <dir>");
  const command = program
    .command("check <query> [path...]")
    .option("--context <json|file>")
    .option("--fix [unsafe]")
    .option("--name <name>")
    .option("--scenario <name...>")
    .option("--strict")
    .action(() => refuseEmptyPaths(command));
  program.parse(["check", ...argv], { from: "user" });
}

describe("refusing empty paths", () => {
  it.each([
    [["list", ""], "argument 2 (path) is empty"],
    [["list", "a", "b", ""], "argument 4 (path) is empty"],
    [["list", "--context", ""], "--context is empty"],
    [["list", "--context="], "--context is empty"],
    [["list", "--fix", ""], "--fix is empty"],
    [["list", "--cwd", ""], "--cwd is empty"],
    [["list", "", "--cwd="], "argument 2 (path) is empty\n--cwd is empty"],
  ])("names the one in %j", (argv, message) => {
    expect(() => refuse(...argv)).toThrow(
      expect.objectContaining({
        exitCode: ExitCode.usage,
        message,
        hint: expect.stringContaining("shell variable") as string,
      }) as Error,
    );
  });

  it.each([
    [["list"]],
    [["list", ".", "--context", "-", "--fix", "--strict"]],
    [["list", " "]],
    [["", "a", "--name", "", "--scenario", ""]],
  ])("takes %j, where no path is empty", (argv) => {
    expect(() => refuse(...argv)).not.toThrow();
  });
});
