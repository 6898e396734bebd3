import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeadlineError, Deadlines } from "../../../../src/runtime/manager/deadlines.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<string>(() => {});
const after = (milliseconds: number) =>
  new Promise<string>((resolve) => {
    setTimeout(resolve, milliseconds, "done");
  });
const watch = (promise: Promise<unknown>) => {
  const settled = vi.fn();
  promise.then(settled, settled);
  return settled;
};

describe("deadlines", () => {
  it("hand on what settles in time", async () => {
    const deadlines = new Deadlines(1000);
    await expect(deadlines.race(Promise.resolve("at once"))).resolves.toBe("at once");
    await expect(deadlines.race(Promise.reject(new Error("no")))).rejects.toThrow("no");
    const later = deadlines.race(after(900));
    await vi.advanceTimersByTimeAsync(950);
    await expect(later).resolves.toBe("done");
  });

  it("give every promise its full time, and no more", async () => {
    const deadlines = new Deadlines(1000);
    const first = watch(deadlines.race(never()));
    await vi.advanceTimersByTimeAsync(400);
    const second = watch(deadlines.race(never()));
    await vi.advanceTimersByTimeAsync(590);
    expect(first).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(20);
    expect(first).toHaveBeenCalledWith(expect.any(DeadlineError));
    expect(second).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(400);
    expect(second).toHaveBeenCalledWith(expect.any(DeadlineError));
  });

  it("need one timer for any number of promises", () => {
    const deadlines = new Deadlines(1000);
    for (let index = 0; index < 50; index++) void deadlines.race(never()).catch(() => {});
    expect(vi.getTimerCount()).toBe(1);
  });

  it("can be further away than a timer reaches", async () => {
    const settled = watch(new Deadlines(Number.POSITIVE_INFINITY).race(never()));
    await vi.advanceTimersByTimeAsync(1000);
    expect(settled).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(1);
  });

  it("still hold after a long row of promises that settled", async () => {
    const deadlines = new Deadlines(1000);
    const stuck = watch(deadlines.race(never()));
    for (let index = 0; index < 3000; index++) await deadlines.race(Promise.resolve(index));
    const last = watch(deadlines.race(never()));
    await vi.advanceTimersByTimeAsync(1010);
    expect(stuck).toHaveBeenCalledTimes(1);
    expect(last).toHaveBeenCalledTimes(1);
  });
});
