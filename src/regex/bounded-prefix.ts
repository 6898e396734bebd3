import { costOf } from "./ambiguity.ts";
import { sourceOf } from "./anchor.ts";
import { canBeEmpty, isAlwaysEmpty, type Node, setsOf } from "./ast.ts";
import { type CharSet, contains } from "./char-set.ts";
import { spell } from "./expression.ts";
import { ALL_KINDS, Kind, kindsOf } from "./kind.ts";
import { compileProgram } from "./program.ts";

const ASCII = 128;
/** Kinds with characters of two code units. */
const WIDE_KINDS = Kind.digit | Kind.word | Kind.other;

/**
 * A JavaScript expression, without flags, for what a pattern has before its first repetition without a limit,
 * assertions left out: every match begins with a match of it. Undefined where that is nothing, takes more than linear
 * time to search for, or may have characters of two code units.
 *
 * @param possibleKinds the kinds of characters beyond ASCII that the texts may have.
 */
export function boundedPrefix(node: Node, possibleKinds: number): string | undefined {
  const { prefix } = prefixOf(node);
  const kinds = (set: CharSet): number => (kindsOf(set) ?? ALL_KINDS) & possibleKinds;
  if (canBeEmpty(prefix) || setsOf(prefix).some((set) => (kinds(set) & WIDE_KINDS) !== 0)) return undefined;
  if (costOf(compileProgram(prefix)) !== "text") return undefined;
  return spell(prefix, { set: (set) => sourceOf(asciiCharsOf(set), kinds(set)), look: () => "" });
}

function asciiCharsOf(set: CharSet): readonly number[] {
  return Array.from({ length: ASCII }, (_, char) => char).filter((char) => contains(set, char));
}

interface Prefix {
  readonly prefix: Node;
  /** Whether the prefix is all of the node, so that what follows it can follow here. */
  readonly isWhole: boolean;
}

const EMPTY: Node = { kind: "concat", parts: [] };

function prefixOf(node: Node): Prefix {
  switch (node.kind) {
    case "set":
      return { prefix: node, isWhole: true };
    case "look":
      return { prefix: EMPTY, isWhole: true };
    case "concat": {
      const parts = node.parts.map(prefixOf);
      const cut = parts.findIndex(({ isWhole }) => !isWhole);
      const kept = (cut < 0 ? parts : parts.slice(0, cut + 1)).map(({ prefix }) => prefix);
      return { prefix: { kind: "concat", parts: kept.filter((part) => !isAlwaysEmpty(part)) }, isWhole: cut < 0 };
    }
    case "alternate": {
      const branches = node.branches.map(prefixOf);
      return {
        prefix: { kind: "alternate", branches: branches.map(({ prefix }) => prefix) },
        isWhole: branches.every(({ isWhole }) => isWhole),
      };
    }
    case "repeat": {
      const body = prefixOf(node.body);
      if (body.isWhole && node.max !== Infinity) return { prefix: { ...node, body: body.prefix }, isWhole: true };
      if (node.min === 0) return { prefix: EMPTY, isWhole: false };
      if (!body.isWhole) return body;
      return { prefix: { ...node, body: body.prefix, max: node.min }, isWhole: false };
    }
  }
}
