import { describe, expect, it } from "vitest";
import { Gate } from "../../../src/runtime/gate.ts";

/** Enters one after the other, and tells who is in. */
function enterAll(gate: Gate, weights: readonly number[]): string[] {
  const entered: string[] = [];
  for (const [index, weight] of weights.entries()) {
    void gate.enter(weight).then(() => entered.push(`${index}`));
  }
  return entered;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("a gate", () => {
  it("lets in as much as there is room for, and the next when one leaves", async () => {
    const gate = new Gate(2);
    const entered = enterAll(gate, [1, 1, 1, 1]);
    await settle();
    expect(entered).toEqual(["0", "1"]);
    gate.leave();
    await settle();
    expect(entered).toEqual(["0", "1", "2"]);
  });

  it("keeps the order, also when a later one would fit", async () => {
    const gate = new Gate(10);
    const entered = enterAll(gate, [6, 6, 1]);
    await settle();
    expect(entered).toEqual(["0"]);
    gate.leave(6);
    await settle();
    expect(entered).toEqual(["0", "1", "2"]);
  });

  it("lets in alone what is heavier than all the room", async () => {
    const gate = new Gate(10);
    const entered = enterAll(gate, [3, 20, 1]);
    gate.leave(3);
    await settle();
    expect(entered).toEqual(["0", "1"]);
    gate.leave(20);
    await settle();
    expect(entered).toEqual(["0", "1", "2"]);
  });
});
