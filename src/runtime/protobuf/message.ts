import type { Fields } from "../mcp/json-rpc.ts";
import { readStruct, writeStruct } from "./struct.ts";
import { WireReader, WireType } from "./wire-reader.ts";
import { WireWriter } from "./wire-writer.ts";

/** What a field of a message holds; `struct` is any JSON object. */
type Kind = "string" | "bool" | "int32" | "sint64" | "double" | "struct" | MessageType;

/** A field: its number on the wire, what it holds, and whether there may be many of it. */
export interface Field<K extends Kind = Kind, Many extends boolean = boolean> {
  readonly number: number;
  readonly kind: K;
  readonly many: Many;
}

type NamedField = readonly [name: string, field: Field];
type Shape = Readonly<Record<string, Field>>;

/** A kind of message. */
export interface MessageType<S extends Shape = Shape> {
  readonly fields: S;
  /** By the tag that they have on the wire. */
  readonly byTag: ReadonlyMap<number, NamedField>;
  /** Last first, as a writer takes them. */
  readonly backwards: readonly NamedField[];
}

type One<K> = K extends "string"
  ? string
  : K extends "bool"
    ? boolean
    : K extends "int32" | "sint64" | "double"
      ? number
      : K extends "struct"
        ? Fields
        : K extends MessageType<infer S>
          ? MessageOf<S>
          : never;

type MessageOf<S> = {
  readonly [Name in keyof S]?: S[Name] extends Field<infer K, infer Many>
    ? (Many extends true ? readonly One<K>[] : One<K>) | undefined
    : never;
};

/** A message as an object; a field that was not sent is absent. */
export type Message<T> = T extends MessageType<infer S> ? MessageOf<S> : never;

export function field<const K extends Kind>(number: number, kind: K): Field<K, false> {
  return { number, kind, many: false };
}

/** A field of which there may be many. */
export function many<const K extends Kind>(number: number, kind: K): Field<K, true> {
  return { number, kind, many: true };
}

/** Describes a kind of message by its fields. */
export function message<const S extends Shape>(fields: S): MessageType<S> {
  const named: NamedField[] = Object.entries(fields);
  const byTag = new Map(named.map((entry) => [(entry[1].number << 3) | wireTypeOf(entry[1].kind), entry]));
  return { fields, byTag, backwards: named.reverse() };
}

function wireTypeOf(kind: Kind): number {
  switch (kind) {
    case "bool":
    case "int32":
    case "sint64":
      return WireType.varint;
    case "double":
      return WireType.fixed64;
    default:
      return WireType.bytes;
  }
}

/**
 * Reads a message. Fields that the description doesn't know are passed over.
 *
 * @param depth how deep lists and objects in a `struct` may be nested.
 * @throws {WireError} when the bytes are no message.
 */
export function decode<S extends Shape>(type: MessageType<S>, bytes: Buffer, depth: number): MessageOf<S> {
  return readFields(type, new WireReader(bytes), depth) as MessageOf<S>;
}

/** Writes a message. Fields that are undefined are left out. */
export function encode<S extends Shape>(type: MessageType<S>, value: MessageOf<S>): Buffer {
  const writer = new WireWriter();
  writeFields(type, writer, value);
  return writer.finish();
}

function readFields(type: MessageType, reader: WireReader, depth: number): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  while (reader.more) {
    const tag = reader.tag();
    const known = type.byTag.get(tag);
    if (known === undefined) {
      reader.skip(tag);
      continue;
    }
    const [name, { kind, many: isMany }] = known;
    if (!isMany) read[name] = readOne(kind, reader, depth, read[name]);
    else (read[name] = (read[name] as unknown[] | undefined) ?? []).push(readOne(kind, reader, depth, undefined));
  }
  return read;
}

/** @param earlier what the same field held before: an object that comes in parts is one. */
function readOne(kind: Kind, reader: WireReader, depth: number, earlier: unknown): unknown {
  if (kind === "struct") return readStruct(reader, depth, earlier as Record<string, unknown> | undefined);
  if (typeof kind === "string") return reader[kind]();
  const outer = reader.enter();
  const inner = readFields(kind, reader, depth);
  reader.leave(outer);
  return earlier === undefined ? inner : { ...(earlier as Fields), ...inner };
}

function writeFields(type: MessageType, writer: WireWriter, value: Fields): void {
  for (const [name, { number, kind, many: isMany }] of type.backwards) {
    const held = value[name];
    if (held === undefined) continue;
    if (!isMany) writeOne(kind, writer, number, held);
    else for (const item of [...(held as unknown[])].reverse()) writeOne(kind, writer, number, item);
  }
}

function writeOne(kind: Kind, writer: WireWriter, number: number, value: unknown): void {
  switch (kind) {
    case "string":
      writer.string(number, value as string);
      return;
    case "bool":
      writer.bool(number, value as boolean);
      return;
    case "int32":
    case "sint64":
    case "double":
      writer[kind](number, value as number);
      return;
  }
  const opened = writer.open();
  if (kind === "struct") writeStruct(writer, value as Fields);
  else writeFields(kind, writer, value as Fields);
  writer.close(number, opened);
}
