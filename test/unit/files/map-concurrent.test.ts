import { setTimeout as wait } from "node:timers/promises";
import { expect, it } from "vitest";
import { mapConcurrent } from "../../../src/files/map-concurrent.ts";

it("gives the results in the order of the items, whichever ends first", async () => {
  const results = await mapConcurrent([3, 1, 2], async (item) => {
    await wait(item * 5);
    return item * 10;
  });
  expect(results).toEqual([30, 10, 20]);
  expect(await mapConcurrent([], () => Promise.reject(new Error("never called")))).toEqual([]);
});

it("has no more in hand than it may", async () => {
  let [now, most] = [0, 0];
  await mapConcurrent(
    Array.from({ length: 20 }, (_, index) => index),
    async () => {
      most = Math.max(most, ++now);
      await wait(1);
      now--;
    },
    4,
  );
  expect(most).toBe(4);
});

it("begins nothing after a failure, and ends what is under way before it throws", async () => {
  const [begun, ended]: [number[], number[]] = [[], []];
  const run = mapConcurrent(
    [0, 1, 2, 3, 4],
    async (item) => {
      begun.push(item);
      await wait(item === 0 ? 20 : 1);
      if (item === 1) throw new Error("item 1");
      ended.push(item);
    },
    2,
  );
  await expect(run).rejects.toThrow("item 1");
  expect({ begun, ended }).toEqual({ begun: [0, 1], ended: [0] });
});
