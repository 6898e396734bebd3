import type { Document, YAMLParseError } from "yaml";
import { errorSpan } from "./error-span.ts";
import { rootOf } from "./from-library.ts";
import { readJoined } from "./join-line.ts";
import { yamlLibrary } from "./library.ts";
import { readQuickly } from "./quick-read.ts";
import type { WrittenDocument, WrittenStream } from "./written.ts";

/** A rule of YAML that hardly any loader keeps. */
const TOLERATED = /^Comments must be separated/;

/** Line breaks of YAML 1.1 that the library does not take for any. */
const OTHER_BREAKS = /\r(?!\n)|[\x85\u2028\u2029]/g;

/** Reads a stream of YAML or JSON documents. Takes every file whose structure is clear, also what CPEX refuses. */
export function readWritten(text: string): WrittenStream {
  const quick = readQuickly(text);
  return quick !== undefined && "documents" in quick ? quick : readFully(text);
}

/** {@link readWritten} for every file that YAML allows, much more slowly. */
export function readFully(text: string): WrittenStream {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problem: { span: { start: 0, end: 0 }, message: "lists and maps are too deep inside each other" } };
  }
}

type Attempt =
  | { readonly documents: readonly WrittenDocument[]; readonly error?: undefined }
  | { readonly error: YAMLParseError };

function read(given: string): WrittenStream {
  const { read: made } = readJoined(given.replaceAll(OTHER_BREAKS, "\n"), readOnce);
  return made.error === undefined ? made : { problem: syntaxProblem(made.error.pos, made.error.message, given) };
}

function readOnce(text: string): Attempt {
  const { Composer, Parser } = yamlLibrary();
  const composer = new Composer({ version: "1.1", schema: "failsafe", merge: false, uniqueKeys: false });
  const documents: WrittenDocument[] = [];
  let start = 0;
  for (const document of composer.compose(new Parser().parse(text), true, text.length) as Iterable<Document.Parsed>) {
    const error = document.errors.find(({ message }) => !TOLERATED.test(message));
    if (error !== undefined) return { error };
    const end = document.range[2];
    documents.push({ root: rootOf(document), span: { start, end } });
    start = end;
  }
  return { documents };
}

function syntaxProblem(pos: readonly [number, number], message: string, text: string) {
  const conflict = /^(?:<{7}|={7}|>{7})(?= |\r?$)/m.exec(text);
  if (conflict === null) {
    return { span: errorSpan(text, pos, message), message: message.charAt(0).toLowerCase() + message.slice(1) };
  }
  const span = { start: conflict.index, end: conflict.index + conflict[0].length };
  return { span, message: "a merge conflict was left in the file" };
}
