import { describe, expect, test } from "vitest";
import { compareObservations, symptomOf } from "../../../src/difftest/compare.ts";
import type { Observation } from "../../../src/difftest/observe.ts";

const base: Observation = {
  result: { kind: "value", value: { continue_processing: true, metadata: {} } },
  log: [],
  payload: { args: { q: "text" } },
  context: { state: {} },
  found: [{ text: "text", answer: { kind: "value", value: [] } }],
};

const failing = (message: string): Observation => ({ ...base, result: { kind: "error", message, facts: {} } });

describe("compareObservations", () => {
  test("finds no difference between equal observations", () => {
    expect(compareObservations(base, structuredClone(base))).toBeUndefined();
    expect(compareObservations(failing("no"), failing("no"))).toBeUndefined();
  });

  test.each<[string, Partial<Observation>, object]>([
    [
      "a changed payload",
      { result: { kind: "value", value: { continue_processing: true, modified_payload: { a: 1 }, metadata: {} } } },
      { place: "result", path: ["modified_payload"], native: { kind: "value" }, fallback: { kind: "absent" } },
    ],
    [
      "an error on one side",
      { result: { kind: "error", message: "no", facts: {} } },
      { place: "result", path: [], native: { kind: "error", message: "no" }, fallback: { kind: "value" } },
    ],
    ["a log line", { log: [{ level: "info", message: "found" }] }, { place: "log", path: [0] }],
    ["a payload changed in place", { payload: { args: { q: "mask" } } }, { place: "payload", path: ["args", "q"] }],
    ["state left in the context", { context: { state: { seen: 1 } } }, { place: "context", path: ["state", "seen"] }],
    [
      "findings that decide nothing",
      {
        found: [
          {
            text: "text",
            answer: { kind: "value", value: [{ type: "t", start: 0, end: 1, replacement: "", text: 0 }] },
          },
        ],
      },
      { place: "find", text: "text", path: [0], native: { kind: "value" }, fallback: { kind: "absent" } },
    ],
  ])("finds %s", (_, change, expected) => {
    expect(compareObservations({ ...base, ...change }, base)).toMatchObject(expected);
  });

  test("compares the messages of two errors", () => {
    expect(compareObservations(failing("no"), failing("No"))).toMatchObject({
      place: "result",
      native: { message: "no" },
      fallback: { message: "No" },
    });
  });

  test.each([
    ["metadata", { metadata: { p: { a: 1, b: 2 } } }, { metadata: { p: { b: 2, a: 1 } } }, ["metadata", "p"]],
    [
      "violation details",
      { metadata: {}, violation: { details: { a: 1, b: 2 } } },
      { metadata: {}, violation: { details: { b: 2, a: 1 } } },
      ["violation", "details"],
    ],
  ])("compares the order of keys in %s", (_, native, fallback, path) => {
    const observed = (value: object): Observation =>
      ({ ...base, result: { kind: "value", value: { continue_processing: true, ...value } } }) as Observation;
    expect(compareObservations(observed(native), observed(fallback))).toMatchObject({ path, aspect: "key order" });
  });
});

describe("symptomOf", () => {
  const sides = {
    aspect: "value",
    native: { kind: "value", value: 1 },
    fallback: { kind: "value", value: 2 },
  } as const;

  test("does not tell one place of a payload from another", () => {
    const at = (...path: (string | number)[]) => symptomOf({ place: "result", path, ...sides });
    expect(at("modified_payload", "args", "q")).toBe(at("modified_payload", "result", 3));
    expect(at("metadata", "p", "total")).not.toBe(at("metadata", "p", "types"));
  });

  test("tells an error from a value", () => {
    const error = { kind: "error", message: "no" } as const;
    const difference = { place: "result", path: [], ...sides } as const;
    expect(symptomOf({ ...difference, native: error })).not.toBe(symptomOf(difference));
  });
});
