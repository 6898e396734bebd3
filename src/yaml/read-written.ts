import type { Document, YAMLParseError } from "yaml";
import { errorSpan } from "./error-span.ts";
import { rootOf } from "./from-library.ts";
import { yamlLibrary } from "./library.ts";
import { LoaderStop } from "./loader/cursor.ts";
import { DocumentReader } from "./loader/reader.ts";
import { readQuickly } from "./quick-read.ts";
import type { WrittenDocument, WrittenStream } from "./written.ts";

/** A rule of YAML that hardly any loader keeps. */
const TOLERATED = /^Comments must be separated/;

/** Line breaks of YAML 1.1 that the library does not take for any. */
const OTHER_BREAKS = /\r(?!\n)|[\x85\u2028\u2029]/g;

/** Reads a stream of YAML or JSON documents. Takes every file whose structure is clear, also what CPEX refuses. */
export function readWritten(text: string): WrittenStream {
  const documents = readQuickly(text);
  return documents === undefined ? readFully(text) : { documents };
}

/** {@link readWritten} for every file that PyYAML or YAML 1.2 allows, and more slowly. */
export function readFully(given: string): WrittenStream {
  const text = given.replaceAll(OTHER_BREAKS, "\n");
  try {
    const documents = readAsLoader(text);
    return documents === undefined ? readAsLibrary(text) : { documents };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problem: { span: { start: 0, end: 0 }, message: "lists and maps are too deep inside each other" } };
  }
}

/** The documents as PyYAML reads them; undefined when it refuses one. */
function readAsLoader(text: string): readonly WrittenDocument[] | undefined {
  if (text.includes("\0")) return undefined;
  const reader = new DocumentReader(text);
  const documents: WrittenDocument[] = [];
  try {
    while (reader.begin() !== undefined) documents.push(reader.read());
    return documents;
  } catch (stop) {
    if (stop instanceof LoaderStop) return undefined;
    throw stop;
  }
}

function readAsLibrary(text: string): WrittenStream {
  const { Composer, Parser } = yamlLibrary();
  const composer = new Composer({ version: "1.1", schema: "failsafe", merge: false, uniqueKeys: false });
  const documents: WrittenDocument[] = [];
  let start = 0;
  for (const document of composer.compose(new Parser().parse(text), true, text.length) as Iterable<Document.Parsed>) {
    const error = document.errors.find(({ message }) => !TOLERATED.test(message));
    if (error !== undefined) return { problem: problemOf(error, text) };
    const end = document.range[2];
    documents.push({ root: rootOf(document, text), span: { start, end } });
    start = end;
  }
  return { documents };
}

function problemOf({ pos, message }: YAMLParseError, text: string) {
  const conflict = /^(?:<{7}|={7}|>{7})(?= |\r?$)/m.exec(text);
  if (conflict === null) {
    return { span: errorSpan(text, pos, message), message: message.charAt(0).toLowerCase() + message.slice(1) };
  }
  const span = { start: conflict.index, end: conflict.index + conflict[0].length };
  return { span, message: "a merge conflict was left in the file" };
}
