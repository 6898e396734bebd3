import { describe, expect, it } from "vitest";
import type { LogRecord } from "../../../../src/plugin/instance.ts";
import { placeOfThrown } from "../../../../src/runtime/manager/errors.ts";
import { globalContext, managerOf, payload } from "./fixture.ts";

describe("an error as it is logged where nothing of a payload may be", () => {
  const thrown = (message: string): Error => new RangeError(message);

  it("has its type and the place where it was thrown", () => {
    expect(placeOfThrown(thrown("password is hunter2"))).toMatch(/^RangeError at errors\.test\.ts:\d+:\d+$/);
  });

  it.each([
    ["a message that looks like a place", thrown("no\n    at hunter2 (hunter2:1:2)")],
    ["a name that is a text", Object.assign(thrown("no"), { name: "hunter2 said" })],
    ["a message that was changed", Object.assign(thrown("no\n    at hunter2:1:2"), { message: "yes" })],
    ["a text that is no error", "hunter2"],
    ["no message, and a stack of its own", Object.assign(thrown(""), { stack: "    at hunter2:1:2" })],
  ])("has nothing of %s", (_, error) => {
    expect(placeOfThrown(error)).not.toContain("hunter2");
  });
});

describe("a manager that is not to log messages of errors", () => {
  it.each([
    ["ignore", "the call goes on"],
    ["disable", "it is disabled until it is reset"],
  ] as const)(
    "says with on_error: %s where an error was thrown, and what comes of it",
    async (on_error, consequence) => {
      const logged: string[] = [];
      const invoke = () => {
        throw new RangeError("hunter2");
      };
      const log = ({ message }: LogRecord): void => void logged.push(message);
      const manager = await managerOf({ P: { invoke, config: { on_error } } }, { log, logErrorMessages: false });
      await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
      expect(logged).toHaveLength(1);
      expect(logged[0]).toMatch(/^plugin 'P' failed on tool_pre_invoke: RangeError at errors\.test\.ts:\d+:\d+; /);
      expect(logged[0]).toContain(consequence);
    },
  );
});
