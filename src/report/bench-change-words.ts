import type { Change } from "../bench/baseline/change.ts";
import type { EnvironmentChange, EnvironmentFact } from "../bench/baseline/environment-change.ts";
import type { Yard } from "../bench/baseline/record.ts";
import type { RegressionFinding, RegressionGate } from "../bench/baseline/regression.ts";
import type { ComparedScenario, ScenarioChange } from "../bench/baseline/scenario-change.ts";
import type { Interval } from "../bench/statistics/bootstrap.ts";
import { formatPercent } from "./bench-words.ts";
import { formatDuration, plural } from "./units.ts";

/** A factor of costs as a change: `+12.0%`, `-3.1%`. */
export function formatChange(factor: number): string {
  const share = factor - 1;
  return `${share < 0 ? "" : "+"}${formatPercent(share)}`;
}

/** `+12.0% (+8.1% to +16.9%)`. */
export function formatChangeWithin(factor: number, { low, high }: Interval): string {
  return `${formatChange(factor)} (${formatChange(low)} to ${formatChange(high)})`;
}

/** What became of a scenario: `12.0% slower (+8.1% to +16.9%)`, `~ no sure change (-1.0% to +2.0%)`, `new: …`. */
export function describeScenarioChange(change: ScenarioChange): string {
  switch (change.status) {
    case "compared":
      return describeCompared(change);
    case "missing":
      return "not compared: the baseline has it, this run does not";
    case "new":
      return "not compared: new, the baseline does not have it";
    case "other calls":
      return "not compared: its hook, config or payloads are others now";
    case "not measured":
      return "not compared: it could not be measured";
    case "too few rounds":
      return `not compared: too few samples (${plural(change.before, "process", "processes")} then, ${change.now} now)`;
  }
}

function describeCompared({ direction, factor, interval }: ComparedScenario): string {
  const within = `(${formatChange(interval.low)} to ${formatChange(interval.high)})`;
  return direction === "none"
    ? `~ no sure change ${within}`
    : `${formatPercent(Math.abs(factor - 1))} ${direction} ${within}`;
}

/** The median times now and then: `native 0.280 µs (was 0.250 µs), fallback 1.00 µs (was 1.00 µs)`. */
export function describeTimes(compared: ComparedScenario, sides: Yard): string {
  return (["subject", "reference"] as const)
    .map((side) => {
      const { before, now } = compared[side];
      return `${sides[side]} ${formatDuration(now)} (was ${formatDuration(before)})`;
    })
    .join(", ");
}

/** What the changes are changes of. */
export function describeMetric({ subject, reference }: Yard): string {
  const unit = reference === "fallback" ? "the fallback's" : "that of a fixed piece of work (the yardstick)";
  return `the time of ${subject}, in units of ${unit} in the same run`;
}

const FACTS: Readonly<Record<EnvironmentFact, string>> = {
  platform: "platform",
  arch: "architecture",
  cpu: "processor",
  cores: "cores",
  node: "node",
  v8: "V8",
  rustc: "rustc",
  profile: "profile",
  mcpplugins: "mcpplugins",
};

/** `node 20.19.0 then, 20.20.2 now`. */
export function describeEnvironmentChange({ fact, before, now }: EnvironmentChange): string {
  return `${FACTS[fact]} ${before} then, ${now} now`;
}

/** What differs between the machines or the builds, in one sentence; undefined when nothing does. */
export function describeEnvironmentChanges({ environment, otherMachine, reference }: Change): string | undefined {
  if (environment.length === 0) return undefined;
  const list = environment.map(describeEnvironmentChange).join("; ");
  if (!otherMachine) return `built differently: ${list}`;
  const advice = reference === "fallback" ? "ratios travel better than times, but not exactly" : "not comparable";
  return `another machine, or another version of Node (${advice}): ${list}`;
}

/** When and of what a baseline was saved: `main (0.1.0, 2026-11-21 17:45 UTC)`. */
export function describeBaseline({ since: { name, savedAt, plugin } }: Change): string {
  return `${name} (version ${plugin.version}, saved ${savedAt.slice(0, 16).replace("T", " ")} UTC)`;
}

/** The verdict on a run against its baseline, in one line. */
export function describeGate({ allowed, findings, undecided }: RegressionGate): string {
  if (findings.length === 0) {
    const hidden = undecided === 0 ? "" : `; noise could hide one in ${plural(undecided, "scenario")}`;
    return `PASS: no regression beyond ${formatPercent(allowed)}${hidden}`;
  }
  const count = (kind: RegressionFinding["kind"]): number => findings.filter((one) => one.kind === kind).length;
  const parts: string[] = [];
  const [slower, uncompared] = [count("regression"), count("not compared")];
  if (slower > 0) parts.push(`${plural(slower, "scenario")} slower by more than ${formatPercent(allowed)}`);
  if (count("overall regression") > 0) parts.push(`all together slower by more than ${formatPercent(allowed)}`);
  if (uncompared > 0) parts.push(`${plural(uncompared, "scenario")} not compared`);
  if (count("other machine") > 0) parts.push("a run on another machine can't be judged");
  return `${slower + count("overall regression") > 0 ? "REGRESSION" : "NO PASS"}: ${parts.join("; ")}`;
}

/** How a verdict is shown: one that noise could have made is no plain pass. */
export function toneOf({ findings, undecided }: RegressionGate): "good" | "warn" | "bad" {
  if (findings.length > 0) return "bad";
  return undecided > 0 ? "warn" : "good";
}

/** Whether a scenario is one of those for which a run does not pass. */
export function isFinding(gate: RegressionGate | undefined, scenario: string): boolean {
  return (
    gate?.findings.some(
      (finding) =>
        (finding.kind === "regression" && finding.scenario === scenario) ||
        (finding.kind === "not compared" && finding.change.scenario === scenario),
    ) ?? false
  );
}
