import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventSplitter } from "../../../../src/runtime/external/event-splitter.ts";

function eventsOf(bytes: Buffer, cuts: readonly number[] = []): string[] {
  const splitter = new EventSplitter();
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  return places.slice(1).flatMap((end, at) => Array.from(splitter.split(bytes.subarray(places[at], end))));
}

describe("a stream of events", () => {
  it.each([
    ["an event without a type", "data: a\n\n", ["a"]],
    ["a message", "event: message\ndata: a\n\n", ["a"]],
    ["a message whose type comes last", "data: a\nevent: message\n\n", ["a"]],
    ["two messages", "data: a\n\ndata: b\n\n", ["a", "b"]],
    ["data of several lines", "data: a\ndata:  b\ndata\n\n", ["a\n b\n"]],
    ["data without a space", "data:{}\n\n", ["{}"]],
    ["a colon in the data", "data: a:b: c\n\n", ["a:b: c"]],
    ["line ends of old", "data: a\r\rdata: b\r\n\r\n", ["a", "b"]],
    ["fields that say nothing here", ": ping\nid: 1\nretry: 5\ndata: a\n\n", ["a"]],
    ["an event of another type", "event: endpoint\ndata: a\n\ndata: b\n\n", ["b"]],
    ["an event without data", "id: 1\ndata:\n\n\n\n", []],
    ["an event that does not end", "data: a\n", []],
  ])("knows %s, however it is cut", (_, text, events) => {
    const bytes = Buffer.from(text);
    for (let cut = 0; cut <= bytes.length; cut++) expect(eventsOf(bytes, [cut])).toEqual(events);
  });

  it("has the same messages however it is cut", () => {
    const message = fc.string({ unit: "grapheme" }).map((text) => JSON.stringify(text));
    const end = fc.constantFrom("\n", "\r\n", "\r");
    fc.assert(
      fc.property(fc.array(message), end, fc.array(fc.nat(300)), (messages, lineEnd, cuts) => {
        const bytes = Buffer.from(messages.map((text) => `data: ${text}${lineEnd}${lineEnd}`).join(""));
        expect(
          eventsOf(
            bytes,
            cuts.filter((cut) => cut <= bytes.length),
          ),
        ).toEqual(messages.map((text) => Buffer.from(text).toString()));
      }),
    );
  });
});
