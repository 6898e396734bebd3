import { evaluate } from "./evaluate.ts";
import { type Outcome, UNKNOWN } from "./outcome.ts";
import { parseExpression } from "./parse-expression.ts";

const TEST = /^\s*(?:el)?if(?!\w)(?<expression>[\s\S]*)$/;
const VALUE = /^\s*set\s[^=]*=(?<expression>[\s\S]*)$/;
const LIST = /^\s*for\s+[\p{L}_][\p{L}\p{N}_]*\s+in(?!\w)(?<expression>(?:(?!\srecursive\s*$)[\s\S])*)/u;
const OTHER_TEMPLATE = /^\s*(?<tag>extends|include|import|from)(?!\w)(?![\s\S]*\signore\s+missing(?!\w))/;

/**
 * What comes of a statement's own expression: the test of an `if`, the list of a `for`, the value of a `set`. CPEX's loader has no
 * templates that another one could include.
 *
 * @throws {TemplateSyntaxError} for an expression that Jinja can't compile.
 */
export function evaluateStatement(source: string, bound: ReadonlySet<string>): Outcome {
  const tag = OTHER_TEMPLATE.exec(source)?.groups?.["tag"];
  if (tag !== undefined) return { is: "raises", message: `there is no other template for '${tag}'` };
  const text = [TEST, VALUE, LIST].map((pattern) => pattern.exec(source)?.groups?.["expression"]);
  const expression = text.find((one) => one !== undefined);
  if (expression === undefined) return UNKNOWN;
  const parsed = parseExpression(expression);
  // The `if` of a loop is asked for each item.
  return parsed.kind === "conditional" && LIST.test(source) ? UNKNOWN : evaluate(parsed, bound);
}
