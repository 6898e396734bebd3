import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, type Edit, invertEdits, originOf } from "../../../../src/migrate/source/edit.ts";

const edit = (start: number, end: number, text: string): Edit => ({ start, end, text, reason: "" });

/** A text with edits that lie apart, in order. */
const edited = fc
  .tuple(
    fc.string({ minLength: 1, maxLength: 30 }),
    fc.array(fc.nat({ max: 30 }), { maxLength: 8 }),
    fc.string({ maxLength: 4 }),
  )
  .map(([text, cuts, replacement]) => {
    const places = [...new Set(cuts.map((cut) => Math.min(cut, text.length)))].sort((a, b) => a - b);
    const edits: Edit[] = [];
    for (let at = 0; at + 1 < places.length; at += 2) edits.push(edit(places[at]!, places[at + 1]!, replacement));
    return { text, edits };
  });

describe("edits", () => {
  it("replace, insert and remove", () => {
    expect(applyEdits("abcdef", [edit(0, 0, "<"), edit(1, 3, "X"), edit(5, 6, "")])).toBe("<aXde");
  });

  it("are refused when they overlap", () => {
    expect(() => applyEdits("abc", [edit(0, 2, ""), edit(1, 3, "")])).toThrow(RangeError);
  });

  it("are undone by their inverse", () => {
    fc.assert(
      fc.property(edited, ({ text, edits }) => {
        expect(applyEdits(applyEdits(text, edits), invertEdits(text, edits))).toBe(text);
      }),
    );
  });

  it("keep the places of what they don't touch", () => {
    fc.assert(
      fc.property(edited, fc.nat({ max: 30 }), ({ text, edits }, offset) => {
        fc.pre(offset < text.length && edits.every(({ start, end }) => offset < start || offset >= end));
        const shift = edits
          .filter(({ end }) => end <= offset)
          .reduce((sum, { start, end, text: replacement }) => sum + replacement.length - (end - start), 0);
        expect(originOf(offset + shift, edits)).toBe(offset);
      }),
    );
  });

  it("have the start of what was replaced as the place of a replacement", () => {
    expect(originOf(4, [edit(2, 3, "long")])).toBe(2);
  });
});
