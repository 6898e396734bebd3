import type { Coverage, SideCoverage } from "../difftest/coverage/coverage.ts";
import { encode } from "../difftest/encoding.ts";
import type { FoundDifference } from "../difftest/result.ts";
import type { Side } from "../difftest/value-diff.ts";
import { describePlace, type DiffTestView, replayCommand, showPath } from "./diff-test-words.ts";
import { formatJsonReport } from "./json.ts";

/**
 * All runs as one document. Data that JSON can't hold is encoded as in case files. The same seed gives the same bytes but for
 * `timing`, and for what a budget of seconds allows.
 */
export function renderDiffTestJson(views: readonly DiffTestView[]): string {
  return formatJsonReport({ command: "diff-test", reports: views.map(toJson) });
}

function toJson(view: DiffTestView): object {
  const { report, cwd } = view;
  const { plugin, native, seed, budget, shard, ended, replay, cases, configs } = report;
  const { skipped, divergences, differences, elapsedMs, against, externalCases, coverage } = report;
  return {
    plugin,
    native: { ...native, file: showPath(native.file, cwd) },
    ...(against === undefined ? {} : { against: showPath(against, cwd) }),
    ...(replay === undefined
      ? { seed, budget, ...(shard === undefined ? {} : { shard }) }
      : { replay: showPath(replay, cwd) }),
    ended,
    cases,
    ...(externalCases === undefined ? {} : { externalCases }),
    configs,
    skipped: skipped.map(({ file, reason }) => ({ file: showPath(file, cwd), reason })),
    divergences,
    differences: differences.map((found) => differenceToJson(found, view)),
    ...(coverage === undefined ? {} : { coverage: coverageToJson(coverage, cwd) }),
    timing: { elapsedMs },
  };
}

function coverageToJson({ fallback, native }: Coverage, cwd: string): object {
  const shown = (side: SideCoverage): object =>
    side.status === "measured"
      ? { ...side, missed: side.missed.map((stretch) => ({ ...stretch, file: showPath(stretch.file, cwd) })) }
      : side;
  return { fallback: shown(fallback), native: shown(native) };
}

function differenceToJson(found: FoundDifference, view: DiffTestView): object {
  const { case: tested, difference, source, file, reproduced, cases } = found;
  const { place, path, aspect, text, native, fallback, external, odd } = difference;
  return {
    where: describePlace(difference),
    place,
    path,
    aspect,
    ...(text === undefined ? {} : { text }),
    native: sideToJson(native),
    fallback: sideToJson(fallback),
    ...(external === undefined ? {} : { external: sideToJson(external) }),
    ...(odd === undefined ? {} : { odd }),
    case: encode(tested),
    source,
    ...(file === undefined ? {} : { file: showPath(file, view.cwd) }),
    reproduced,
    cases,
    replay: replayCommand(view, found),
  };
}

function sideToJson(side: Side): object {
  return side.kind === "value" ? { kind: side.kind, value: encode(side.value) } : side;
}
