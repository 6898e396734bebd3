import { relative } from "node:path";
import type { AddonBuild } from "../addon/build-addon.ts";
import { formatJsonReport } from "./json.ts";
import { formatLines } from "./lines.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";
import { formatBytes } from "./units.ts";

/** One line an addon: plugin, size, platform, ABI, compiler, file. */
export function renderBuildsText(builds: readonly AddonBuild[], cwd: string, style: Style): string {
  const rows = builds.map((build) => [
    style.bold(build.slug),
    formatBytes(build.bytes),
    build.triple,
    build.profile,
    ...(build.facts === undefined ? ["-", "-"] : [`ABI ${build.facts.abi}`, shortRustc(build.facts.build.rustc)]),
    relative(cwd, build.file),
  ]);
  return formatLines(formatTable(rows));
}

/** `rustc 1.95.0 (hash date)` without what stands in brackets. */
function shortRustc(version: string): string {
  return version.replace(/ \(.*\)$/, "");
}

export function renderBuildsJson(builds: readonly AddonBuild[]): string {
  const addons = builds.map(({ facts, ...build }) => ({ ...build, abi: facts?.abi, rustc: facts?.build.rustc }));
  return formatJsonReport({ addons });
}
