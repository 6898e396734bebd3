import { describe, expect, it } from "vitest";
import type { Invocation } from "../../../../src/server/tools/invoke-arguments.ts";
import { hostOf, type Invoke, runnerOf } from "../fixture.ts";

const invocation = (): Invocation => ({
  plugin: "P",
  hook: "tool_pre_invoke",
  payload: {},
  context: { state: {}, metadata: {}, global_context: { request_id: "r", state: {}, metadata: {} } },
});

const saying = (words: string): unknown => expect.stringContaining(`"words":"${words}"`);

const say =
  (words: string): Invoke =>
  () => ({ continue_processing: true, metadata: { words } });

describe("replacing the plugins", () => {
  it("holds for all further calls", async () => {
    const host = await hostOf({ name: "P", invoke: say("old") });
    await host.replace(await runnerOf({ name: "P", invoke: say("new") }));
    expect(await host.run(invocation())).toEqual(saying("new"));
  });

  it("lets a call that is under way end in the old ones, which are shut down after it", async () => {
    const events: string[] = [];
    let finish = (): void => {};
    const held = new Promise<void>((resolve) => (finish = resolve));
    const host = await hostOf({
      name: "P",
      invoke: async (...args) => {
        await held;
        events.push("ended");
        return say("old")(...args);
      },
      shutdown: () => void events.push("shut down"),
    });
    const call = host.run(invocation());
    const replaced = host.replace(await runnerOf({ name: "P", invoke: say("new") }));
    expect(await host.run(invocation())).toEqual(saying("new"));
    expect(events).toEqual([]);
    finish();
    expect(await call).toEqual(saying("old"));
    await replaced;
    expect(events).toEqual(["ended", "shut down"]);
  });
});

describe("closing", () => {
  it("shuts down the plugins, and those that come to replace them later", async () => {
    const shut: string[] = [];
    const host = await hostOf({ name: "P", shutdown: () => void shut.push("old") });
    await host.close();
    await host.replace(await runnerOf({ name: "P", shutdown: () => void shut.push("new") }));
    expect(shut).toEqual(["old", "new"]);
  });
});
