import { compute } from "./compute.ts";
import type { Expression } from "./expression.ts";
import { GLOBALS } from "./names.ts";
import { access, asSafe, choose, lenient, type Outcome, orDefault, strict, UNKNOWN } from "./outcome.ts";
import { RenderError, Safe, toText, Undefined } from "./value.ts";

const ORDERINGS = new Set(["<", "<=", ">", ">="]);
const CONSTANTS = new Set(["true", "false", "none", "True", "False", "None"]);
const NOTHING: Outcome = { is: "text", text: "" };

/**
 * Follows an expression as Jinja would run it in CPEX's loader, where only `env` is defined, as far as the text alone tells.
 * Names in `bound` are set by statements and not followed.
 */
export function evaluate(expression: Expression, bound: ReadonlySet<string>): Outcome {
  const outcome = follow(expression, bound);
  return outcome.is === "unknown" && isConstant(expression) ? (constant(expression) ?? outcome) : outcome;
}

function follow(expression: Expression, bound: ReadonlySet<string>): Outcome {
  const all = (...parts: readonly Expression[]): Outcome[] => parts.map((part) => follow(part, bound));
  const one = (part: Expression): Outcome => follow(part, bound);
  const values = (parameters: readonly { readonly value: Expression }[]): Outcome[] =>
    parameters.map(({ value }) => one(value));
  switch (expression.kind) {
    case "string":
      return { is: "text", text: expression.text };
    case "number":
      return /^\d+$/.test(expression.text) ? { is: "text", text: expression.text } : UNKNOWN;
    case "name":
      return named(expression.text, bound);
    case "list":
    case "tuple":
    case "dictionary":
      return lenient(...all(...expression.items));
    case "conditional":
      return choose(
        one(expression.test),
        one(expression.yes),
        expression.no === undefined ? NOTHING : one(expression.no),
      );
    case "or": {
      const left = one(expression.left);
      return choose(left, left, one(expression.right));
    }
    case "and": {
      const left = one(expression.left);
      return choose(left, one(expression.right), left);
    }
    case "concatenation":
      return lenient(...all(expression.left, expression.right));
    case "arithmetic":
      return strict(...all(expression.left, expression.right));
    case "not":
      return lenient(one(expression.operand));
    case "sign":
      return strict(one(expression.operand));
    case "comparison":
      return expression.rest.reduce(
        (left, { operator, operand }) => (ORDERINGS.has(operator) ? strict : lenient)(left, one(operand)),
        one(expression.first),
      );
    case "attribute":
      return access(one(expression.of));
    case "item":
      return lenient(...all(...expression.index), access(one(expression.of)));
    case "call":
      return lenient(...values(expression.parameters), access(one(expression.of)));
    case "filter":
      return filtered(expression.name, one(expression.of), values(expression.parameters));
    case "test":
      return lenient(one(expression.of), ...values(expression.parameters));
    default:
      return expression satisfies never;
  }
}

function named(name: string, bound: ReadonlySet<string>): Outcome {
  if (CONSTANTS.has(name) || GLOBALS.has(name) || bound.has(name)) return UNKNOWN;
  return name === "env" ? { is: "environment" } : { is: "undefined", name };
}

function filtered(name: string, value: Outcome, parameters: readonly Outcome[]): Outcome {
  if (name === "default" || name === "d") return orDefault(value, parameters[0] ?? NOTHING);
  return name === "safe" ? asSafe(value) : lenient(value, ...parameters);
}

/** What an expression is that asks for no name; undefined for more of Jinja than is computed here. */
function constant(expression: Expression): Outcome | undefined {
  try {
    const value = compute(expression, new Map());
    if (value instanceof Undefined) return undefined;
    return { is: "text", text: toText(value), safe: value instanceof Safe };
  } catch (error) {
    if (error instanceof RenderError) return undefined;
    throw error;
  }
}

function isConstant(expression: unknown): boolean {
  if (Array.isArray(expression)) return expression.every(isConstant);
  if (typeof expression !== "object" || expression === null) return true;
  if ("kind" in expression && expression.kind === "name") {
    return "text" in expression && CONSTANTS.has(String(expression.text));
  }
  return Object.values(expression).every(isConstant);
}
