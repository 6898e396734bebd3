import type { z } from "zod";
import { Config as PiiConfig } from "../../../src/plugins/pii_filter/config.ts";
import { checkFile, type FileChecks, type FileToCheck } from "../../../src/validate/check-file.ts";
import type { Diagnostic, DiagnosticFix, Range } from "../../../src/validate/diagnostic.ts";
import type { FileAccess, PathFacts } from "../../../src/validate/files.ts";
import type { ManifestLevel } from "../../../src/validate/model/manifest-model.ts";
import type { FileType } from "../../../src/validate/rule.ts";

/** Files by their absolute path; folders are there when something is in them. */
export type FakeFiles = Readonly<Record<string, string>>;

export function fakeFiles(files: FakeFiles): FileAccess {
  const paths = Object.keys(files);
  const kindOf = (path: string): PathFacts["kind"] | undefined => {
    if (files[path] !== undefined) return "file";
    return paths.some((other) => other.startsWith(`${path.replace(/\/$/, "")}/`)) ? "folder" : undefined;
  };
  const stat = async (path: string): Promise<PathFacts | undefined> => {
    const kind = kindOf(path);
    return kind === undefined ? undefined : { kind, size: files[path]?.length ?? 0 };
  };
  return {
    stat,
    lookAt: stat,
    isExecutable: async (path) => files[path]?.startsWith("#!") ?? false,
    list: async (folder) => {
      const names = paths
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split("/")[0]!);
      return [...new Set(names)].sort().map((name) => ({ name, kind: kindOf(`${folder}/${name}`) ?? "other" }));
    },
    readText: async (path) => files[path]!,
    readBytes: async (path) => Buffer.from(files[path]!),
  };
}

export const schemaFor = async (kind: string): Promise<z.ZodType | undefined> =>
  kind === "pii_filter" ? PiiConfig : undefined;

export interface CheckOptions {
  readonly type?: FileType;
  readonly level?: ManifestLevel;
  readonly files?: FakeFiles;
  /** Whether the file is one of a Helm chart. */
  readonly helm?: boolean;
}

/** A diagnostic with the text that it marks. */
export interface Marked {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly help: string | undefined;
  readonly marked: string;
  readonly related: readonly string[];
  readonly fix: DiagnosticFix | undefined;
}

/** A text as the file /project/config.yaml. */
export function fileOf(text: string, type: FileType): FileToCheck {
  return { text, type, file: "config.yaml", folder: "/project" };
}

export function checksFor(level: ManifestLevel = "installed", files: FakeFiles = {}): FileChecks {
  return { host: { files: fakeFiles(files), cwd: "/project", home: "/srv/me" }, level, schemaFor };
}

/** Checks a text as the file /project/config.yaml. */
export async function check(
  text: string,
  { type = "config", level = "installed", files = {}, helm }: CheckOptions = {},
): Promise<Marked[]> {
  const diagnostics = await checkFile({ ...fileOf(text, type), helm }, checksFor(level, files));
  return diagnostics.map((diagnostic) => toMarked(diagnostic, text));
}

export function toMarked({ code, severity, message, help, range, related, fix }: Diagnostic, text: string): Marked {
  const marked = ({ start, end }: Range): string => text.slice(start.offset, end.offset);
  return {
    code,
    severity,
    message,
    help,
    marked: marked(range),
    related: related.map((other) => marked(other.range)),
    fix,
  };
}
