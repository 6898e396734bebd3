import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { migrateText } from "../../../src/migrate/migrate-text.ts";
import { DEFAULT_OPTIONS } from "../../../src/migrate/plan.ts";

/**
 * Compares with a migration that was done by hand, byte by byte: `NN-before` must become `NN-after`, or `NN-recommended` where
 * the hand slipped. What is wrong, by pair.
 */
export function pairProblems(folder: string): ReadonlyMap<string, readonly string[]> {
  const befores = readdirSync(folder).filter((file) => file.endsWith("-before.yaml"));
  return new Map(
    befores.sort().map((file) => {
      const pair = file.replace("-before.yaml", "");
      const recommended = join(folder, `${pair}-recommended.yaml`);
      const expected = existsSync(recommended) ? recommended : join(folder, `${pair}-after.yaml`);
      const { output } = migrateText(readFileSync(join(folder, file), "utf8"), DEFAULT_OPTIONS);
      return [`pair ${pair}`, differentLines(output, readFileSync(expected, "utf8"))];
    }),
  );
}

function differentLines(ours: string, expected: string): string[] {
  if (ours === expected) return [];
  const [mine, theirs] = [ours.split("\n"), expected.split("\n")];
  if (mine.length !== theirs.length) return [`has ${mine.length} lines, not ${theirs.length}`];
  return mine.flatMap((line, index) =>
    line === theirs[index]
      ? []
      : [`line ${index + 1} is ${JSON.stringify(line)}, not ${JSON.stringify(theirs[index])}`],
  );
}
