import { describe, expect, it } from "vitest";
import { logRefusals } from "../../../src/server/refusals.ts";

describe("logging refusals", () => {
  it("says each reason at once, and again after a minute at the earliest", () => {
    const logged: string[] = [];
    let now = 0;
    const onRefused = logRefusals(
      ({ level, message }) => void logged.push(`${level}: ${message}`),
      () => now,
    );
    onRefused("A bearer token is needed");
    onRefused("Origin is not allowed");
    now = 59_999;
    onRefused("A bearer token is needed");
    expect(logged).toEqual([
      "warning: a client is turned away: A bearer token is needed",
      "warning: a client is turned away: Origin is not allowed",
    ]);
    now = 60_000;
    onRefused("A bearer token is needed");
    expect(logged).toHaveLength(3);
  });
});
