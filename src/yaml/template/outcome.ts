/** What is known about the value of an expression without running it. */
export type Outcome =
  | { readonly is: "text"; readonly text: string; readonly safe?: boolean }
  /** A name that nothing defines: it renders to nothing. */
  | { readonly is: "undefined"; readonly name: string }
  | { readonly is: "environment" }
  /** Depends on the environment, or on more of Jinja than is followed here. */
  | { readonly is: "unknown"; readonly defaults?: readonly string[]; readonly safe?: boolean }
  /** Rendering stops here with an error. */
  | { readonly is: "raises"; readonly message: string };

export const UNKNOWN: Outcome = { is: "unknown" };

/** The result of an operation that needs all its operands, and that no undefined value survives. */
export function strict(...operands: readonly Outcome[]): Outcome {
  return raising(...operands) ?? operands.map(undefinedError).find((error) => error !== undefined) ?? UNKNOWN;
}

/** The result of an operation that takes an undefined value as nothing. */
export function lenient(...operands: readonly Outcome[]): Outcome {
  return raising(...operands) ?? UNKNOWN;
}

/** An attribute, item or call of a value. */
export function access(value: Outcome): Outcome {
  if (value.is === "environment") return UNKNOWN;
  return undefinedError(value) ?? (value.is === "raises" ? value : UNKNOWN);
}

/** `value | default(fallback)`. */
export function orDefault(value: Outcome, fallback: Outcome): Outcome {
  const raised = raising(value, fallback);
  if (raised !== undefined) return raised;
  if (value.is === "undefined") return fallback;
  if (value.is === "text") return value;
  const defaults = [...defaultsOf(value), ...defaultsOf(fallback)];
  return { is: "unknown", defaults };
}

/** `value | safe`: written out without escaping. */
export function asSafe(value: Outcome): Outcome {
  return value.is === "text" || value.is === "unknown" ? { ...value, safe: true } : value;
}

/** `yes if test else no`, and `or` and `and` in the same way. */
export function choose(test: Outcome, yes: Outcome, no: Outcome): Outcome {
  if (test.is === "raises") return test;
  if (test.is === "undefined") return no;
  // The number 0 and the string "0" look the same here, and only one of them is true.
  if (test.is === "text" && test.text !== "0") return test.text === "" ? no : yes;
  return { is: "unknown", defaults: [...defaultsOf(yes), ...defaultsOf(no)] };
}

/** Texts that a value may be, as far as they stand in the template. */
function defaultsOf(value: Outcome): readonly string[] {
  if (value.is === "text") return [value.text];
  return value.is === "unknown" ? (value.defaults ?? []) : [];
}

function raising(...operands: readonly Outcome[]): Outcome | undefined {
  return operands.find((operand) => operand.is === "raises");
}

function undefinedError(value: Outcome): Outcome | undefined {
  return value.is === "undefined" ? { is: "raises", message: `'${value.name}' is undefined` } : undefined;
}
