import type { Case } from "./case.ts";
import { CALLS, type Group } from "./generate/group.ts";
import { fixed } from "./generate/stream.ts";
import { formatConfig } from "./case.ts";

/** Recorded calls as groups: in their order, on one pair of instances as long as the config stays the same. */
export function groupsOf(recorded: readonly Case[]): Group[] {
  const groups: { config: Case["config"]; calls: Case[] }[] = [];
  for (const each of recorded) {
    const last = groups.at(-1);
    const fits = last !== undefined && last.calls.length < CALLS;
    if (fits && formatConfig(last.config) === formatConfig(each.config)) last.calls.push(each);
    else groups.push({ config: each.config, calls: [each] });
  }
  return groups.map(({ config, calls }) => ({
    options: [],
    config: fixed(config),
    calls: calls.map(({ hook, payload, traced }) => fixed({ hook, payload, traced })),
  }));
}
