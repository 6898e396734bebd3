import { Lines } from "../yaml/lines.ts";
import type { Span } from "../yaml/span.ts";
import { formatJsonReport } from "./json.ts";
import { type MigrateReport, statusOf } from "./migrate.ts";

/** One JSON document. Lines and columns count from 1, offsets, documents and units from 0; all in UTF-16 code units. */
export function renderMigrateJson(report: MigrateReport): string {
  const files = report.files.map((migration) => {
    const { file, kind, text, migrated } = migration;
    const lines = new Lines(text);
    const withRange = <T extends { readonly span: Span }>({ span, ...rest }: T) => ({
      ...rest,
      range: { start: lines.at(span.start), end: lines.at(span.end) },
    });
    const written = report.written.get(file);
    return {
      file,
      kind,
      status: statusOf(migration, report),
      ...(written?.backup === undefined ? {} : { backup: written.backup }),
      ...(written?.linkTarget === undefined ? {} : { linkTarget: written.linkTarget }),
      edits: migrated.edits.map(withRange),
      notes: migrated.notes.map(withRange),
      problems: migrated.problems.map(withRange),
    };
  });
  const count = (status: string): number => files.filter((file) => file.status === status).length;
  const sum = (key: "edits" | "notes" | "problems"): number =>
    files.reduce((total, file) => total + file[key].length, 0);
  const folders = files.filter(({ kind }) => kind === "folder").length;
  const summary = {
    files: files.length - folders,
    folders,
    changes: count("changes"),
    written: count("written"),
    unchanged: count("unchanged"),
    failed: count("failed"),
    edits: sum("edits"),
    notes: sum("notes"),
    problems: sum("problems"),
  };
  return formatJsonReport({ files, summary });
}
