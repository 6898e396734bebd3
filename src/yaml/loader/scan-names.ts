import { type Cursor, isBreak, isGap, LINE_END, LoaderStop } from "./cursor.ts";
import type { DirectiveToken, TagToken, Token } from "./token.ts";

const NAME = /[\w-]+/y;
const WORD = /[^\s,[\]{}]+/y;
/** What may follow the name of an anchor at once. */
const AFTER_NAME = "?:,]}%@`";
/** Whether a tag has a handle: another exclamation mark before the next gap. */
const HAS_HANDLE = /![^ \r\n\x85\u2028\u2029!]*!/y;
const HANDLE = /![\w-]*!/y;
const LETTERS = /(?:[\w\-;/?:@&=+$,.!~*'()[\]]|%[\da-fA-F]{2})+/y;
const ESCAPES = /(?:%[\da-fA-F]{2})+/g;
const DIRECTIVE =
  /%(?:YAML *(?<version>\d+)\.\d+|TAG *(?<handle>!(?:[\w-]*!)?) +(?<prefix>(?:[\w\-;/?:@&=+$,.!~*'()[\]]|%[\da-fA-F]{2})+)|(?!(?:YAML|TAG)(?![\w-]))[\w-]+)(?=[ \r\n\x85\u2028\u2029]|$)/y;

/** Reads the anchor or alias at the place. */
export function scanAnchor(cursor: Cursor): Token {
  const start = cursor.at;
  const kind = cursor.char() === "&" ? "anchor" : "alias";
  cursor.at++;
  const name = cursor.take(NAME);
  if (name !== undefined && (isGap(cursor.code()) || AFTER_NAME.includes(cursor.char()))) {
    return { kind, name, start, end: cursor.at };
  }
  const message = "the loader takes only ASCII letters, digits, '-' and '_' in the name of an anchor";
  cursor.take(WORD);
  throw new LoaderStop(message, { start, end: cursor.at }, { code: "yaml/anchor" });
}

/** Reads the tag at the place. */
export function scanTag(cursor: Cursor): TagToken {
  const start = cursor.at;
  let handle: string | undefined;
  let suffix = "!";
  if (cursor.text.startsWith("!<", start)) {
    cursor.at += 2;
    suffix = scanLetters(cursor, start);
    if (cursor.char() !== ">") throw cursor.stop("this tag is never closed by '>'", { start, end: cursor.at });
    cursor.at++;
  } else if (isGap(cursor.code(1))) cursor.at++;
  else {
    handle = scanHandle(cursor);
    suffix = scanLetters(cursor, start);
  }
  const code = cursor.code();
  if (code !== 0 && code !== 0x20 && !isBreak(code))
    throw cursor.stop("a tag ends with a space", { start, end: cursor.at });
  return { kind: "tag", handle, suffix, start, end: cursor.at };
}

function scanHandle(cursor: Cursor): string {
  HAS_HANDLE.lastIndex = cursor.at;
  if (HAS_HANDLE.test(cursor.text)) {
    const handle = cursor.take(HANDLE);
    if (handle === undefined) throw cursor.stop("between the exclamation marks of a tag are only letters and digits");
    return handle;
  }
  cursor.at++;
  return "!";
}

function scanLetters(cursor: Cursor, start: number): string {
  const letters = cursor.take(LETTERS);
  const decoded = letters === undefined ? undefined : decode(letters);
  if (decoded === undefined) throw cursor.stop("a tag can't be written like this", { start });
  return decoded;
}

/** Letters that are written as `%` and the numbers of their bytes; undefined when these are no UTF-8. */
function decode(letters: string): string | undefined {
  try {
    return letters.replaceAll(ESCAPES, decodeURIComponent);
  } catch {
    return undefined;
  }
}

/** Reads the directive at the place, and goes to the next line. */
export function scanDirective(cursor: Cursor): DirectiveToken {
  const start = cursor.at;
  DIRECTIVE.lastIndex = start;
  const match = DIRECTIVE.exec(cursor.text);
  const { version, handle, prefix } = match?.groups ?? {};
  const decoded = prefix === undefined ? undefined : decode(prefix);
  if (match === null || (prefix !== undefined && decoded === undefined)) {
    const line = cursor.takeUntil(LINE_END).trimEnd();
    const message = "the loader does not take this directive";
    throw cursor.stop(message, { start, end: start + Math.max(1, line.length) });
  }
  cursor.at = start + match[0].length;
  const end = cursor.at;
  if (version === undefined && handle === undefined) cursor.takeUntil(LINE_END);
  cursor.endLine("a directive");
  return { kind: "directive", version, handle, prefix: decoded, start, end };
}
