import { describe, expect, it } from "vitest";
import type { LogRecord } from "../../../../src/plugin/instance.ts";
import { InvalidResultError, RequestTimeoutError } from "../../../../src/runtime/external/call-errors.ts";
import type { Connection } from "../../../../src/runtime/external/connection.ts";
import { Session } from "../../../../src/runtime/external/session.ts";

/** What the connections do, one after another: fail to open, fail each call, or answer. */
type Fate = "unreachable" | "broken" | "fine";

class Server {
  opened = 0;
  closed = 0;
  readonly logged: LogRecord[] = [];
  readonly #fates: Fate[];

  constructor(fates: readonly Fate[]) {
    this.#fates = [...fates];
  }

  session(): Promise<Session> {
    return Session.open({
      plugin: "P",
      connect: () => this.#connect(),
      timeoutMs: 1000,
      reconnect: { reconnect_attempts: 2, reconnect_delay: 0 },
      log: (record) => this.logged.push(record),
    });
  }

  async #connect(): Promise<Connection> {
    const fate = this.#fates.shift();
    if (fate === "unreachable") throw new Error("nobody there");
    this.opened++;
    return {
      async call() {
        if (fate === "broken") throw new Error("Connection closed");
        return [{ type: "text", text: "hi" }];
      },
      close: async () => {
        this.closed++;
      },
    };
  }
}

const ANSWER = [{ type: "text", text: "hi" }];

describe("a session with a plugin server", () => {
  it.each<[string, Fate[], number]>([
    ["over its first connection", ["fine"], 1],
    ["over a second one when the first breaks", ["broken", "fine"], 2],
    ["after a second attempt to reconnect", ["broken", "unreachable", "fine"], 2],
  ])("answers %s", async (_, fates, opened) => {
    const server = new Server(fates);
    const session = await server.session();
    expect(await session.call("tool", {})).toEqual(ANSWER);
    await session.close();
    expect([server.opened, server.closed]).toEqual([opened, opened]);
  });

  it.each<[string, Fate[], string]>([
    ["the second connection breaks too", ["broken", "broken"], "Reconnection failed for plugin P: Connection closed"],
    [
      "there is no second connection",
      ["broken", "unreachable", "unreachable"],
      "Failed to reconnect after 2 attempts: nobody there",
    ],
  ])("fails when %s, and works again as soon as its server does", async (_, fates, message) => {
    const session = await new Server([...fates, "fine"]).session();
    await expect(session.call("tool", {})).rejects.toMatchObject({ error: { message, plugin_name: "P" } });
    expect(await session.call("tool", {})).toEqual(ANSWER);
  });

  it.each([
    ["takes too long", new RequestTimeoutError("no answer in 5 ms")],
    ["does not return what tools do", new InvalidResultError("no content")],
    ["can't be sent", new TypeError("cyclic")],
    ["is nested too deep to be sent", new RangeError("stack")],
  ])("keeps its connection when a call %s", async (_, error) => {
    let connected = 0;
    const session = await Session.open({
      plugin: "P",
      connect: async () => {
        connected++;
        return { call: () => Promise.reject(error), close: async () => {} };
      },
      timeoutMs: 1000,
      reconnect: { reconnect_attempts: 2, reconnect_delay: 0 },
      log: () => {},
    });
    const message = `${error.name}('${error.message}')`;
    await expect(session.call("tool", {})).rejects.toMatchObject({ error: { message, plugin_name: "P" } });
    expect(connected).toBe(1);
  });

  it("says in the log that it is connected anew, and nothing of what the server said", async () => {
    const server = new Server(["broken", "fine"]);
    await (await server.session()).call("tool", {});
    expect(server.logged).toEqual([
      { level: "warning", message: "plugin 'P' is connected anew, as a call has failed" },
    ]);
  });

  it("does not open when there is no server", async () => {
    await expect(new Server(["unreachable"]).session()).rejects.toThrow("nobody there");
  });

  it("leaves no connection open when it is closed while it reconnects", async () => {
    const server = new Server(["broken", "unreachable", "fine"]);
    const session = await server.session();
    const call = session.call("tool", {}).catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
    await session.close();
    await call;
    expect(server.closed).toBe(server.opened);
  });
});
