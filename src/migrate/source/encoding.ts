import { Buffer } from "node:buffer";
import { failed } from "../../errors.ts";
import { decodeUtf8 } from "../../files/read-text.ts";
import type { Encoding } from "./source-file.ts";

/** Where Python looks for it: a comment in one of the first two lines (PEP 263). */
const COOKIE = /^(?:[^\r\n]*(?:\r\n|\r|\n))?[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/;
/** Encodings with one byte a character and ASCII below 128: read as Latin-1, every byte comes back as it was. */
const ONE_BYTE = /^(?:latin|iso-?8859|l\d|cp(?:125\d|437|85\d)|windows-125\d|koi8|ascii|us-ascii|mac-?roman)/;

/**
 * Decodes a text so that {@link encodeText} gives the same bytes again.
 *
 * @throws {ToolError} exit 4 for bytes that are neither UTF-8 nor what the file says they are.
 */
export function decodeText(bytes: Uint8Array, file: string): { readonly text: string; readonly encoding: Encoding } {
  const plain = Buffer.from(bytes).toString("latin1");
  const cookie = COOKIE.exec(plain)?.[1]?.toLowerCase().replaceAll("_", "-");
  if (cookie !== undefined && ONE_BYTE.test(cookie)) {
    return { text: plain, encoding: { name: "latin1", bom: false } };
  }
  if (cookie !== undefined && !/^utf-?8/.test(cookie)) {
    throw failed(`${file} is encoded as ${cookie}, which can't be edited here`, { hint: "Save the file as UTF-8." });
  }
  const text = decodeUtf8(bytes, file);
  const bom = text.startsWith("\uFEFF");
  return { text: bom ? text.slice(1) : text, encoding: { name: "utf-8", bom } };
}

/** The bytes of a text in its own encoding. */
export function encodeText(text: string, { name, bom }: Encoding): Uint8Array {
  return Buffer.from(bom ? `\uFEFF${text}` : text, name);
}
