import { applyTest } from "./apply-test.ts";
import type { Arguments } from "./arguments.ts";
import type { Comparison, Expression, Parameter } from "./expression.ts";
import { applyFilter } from "./filters.ts";
import { callMethod } from "./methods.ts";
import { GLOBALS } from "./names.ts";
import {
  areEqual,
  Environment,
  isList,
  isTrue,
  joinTexts,
  RenderError,
  Safe,
  toText,
  Undefined,
  undefinedError,
  unsupported,
  type Value,
} from "./value.ts";

/** The names that a template can use. */
export type Scope = ReadonlyMap<string, Value>;

const CONSTANTS: ReadonlyMap<string, Value> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["none", null],
  ["None", null],
]);

/**
 * The value of an expression, as Jinja computes it.
 *
 * @throws {RenderError} where Jinja stops, and at what is not done here.
 */
export function compute(expression: Expression, scope: Scope): Value {
  const one = (part: Expression): Value => compute(part, scope);
  switch (expression.kind) {
    case "string":
      return expression.text;
    case "number":
      return wholeNumber(expression.text);
    case "name":
      return named(expression.text, scope);
    case "list":
    case "tuple":
      return expression.items.map(one);
    case "dictionary":
      return unsupported("a dictionary");
    case "conditional":
      if (isTrue(one(expression.test))) return one(expression.yes);
      return expression.no === undefined ? new Undefined("the other value of 'if'") : one(expression.no);
    case "or": {
      const left = one(expression.left);
      return isTrue(left) ? left : one(expression.right);
    }
    case "and": {
      const left = one(expression.left);
      return isTrue(left) ? one(expression.right) : left;
    }
    case "concatenation":
      return joinTexts([one(expression.left), one(expression.right)]);
    case "arithmetic":
      return arithmetic(expression.operator, one(expression.left), one(expression.right));
    case "not":
      return !isTrue(one(expression.operand));
    case "sign":
      return sign(expression.operator, one(expression.operand));
    case "comparison":
      return compared(one(expression.first), expression.rest, one);
    case "attribute":
      return attribute(one(expression.of), expression.name);
    case "item":
      return item(one(expression.of), expression.index.map(one), expression.isSlice);
    case "call":
      return called(expression.of, argumentsOf(expression.parameters, one), one);
    case "filter":
      return applyFilter(expression.name, one(expression.of), argumentsOf(expression.parameters, one));
    case "test": {
      const isSo = applyTest(expression.name, one(expression.of), argumentsOf(expression.parameters, one));
      return isSo !== expression.isNegated;
    }
    default:
      return expression satisfies never;
  }
}

function wholeNumber(text: string): number {
  const value = Number(text.replaceAll("_", ""));
  return /^\d[\d_]*$/.test(text) && Number.isSafeInteger(value) ? value : unsupported(`the number ${text}`);
}

function named(name: string, scope: Scope): Value {
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) return constant;
  const value = scope.get(name);
  if (value !== undefined) return value;
  return GLOBALS.has(name) || name === "loop" ? unsupported(`'${name}'`) : new Undefined(name);
}

function argumentsOf(parameters: readonly Parameter[], one: (part: Expression) => Value): Arguments {
  const positional: Value[] = [];
  const byName = new Map<string, Value>();
  for (const { value, name, isSpread } of parameters) {
    if (isSpread === true) unsupported("'*' in a call");
    if (name === undefined) positional.push(one(value));
    else byName.set(name, one(value));
  }
  return { positional, named: byName };
}

/** A variable of the environment, or an undefined value. Methods are found where they are called. */
function attribute(of: Value, name: string): Value {
  if (of instanceof Undefined) throw undefinedError(of);
  if (!(of instanceof Environment)) {
    // The sandbox hides what belongs to Python itself.
    return name.startsWith("__") ? new Undefined(name) : unsupported(`'.${name}'`);
  }
  if (ENVIRONMENT_METHODS.has(name)) return unsupported(`'env.${name}' without a call`);
  return of.get(name) ?? new Undefined(name);
}

/** Attributes of Python's `os.environ`, which hide variables of the same name from `env.name`. */
const ENVIRONMENT_METHODS = new Set(
  `clear copy decodekey decodevalue encodekey encodevalue get items keys pop popitem setdefault update values`.split(
    " ",
  ),
);

function item(of: Value, [index, ...more]: readonly Value[], isSlice: boolean): Value {
  if (isSlice || index === undefined || more.length > 0) return unsupported("a slice");
  if (of instanceof Undefined) throw undefinedError(of);
  if (index instanceof Undefined) return index;
  if (of instanceof Environment) return of.get(toText(index)) ?? new Undefined(toText(index));
  if (typeof index !== "number") return unsupported(`[${toText(index)}]`);
  const items = isList(of) ? of : typeof of === "string" || of instanceof Safe ? [...toText(of)] : undefined;
  return items?.at(index) ?? new Undefined(`[${index}]`);
}

function called(of: Expression, parameters: Arguments, one: (part: Expression) => Value): Value {
  if (of.kind === "attribute") return callMethod(one(of.of), of.name, parameters);
  const value = one(of);
  if (value instanceof Undefined) throw undefinedError(value);
  throw new RenderError("only a method can be called");
}

function arithmetic(operator: string, left: Value, right: Value): Value {
  const missing = [left, right].find((value) => value instanceof Undefined);
  if (missing instanceof Undefined) throw undefinedError(missing);
  const isSum = operator === "+";
  if (isSum && isText(left) && isText(right)) return joinTexts([left, right]);
  if (typeof left !== "number" || typeof right !== "number") return unsupported(`'${operator}' here`);
  if (isSum) return left + right;
  if (operator === "-") return left - right;
  return operator === "*" ? left * right : unsupported(`'${operator}'`);
}

function isText(value: Value): boolean {
  return typeof value === "string" || value instanceof Safe;
}

function sign(operator: string, value: Value): Value {
  if (value instanceof Undefined) throw undefinedError(value);
  if (typeof value !== "number") return unsupported(`a sign before '${toText(value)}'`);
  return operator === "-" ? 0 - value : value;
}

/** A chain of comparisons, which stops at the first that does not hold. */
function compared(first: Value, rest: readonly Comparison[], one: (part: Expression) => Value): boolean {
  let left = first;
  for (const { operator, operand } of rest) {
    const right = one(operand);
    if (!holds(operator, left, right)) return false;
    left = right;
  }
  return true;
}

function holds(operator: Comparison["operator"], left: Value, right: Value): boolean {
  if (operator === "==") return areEqual(left, right);
  if (operator === "!=") return !areEqual(left, right);
  if (operator === "in") return contains(right, left);
  if (operator === "not in") return !contains(right, left);
  const missing = [left, right].find((value) => value instanceof Undefined);
  if (missing instanceof Undefined) throw undefinedError(missing);
  if (typeof left !== "number" || typeof right !== "number")
    return unsupported(`'${operator}' of anything but numbers`);
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}

/** `value in container`. */
function contains(container: Value, value: Value): boolean {
  if (container instanceof Undefined) return false;
  if (container instanceof Environment) return typeof value === "string" && container.get(value) !== undefined;
  if (isList(container)) return container.some((entry) => areEqual(entry, value));
  if (!isText(container) || !isText(value)) throw new RenderError(`'in' takes a text, a list or 'env'`);
  return toText(container).includes(toText(value));
}
