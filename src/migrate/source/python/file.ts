import { type Import, readImports } from "./imports.ts";
import { type Bindings, type Chain, readBindings, readChains } from "./names.ts";
import { parsePython, type PythonSource } from "./parse.ts";

/** A Python text with what its names stand for. */
export interface PythonFile {
  readonly source: PythonSource;
  readonly text: string;
  readonly imports: readonly Import[];
  readonly bindings: Bindings;
  readonly chains: readonly Chain[];
}

/** Reads a Python text; `inside` is the dotted name of the package that the file is in, where that is known. */
export function readPython(text: string, inside?: string): PythonFile {
  const source = parsePython(text);
  const imports = readImports(source, inside);
  return { source, text, imports, bindings: readBindings(source, imports), chains: readChains(source) };
}
