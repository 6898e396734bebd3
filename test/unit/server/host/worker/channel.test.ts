import { duplexPair } from "node:stream";
import { describe, expect, it } from "vitest";
import { Channel } from "../../../../../src/server/host/worker/channel.ts";

interface Kinds {
  readonly reply: unknown;
  readonly log: { readonly message: string };
}

/** The two ends, one of which hears what the other says. */
function pair(receivers: ConstructorParameters<typeof Channel>[1]): {
  readonly here: Channel<Kinds>;
  readonly there: Channel<Kinds>;
} {
  const [one, other] = duplexPair();
  return { here: new Channel<Kinds>(one, {}), there: new Channel<Kinds>(other, receivers) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("what a server and its worker say to each other", () => {
  it("arrives by its kind, with the number of its call", async () => {
    const got: unknown[] = [];
    const { here: channel } = pair({
      reply: (json, id) => got.push(["reply", id, json]),
      log: (json) => got.push(["log", JSON.parse(json)]),
    });
    channel.sendJson("reply", '{"a":"x y\\n"}', 12);
    channel.send("log", { message: "é\u2028" });
    await settle();
    expect(got).toEqual([
      ["reply", 12, '{"a":"x y\\n"}'],
      ["log", { message: "é\u2028" }],
    ]);
  });

  it("is passed over where nobody takes that kind", async () => {
    const got: string[] = [];
    const { here: channel } = pair({ reply: (json) => got.push(json) });
    channel.send("log", { message: "m" });
    channel.send("reply", 1);
    await settle();
    expect(got).toEqual(["1"]);
  });
});
