import { readManifestScalar } from "./manifest-scalar.ts";
import type { SourceFile } from "./source.ts";

const CLASS_PATH = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)+$/;
const ENTRY_POINT = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*:[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether a kind names a class in a module: `package.module.Class`. */
export function isClassPath(kind: string): boolean {
  return CLASS_PATH.test(kind);
}

/** Whether a text is an entry point: `package.module:Class`. */
export function isEntryPoint(text: string): boolean {
  return ENTRY_POINT.test(text);
}

/** A class path as entry points write it. */
export function toEntryPoint(kind: string): string {
  return kind.replace(/\.([^.]*)$/, ":$1");
}

/** The kind of a manifest where it is a class path. */
export function kindOf(manifest: SourceFile | undefined): string | undefined {
  const { value } = readManifestScalar(manifest?.text ?? "", "kind");
  return value !== undefined && isClassPath(value) ? value : undefined;
}
