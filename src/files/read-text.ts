import { readFile } from "node:fs/promises";
import { failed, type ToolError } from "../errors.ts";
import { ioError } from "./io-error.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * Reads a UTF-8 file; a byte order mark stays in the text.
 *
 * @throws {ToolError} exit 3 when the file is missing, exit 4 when it is a directory, unreadable or not UTF-8.
 */
export async function readText(path: string): Promise<string> {
  return decodeUtf8(await readBytes(path), path);
}

/** Reads a file's bytes, with the same errors as {@link readText}. */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw ioError("read", path, error);
  }
}

/** Decodes UTF-8, and says where the first invalid byte is when it is not. */
export function decodeUtf8(bytes: Uint8Array, path: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw invalidUtf8(bytes, path, cause);
  }
}

function invalidUtf8(bytes: Uint8Array, path: string, cause: unknown): ToolError {
  const offset = validUtf8Length(bytes);
  const line = bytes.subarray(0, offset).reduce((lines, byte) => (byte === 0x0a ? lines + 1 : lines), 1);
  const found = (bytes[offset] ?? 0).toString(16).padStart(2, "0");
  return failed(`${path} is not UTF-8: byte 0x${found} at offset ${offset}, line ${line}`, {
    hint: "Save the file as UTF-8 and try again.",
    cause,
  });
}

/** The length in bytes of the longest prefix that is UTF-8 by itself. */
function validUtf8Length(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (canDecode(bytes.subarray(0, middle), { stream: true })) low = middle;
    else high = middle - 1;
  }
  // A stream may end inside a character: that start of one does not count.
  while (!canDecode(bytes.subarray(0, low), { stream: false })) low--;
  return low;
}

function canDecode(bytes: Uint8Array, options: { readonly stream: boolean }): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, options);
    return true;
  } catch {
    return false;
  }
}
