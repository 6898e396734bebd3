import { sep } from "node:path";
import { type SideCoverage, stretchesOf } from "./coverage.ts";

/** Reads what `llvm-cov export --format=lcov` prints, of the files below a folder. */
export function readLcov(text: string, folder: string): SideCoverage {
  let functions = 0;
  let reached = 0;
  const missed = text.split("end_of_record").flatMap((record) => {
    const lines = record.trim().split("\n");
    const file = valueOf(lines, "SF") ?? "";
    if (!file.startsWith(folder + sep)) return [];
    functions += Number(valueOf(lines, "FNF") ?? 0);
    reached += Number(valueOf(lines, "FNH") ?? 0);
    const counts = lines.flatMap((line) => {
      const [, at, count] = /^DA:(\d+),(\d+)/.exec(line) ?? [];
      return at === undefined ? [] : [{ line: Number(at), missed: count === "0" }];
    });
    return stretchesOf(file, counts);
  });
  return { status: "measured", functions, reached, missed };
}

function valueOf(lines: readonly string[], name: string): string | undefined {
  return lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
}
