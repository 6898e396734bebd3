import { requireInList, requireInProject } from "./dependency-edits.ts";
import { joinProposals, NOTHING, type Proposal } from "./edit.ts";
import { migrateImports } from "./import-edits.ts";
import { migrateModes } from "./mode-edits.ts";
import { newPath, OLD_PATH } from "./moved.ts";
import type { PhaseNumber } from "./phases.ts";
import { migrateProse } from "./prose-edits.ts";
import { type PythonFile, readPython } from "./python/file.ts";
import { proseSpans } from "./python/strings.ts";
import { isShim, makeShim } from "./shim.ts";
import type { SourceFile } from "./source-file.ts";

/** Files that tell what was: their old names are right. */
const HISTORY = /(?:^|\/)(?:[^/]*(?:changelog|history|migrat|release[-_]?notes)[^/]*|adr\/.*)$/i;
/** What a Python text has when there is anything to see to. */
const RELEVANT = /mcpgateway|cpex|framework|Plugin(?:Mode|Config)/;

/** What a phase would change in a text, and what it leaves for a person. The text is the file's, or that after other phases. */
export function propose(phase: PhaseNumber, file: SourceFile, text: string): Proposal {
  switch (file.kind) {
    case "project":
      return phase === 1 && file.needsCpex ? requireInProject(text) : NOTHING;
    case "requirements":
      return phase === 1 && file.needsCpex ? requireInList(text) : NOTHING;
    case "framework":
      return ofFramework(phase, file, text);
    case "docs":
      return phase === 6 && !HISTORY.test(file.file) ? migrateProse(text, { start: 0, end: text.length }) : NOTHING;
    case "other":
      return phase === 5 ? mentions(text) : NOTHING;
    case "python":
      return RELEVANT.test(text) ? ofPython(phase, file, readPython(text, file.package)) : NOTHING;
    default:
      return file.kind satisfies never;
  }
}

function ofPython(phase: PhaseNumber, { test }: SourceFile, python: PythonFile): Proposal {
  switch (phase) {
    case 2:
      return migrateModes(python);
    case 3:
      return test ? NOTHING : migrateImports(python);
    case 4:
      return test ? migrateImports(python) : NOTHING;
    case 6:
      return joinProposals(proseSpans(python.source).map((span) => migrateProse(python.text, span)));
    default:
      return NOTHING;
  }
}

function ofFramework(phase: PhaseNumber, file: SourceFile, text: string): Proposal {
  const python = readPython(text, file.package);
  if (phase === 1) return makeShim(python, file.module ?? "");
  if (phase !== 5 || isShim(python)) return NOTHING;
  const message = "a module of the old framework, with code of its own: move what the gateway needs, and remove it";
  return { edits: [], findings: [{ start: 0, end: 0, message }] };
}

/** Whether the last phases remove a file: a shim, when nothing needs it any more. */
export function isRemovable(file: SourceFile, text: string): boolean {
  return file.kind === "framework" && isShim(readPython(text, file.package));
}

/** Old modules in files that are not Python: what reads them is not known, so that they are only shown. */
function mentions(text: string): Proposal {
  const findings = [...text.matchAll(OLD_PATH)].map(({ 0: path, index }) => ({
    start: index,
    end: index + path.length,
    message: `${path} is now ${newPath(path)}`,
  }));
  return { edits: [], findings };
}
