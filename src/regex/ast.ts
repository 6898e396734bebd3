import type { CharSet } from "./char-set.ts";
import type { Look } from "./look.ts";

/** A parsed pattern. Groups have left no trace but the shape. */
export type Node =
  | { readonly kind: "set"; readonly set: CharSet }
  | { readonly kind: "look"; readonly look: Look }
  /** One after the other; without parts, the empty pattern. */
  | { readonly kind: "concat"; readonly parts: readonly Node[] }
  /** The first branch that leads to a match wins. */
  | { readonly kind: "alternate"; readonly branches: readonly Node[] }
  | Repeat;

export interface Repeat {
  readonly kind: "repeat";
  readonly body: Node;
  readonly min: number;
  /** Infinity when there is no upper bound. */
  readonly max: number;
  readonly greedy: boolean;
  /** Where the operator stands in the source. */
  readonly offset: number;
}

/** Whether the node can match without taking a character. */
export function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case "look":
      return true;
    case "set":
      return false;
    case "concat":
      return node.parts.every(canBeEmpty);
    case "alternate":
      return node.branches.some(canBeEmpty);
    case "repeat":
      return node.min === 0 || canBeEmpty(node.body);
  }
}

/** Whether the node never takes a character. */
export function isAlwaysEmpty(node: Node): boolean {
  switch (node.kind) {
    case "look":
      return true;
    case "set":
      return false;
    case "concat":
      return node.parts.every(isAlwaysEmpty);
    case "alternate":
      return node.branches.every(isAlwaysEmpty);
    case "repeat":
      return node.max === 0 || isAlwaysEmpty(node.body);
  }
}

/** The sets of characters in a node. */
export function setsOf(node: Node): readonly CharSet[] {
  switch (node.kind) {
    case "set":
      return [node.set];
    case "look":
      return [];
    case "concat":
      return node.parts.flatMap(setsOf);
    case "alternate":
      return node.branches.flatMap(setsOf);
    case "repeat":
      return setsOf(node.body);
  }
}

/** How deep repetitions, sequences and alternations may stand in each other. */
const MAX_HEIGHT = 100;

/** Whether the node is low enough to stand in another one. */
export function canNest(node: Node): boolean {
  return heightOf(node) < MAX_HEIGHT;
}

function heightOf(node: Node): number {
  switch (node.kind) {
    case "concat":
      return 1 + highest(node.parts);
    case "alternate":
      return 1 + highest(node.branches);
    case "repeat":
      return 1 + heightOf(node.body);
    default:
      return 0;
  }
}

function highest(nodes: readonly Node[]): number {
  return nodes.reduce((height, node) => Math.max(height, heightOf(node)), 0);
}
