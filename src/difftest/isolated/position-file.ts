import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { formatCase } from "../case.ts";
import { parseCase } from "../corpus.ts";
import type { Position } from "../position.ts";

/** Notes where a run is. What is written stays when the process ends at once, unlike a message on its way to another. */
export interface PositionFile {
  readonly note: (position: Position) => void;
  close(): void;
}

/** Opens the file for a run's process. Each note is one write at the start of the file; its first line counts. */
export function openPositionFile(path: string): PositionFile {
  const file = openSync(path, "w");
  return {
    note: (position) => void writeSync(file, `${formatPosition(position)}\n`, 0),
    close: () => closeSync(file),
  };
}

/** The last position that was noted; undefined when there is none. */
export function readPositionFile(path: string): Position | undefined {
  const [line = ""] = readFileSync(path, "utf8").split("\n", 1);
  return line === "" ? undefined : parsePosition(line);
}

function formatPosition(position: Position): string {
  switch (position.phase) {
    case "stored":
      return `stored ${position.index}`;
    case "shrinking":
      return `shrinking ${position.group} ${position.source} ${JSON.stringify(formatCase(position.case))}`;
    default:
      return `${position.phase} ${position.group} ${position.call}`;
  }
}

function parsePosition(line: string): Position | undefined {
  const [phase, first, second = "", ...rest] = line.split(" ");
  const number = Number(first);
  if (phase === "stored") return { phase, index: number };
  if (phase === "recorded" || phase === "generated") return { phase, group: number, call: Number(second) };
  if (phase !== "shrinking" || (second !== "recorded" && second !== "generated")) return undefined;
  const tested = parseCase(JSON.parse(rest.join(" ")) as string, "a case that was tried");
  return { phase, group: number, source: second, case: tested };
}
