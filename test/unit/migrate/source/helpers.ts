import { applyEdits } from "../../../../src/migrate/source/edit.ts";
import type { PhaseNumber } from "../../../../src/migrate/source/phases.ts";
import { propose } from "../../../../src/migrate/source/propose.ts";
import type { SourceFile } from "../../../../src/migrate/source/source-file.ts";

/** A Python file, or what the overrides make of it. */
export function sourceFile(text: string, overrides: Partial<SourceFile> = {}): SourceFile {
  return {
    path: "/project/a.py",
    file: "a.py",
    kind: "python",
    text,
    encoding: { name: "utf-8", bom: false },
    package: undefined,
    module: undefined,
    test: false,
    needsCpex: false,
    ...overrides,
  };
}

export interface Migrated {
  readonly text: string;
  /** What the findings say, with the text that they are about. */
  readonly findings: readonly (readonly [about: string, message: string])[];
}

/** A text after one phase. */
export function migrate(phase: PhaseNumber, text: string, overrides: Partial<SourceFile> = {}): Migrated {
  const { edits, findings } = propose(phase, sourceFile(text, overrides), text);
  return {
    text: applyEdits(text, edits),
    findings: findings.map(({ start, end, message }) => [text.slice(start, end), message]),
  };
}
