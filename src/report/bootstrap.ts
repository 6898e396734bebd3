import type { PlannedFile, ProjectPlan } from "../scaffold/plan.ts";
import { formatJsonReport } from "./json.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";
import { formatBytes, plural } from "./units.ts";

export interface ProjectResult {
  readonly plan: ProjectPlan;
  /** The project's folder from where the command runs. */
  readonly place: string;
  /** Whether the files were only planned. */
  readonly dryRun: boolean;
  /** Commands to go on with. */
  readonly next: readonly string[];
  /** The command that makes the same project again. */
  readonly repeat: string;
}

/** The files as a tree with sizes, what to do next, and the command that makes the same project again. */
export function renderProjectText({ plan, place, dryRun, next, repeat }: ProjectResult, style: Style): string {
  const written = plan.files.filter((file) => file.action !== "keep");
  const bytes = written.reduce((sum, file) => sum + file.content.length, 0);
  const title = `${style.bold(place)}  ${plural(written.length, "file")}, ${formatBytes(bytes)}`;
  return [
    dryRun ? `${title}; nothing was written` : title,
    ...tree(plan.files, style).map((line) => `  ${line}`),
    "",
    ...(dryRun ? [] : ["Next:", ...next.map((command) => `  ${style.accent(command)}`), ""]),
    "The same again, without questions:",
    `  ${style.accent(repeat)}`,
    "",
  ].join("\n");
}

/** One line a file and one a folder, indented by depth; files that were there already are marked. */
function tree(files: readonly PlannedFile[], style: Style): string[] {
  const rows: string[][] = [];
  let folders: readonly string[] = [];
  for (const { path, content, action } of files) {
    const parts = path.split("/");
    const name = parts.pop() ?? "";
    const shared = parts.findIndex((part, depth) => part !== folders[depth]);
    for (let depth = shared < 0 ? parts.length : shared; depth < parts.length; depth++) {
      rows.push([style.accent(`${"  ".repeat(depth)}${parts[depth]}/`)]);
    }
    folders = parts;
    const mark = action === "create" ? "" : style.warn(action === "keep" ? "yours is kept" : "overwrites yours");
    rows.push([`${"  ".repeat(parts.length)}${name}`, formatBytes(content.length), mark]);
  }
  return formatTable(rows, ["left", "right"]);
}

export function renderProjectJson({ plan, dryRun, next, repeat }: ProjectResult): string {
  const { folder, answers } = plan;
  const files = plan.files.map(({ path, content, action }) => ({ path, bytes: content.length, action }));
  return formatJsonReport({ folder, dryRun, answers, files, next, repeat });
}
