import type { RunPlugin, RunReport } from "../run/report.ts";
import type { PluginMode } from "../runtime/config/plugin-config.ts";
import { formatLines } from "./lines.ts";
import { describePart, describeRun } from "./run-words.ts";
import type { Style } from "./style.ts";
import { type Align, formatTable } from "./table.ts";
import { formatDuration } from "./units.ts";
import { visible } from "./visible.ts";

/** In the order in which the manager runs them. */
const PHASES: readonly PluginMode[] = ["sequential", "transform", "audit", "concurrent", "fire_and_forget"];

const INDENT = "   ";
const ALIGN: readonly Align[] = ["left", "left", "right", "left"];

/** The timeline of a call: what each plugin did, phase by phase, and what came of it. */
export function renderRunText(report: RunReport, style: Style): string {
  const paint = report.outcome.status === "continued" ? style.good : style.bad;
  const lines = [
    `${style.bold(report.hook)}: ${paint(visible(describeRun(report)))}`,
    ...phaseLines(report, style),
    ...outcomeLines(report, style),
    ...outsiderLines(report, style),
  ];
  return formatLines(lines);
}

function phaseLines(report: RunReport, style: Style): string[] {
  const started = (plugin: RunPlugin): number => report.calls.findIndex(({ plugin: name }) => name === plugin.name);
  // Plugins that did not run come last.
  const order = (plugin: RunPlugin): number => (started(plugin) === -1 ? Infinity : started(plugin));
  const present = report.plugins
    .filter(({ onHook, answering }) => onHook && answering !== undefined)
    .sort((left, right) => (order(left) === order(right) ? 0 : order(left) - order(right)));
  const phases = PHASES.map((mode) => ({ mode, members: present.filter((plugin) => plugin.mode === mode) }));
  // One table for all phases, so that the columns stand in line from the first to the last.
  const table = formatTable(
    phases.flatMap(({ members }) => members.map((plugin) => row(plugin, report))),
    ALIGN,
  );
  return phases.flatMap(({ mode, members }) =>
    members.length === 0 ? [] : [style.bold(mode)].concat(table.splice(0, members.length)),
  );
}

function row(plugin: RunPlugin, report: RunReport): string[] {
  const call = report.calls.find(({ plugin: name }) => name === plugin.name);
  return [
    INDENT + visible(plugin.name),
    plugin.answering?.implementation ?? "",
    call === undefined ? "-" : formatDuration(call.durationNs),
    visible(describePart(plugin, call, report)),
  ];
}

function outcomeLines({ payload, outcome }: RunReport, style: Style): string[] {
  const json = (value: unknown): string => visible(JSON.stringify(value));
  const section = (title: string, rows: readonly (readonly [string, string])[]): string[] => [
    style.bold(title),
    ...formatTable(rows.map(([name, value]) => [INDENT + name, value])),
  ];
  if (outcome.status === "failed") {
    const { message, code } = outcome.error;
    const rows = [["message", visible(message)] as const];
    return section("error", code === "" ? rows : [["code", visible(code)], ...rows]);
  }
  const { violation, modified_payload } = outcome.result;
  return [
    ...(violation === undefined
      ? []
      : section("violation", [
          ["code", visible(violation.code)],
          ["reason", visible(violation.reason)],
          ["description", visible(violation.description)],
        ])),
    ...(modified_payload === undefined
      ? []
      : section("payload", [
          ["in", json(payload)],
          ["out", json(modified_payload)],
        ])),
  ];
}

/** The plugins that had no part in the call. */
function outsiderLines({ plugins }: RunReport, style: Style): string[] {
  const outsiders = plugins.filter(({ onHook, answering }) => !onHook || answering === undefined);
  if (outsiders.length === 0) return [];
  const why = ({ mode, answering }: RunPlugin): string =>
    mode === "disabled" ? "disabled" : answering === undefined ? "left out: it can't be loaded" : "not on this hook";
  return [
    style.bold("not in this call"),
    ...formatTable(outsiders.map((plugin) => [INDENT + visible(plugin.name), why(plugin)])),
  ];
}
