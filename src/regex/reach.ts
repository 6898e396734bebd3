import { type Node, setsOf } from "./ast.ts";
import type { CharSet } from "./char-set.ts";

/** How far a match goes at most. */
export interface Reach {
  /** The sets that it may take characters of without a limit. */
  readonly free: readonly CharSet[];
  /** How many other characters it takes at most. */
  readonly length: number;
}

export function reachOf(node: Node): Reach {
  switch (node.kind) {
    case "set":
      return { free: [], length: 1 };
    case "look":
      return { free: [], length: 0 };
    case "concat": {
      const parts = node.parts.map(reachOf);
      return { free: parts.flatMap(({ free }) => free), length: parts.reduce((sum, { length }) => sum + length, 0) };
    }
    case "alternate": {
      const branches = node.branches.map(reachOf);
      return {
        free: branches.flatMap(({ free }) => free),
        length: branches.reduce((longest, { length }) => Math.max(longest, length), 0),
      };
    }
    case "repeat": {
      if (node.max === Infinity) return { free: setsOf(node.body), length: 0 };
      const { free, length } = reachOf(node.body);
      return { free, length: length * node.max };
    }
  }
}
