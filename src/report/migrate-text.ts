import { type Hunk, type HunkLine, hunksOf } from "../migrate/hunks.ts";
import type { FileMigration } from "../migrate/migrate-files.ts";
import type { MigrationNote } from "../migrate/plan.ts";
import { Lines } from "../yaml/lines.ts";
import { formatLines } from "./lines.ts";
import { type MigrateReport, statusOf } from "./migrate.ts";
import type { Style } from "./style.ts";
import { plural } from "./units.ts";
import { visible } from "./visible.ts";

const SIGNS = { same: " ", removed: "-", added: "+" } as const;

/** File by file the diff and what there is to know, and a summary. */
export function renderMigrateText(report: MigrateReport, style: Style): string {
  const blocks = report.files.map((file) => {
    const diff = file.migrated.edits.length > 0 ? renderDiff(file, style) : [];
    return formatLines([...diff, ...renderFacts(file, report, style)]);
  });
  return joinBlocks(blocks, report);
}

/** The same without the diffs: what there is to know beside an output that stands elsewhere. */
export function renderMigrateFacts(report: MigrateReport, style: Style): string {
  return joinBlocks(
    report.files.map((file) => formatLines(renderFacts(file, report, style))),
    report,
  );
}

function joinBlocks(blocks: readonly string[], report: MigrateReport): string {
  return [...blocks.filter((block) => block !== ""), `${summarize(report)}\n`].join("\n");
}

function renderFacts(migration: FileMigration, report: MigrateReport, style: Style): readonly string[] {
  const { file, text, migrated } = migration;
  const lines = new Lines(text);
  return [
    ...migrated.problems.map(({ severity, code, plugin, span, message }) => {
      const paint = severity === "error" ? style.bad : style.warn;
      const { line, column } = lines.at(span.start);
      const place = text === "" ? file : `${file}:${line}:${column}`;
      return `${paint(`${severity}[${code}]`)}: ${place}: ${visible(`${named(plugin)}${message}`)}`;
    }),
    ...renderNotes(migrated.notes, file, lines, style),
    ...renderWritten(migration, report),
  ];
}

/** The unified diff of a file; `patch` takes it where lines end in a line feed. */
function renderDiff({ file, text, migrated }: FileMigration, style: Style): readonly string[] {
  const hunks = hunksOf(text, migrated.edits).flatMap((hunk) => renderHunk(hunk, style));
  return [style.bold(`--- ${file}`), style.bold(`+++ ${file}`), ...hunks];
}

function renderHunk({ oldStart, oldLines, newStart, newLines, lines }: Hunk, style: Style): readonly string[] {
  const head = style.accent(`@@ -${rangeOf(oldStart, oldLines)} +${rangeOf(newStart, newLines)} @@`);
  return [head].concat(lines.flatMap((line) => renderLine(line, style)));
}

function rangeOf(start: number, lines: number): string {
  return lines === 1 ? String(start) : `${start},${lines}`;
}

function renderLine({ kind, text, isUnended }: HunkLine, style: Style): readonly string[] {
  const paint = { same: (line: string) => line, removed: style.bad, added: style.good }[kind];
  const shown = paint(`${SIGNS[kind]}${visible(text)}`);
  return isUnended === true ? [shown, "\\ No newline at end of file"] : [shown];
}

/** Notes that say the same are one, with the plugins or lines that they are about. */
function renderNotes(notes: readonly MigrationNote[], file: string, lines: Lines, style: Style): readonly string[] {
  const groups = new Map<string, MigrationNote[]>();
  for (const note of notes) {
    const key = `${note.code} ${note.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [note]);
    else group.push(note);
  }
  return [...groups.values()].flatMap((group) => renderGroup(group, file, lines, style));
}

function renderGroup(group: readonly MigrationNote[], file: string, lines: Lines, style: Style): readonly string[] {
  const places = group.map(({ code, plugin, span }) => {
    const { line } = lines.at(span.start);
    if (code === "comment-prose") return `  ${file}:${line}: ${visible(lines.line(line).trim())}`;
    return plugin === undefined ? `${file}:${line}` : `${visible(plugin)} (line ${line})`;
  });
  const { code, message } = group[0] ?? { code: "", message: "" };
  const head = `${style.accent(`note[${code}]`)}: ${visible(message)}`;
  return [head].concat(code === "comment-prose" ? places : `  ${places.join(", ")}`);
}

function renderWritten({ file }: FileMigration, { written }: MigrateReport): readonly string[] {
  const { backup, linkTarget } = written.get(file) ?? {};
  return [
    ...(linkTarget === undefined ? [] : [`${file} is a link: ${linkTarget} was written`]),
    ...(backup === undefined ? [] : [`the old file is in ${backup}`]),
  ];
}

function named(plugin: string | undefined): string {
  return plugin === undefined ? "" : `${plugin}: `;
}

function summarize(report: MigrateReport): string {
  const regular = report.files.filter(({ kind }) => kind === "file");
  const count = (status: string): number => regular.filter((file) => statusOf(file, report) === status).length;
  const edits = report.files.reduce((sum, { migrated }) => sum + migrated.edits.length, 0);
  const [changes, written, failed] = [count("changes"), count("written"), count("failed")];
  const parts = [
    ...(written > 0 ? [`${plural(written, "file")} migrated`] : []),
    ...(changes > 0 ? [`${plural(changes, "file")} to migrate`] : []),
    ...(failed > 0 ? [`${failed} not migrated`] : []),
  ];
  const files = plural(regular.length, "file");
  const folders = report.files.length - regular.length;
  return [
    parts.length === 0 ? `nothing to migrate in ${files}` : `${parts.join(", ")} of ${files}, ${plural(edits, "edit")}`,
    ...(folders > 0 ? [`${plural(folders, "folder")} not searched`] : []),
    ...(report.isPreview && changes > 0 ? ["nothing was written, --write does it"] : []),
  ].join("; ");
}
