import type { Fields } from "../mcp/json-rpc.ts";
import { WireError, type WireReader } from "./wire-reader.ts";
import type { WireWriter } from "./wire-writer.ts";

/**
 * JSON objects as protobuf's well-known type `google.protobuf.Struct`: a map of texts to `Value`, which is one of null,
 * number, text, boolean, another Struct, or a list of Values. All numbers are doubles.
 */

/** Fields of `Value`. */
const NULL = 1;
const NUMBER = 2;
const STRING = 3;
const BOOL = 4;
const STRUCT = 5;
const LIST = 6;
/** The one field of a Struct and of a list. */
const ITEMS = 1;
/** Fields of a map's entry. */
const KEY = 1;
const VALUE = 2;

const tagOf = (field: number, type: number): number => (field << 3) | type;
const ITEM_TAG = tagOf(ITEMS, 2);
const KEY_TAG = tagOf(KEY, 2);
const VALUE_TAG = tagOf(VALUE, 2);
const NULL_TAG = tagOf(NULL, 0);
const NUMBER_TAG = tagOf(NUMBER, 1);
const STRING_TAG = tagOf(STRING, 2);
const BOOL_TAG = tagOf(BOOL, 0);
const STRUCT_TAG = tagOf(STRUCT, 2);
const LIST_TAG = tagOf(LIST, 2);

type Open = Record<string, unknown>;

/**
 * Reads the Struct that comes next.
 *
 * @param target takes the fields; a Struct that is written in two parts is one.
 * @param depth how deep lists and objects in it may be nested.
 * @throws {WireError}
 */
export function readStruct(reader: WireReader, depth: number, target: Open = {}): Open {
  if (depth < 1) throw new WireError("the message is nested too deep");
  const outer = reader.enter();
  while (reader.more) {
    const tag = reader.tag();
    if (tag === ITEM_TAG) readEntry(reader, depth, target);
    else reader.skip(tag);
  }
  reader.leave(outer);
  return target;
}

function readEntry(reader: WireReader, depth: number, target: Open): void {
  const outer = reader.enter();
  let key = "";
  let value: unknown = null;
  while (reader.more) {
    const tag = reader.tag();
    if (tag === KEY_TAG) key = reader.string();
    else if (tag === VALUE_TAG) value = readValue(reader, depth);
    else reader.skip(tag);
  }
  reader.leave(outer);
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  } else target[key] = value;
}

function readValue(reader: WireReader, depth: number): unknown {
  const outer = reader.enter();
  let value: unknown = null;
  while (reader.more) {
    const tag = reader.tag();
    switch (tag) {
      case STRING_TAG:
        value = reader.string();
        break;
      case NUMBER_TAG:
        value = finite(reader.double());
        break;
      case STRUCT_TAG:
        value = readStruct(reader, depth - 1);
        break;
      case LIST_TAG:
        value = readList(reader, depth - 1);
        break;
      case BOOL_TAG:
        value = reader.bool();
        break;
      case NULL_TAG:
        reader.varint();
        value = null;
        break;
      default:
        reader.skip(tag);
    }
  }
  reader.leave(outer);
  return value;
}

function readList(reader: WireReader, depth: number): unknown[] {
  if (depth < 1) throw new WireError("the message is nested too deep");
  const items: unknown[] = [];
  const outer = reader.enter();
  while (reader.more) {
    const tag = reader.tag();
    if (tag === ITEM_TAG) items.push(readValue(reader, depth));
    else reader.skip(tag);
  }
  reader.leave(outer);
  return items;
}

/** JSON has no other numbers. */
function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new WireError("a number is not finite");
}

/**
 * Writes the fields of a Struct. What JSON would leave out is left out, and what it would write as null is null.
 *
 * @throws {TypeError} for a bigint.
 * @throws {RangeError} for what contains itself.
 */
export function writeStruct(writer: WireWriter, struct: Fields): void {
  const keys = Object.keys(struct);
  for (let index = keys.length - 1; index >= 0; index--) {
    const key = keys[index] ?? "";
    const value = plain(struct[key]);
    if (isLeftOut(value)) continue;
    const entry = writer.open();
    writeValue(writer, VALUE, value);
    writer.string(KEY, key);
    writer.close(ITEMS, entry);
  }
}

function writeValue(writer: WireWriter, field: number, value: unknown): void {
  const opened = writer.open();
  if (typeof value === "string") writer.string(STRING, value);
  else if (typeof value === "number" && Number.isFinite(value)) writer.double(NUMBER, value);
  else if (typeof value === "boolean") writer.bool(BOOL, value);
  else if (typeof value === "bigint") throw new TypeError("a bigint can't be sent");
  else if (typeof value !== "object" || value === null) writer.varint(NULL, 0);
  else writeObject(writer, value);
  writer.close(field, opened);
}

function writeObject(writer: WireWriter, value: object): void {
  const opened = writer.open();
  if (Array.isArray(value)) {
    for (let index = value.length - 1; index >= 0; index--) writeValue(writer, ITEMS, plain(value[index]));
    writer.close(LIST, opened);
  } else {
    writeStruct(writer, value as Fields);
    writer.close(STRUCT, opened);
  }
}

/** Objects that say how they are written in JSON, such as dates, are written so. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("toJSON" in value)) return value;
  return typeof value.toJSON === "function" ? (value.toJSON as () => unknown)() : value;
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === "function" || typeof value === "symbol";
}
