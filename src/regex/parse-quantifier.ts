import type { Repeat, Node } from "./ast.ts";
import type { Cursor } from "./cursor.ts";

const MAX_COUNT = 0xffff_ffff;

/** Reads a repetition operator; the cursor stands on its `?`, `*`, `+` or `{`. */
export function parseQuantifier(cursor: Cursor, body: Node, swapGreed: boolean): Repeat {
  const offset = cursor.offset;
  const counted = cursor.is("{");
  const [min, max] = counted ? parseCount(cursor) : simpleCount(cursor.char);
  // After a count, and only there, white space may come before the `?`.
  if (counted) cursor.bumpAndSpace();
  else cursor.bump();
  const lazy = cursor.take("?");
  return { kind: "repeat", body, min, max, greedy: lazy === swapGreed, offset };
}

function simpleCount(char: string): readonly [number, number] {
  if (char === "?") return [0, 1];
  return [char === "+" ? 1 : 0, Infinity];
}

/** Reads `{n}`, `{n,}` or `{n,m}` up to, but not past, the brace that closes it. */
function parseCount(cursor: Cursor): readonly [number, number] {
  const start = cursor.offset;
  cursor.bumpAndSpace();
  const min = parseDecimal(cursor);
  let max = min;
  if (cursor.is(",")) {
    cursor.bumpAndSpace();
    max = cursor.is("}") ? Infinity : parseDecimal(cursor);
  }
  if (!cursor.is("}")) throw cursor.error("the repetition is not closed", start);
  if (min > max) throw cursor.error("the repetition ends before it starts", start);
  return [min, max];
}

/** Reads a number with white space around it, which is allowed here whatever the flags. */
function parseDecimal(cursor: Cursor): number {
  while (cursor.isSpace()) cursor.bump();
  const start = cursor.offset;
  let digits = "";
  for (; /^[0-9]$/.test(cursor.char); cursor.bumpAndSpace()) digits += cursor.char;
  while (cursor.isSpace()) cursor.bumpAndSpace();
  if (digits === "") throw cursor.error("the repetition has no number", start);
  if (Number(digits) > MAX_COUNT) throw cursor.error("the repetition's number is too large", start);
  return Number(digits);
}
