/** An expression of a template, before anyone asks what its value is. */
export type Expression =
  | { readonly kind: "string" | "number" | "name"; readonly text: string }
  | { readonly kind: "list" | "tuple" | "dictionary"; readonly items: readonly Expression[] }
  | {
      readonly kind: "conditional";
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression | undefined;
    }
  | { readonly kind: "or" | "and" | "concatenation"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "arithmetic"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "not"; readonly operand: Expression }
  | { readonly kind: "sign"; readonly operator: string; readonly operand: Expression }
  | { readonly kind: "comparison"; readonly first: Expression; readonly rest: readonly Comparison[] }
  | { readonly kind: "attribute"; readonly of: Expression; readonly name: string }
  | { readonly kind: "item"; readonly of: Expression; readonly index: readonly Expression[]; readonly isSlice: boolean }
  | { readonly kind: "call"; readonly of: Expression; readonly parameters: readonly Parameter[] }
  | {
      readonly kind: "filter";
      readonly name: string;
      readonly of: Expression;
      readonly parameters: readonly Parameter[];
    }
  | {
      readonly kind: "test";
      readonly name: string;
      readonly of: Expression;
      readonly isNegated: boolean;
      readonly parameters: readonly Parameter[];
    };

/** One step of a chain such as `a < b <= c`. */
export interface Comparison {
  readonly operator: "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not in";
  readonly operand: Expression;
}

/** What stands in the brackets of a call. */
export interface Parameter {
  readonly value: Expression;
  readonly name?: string;
  /** `*list` or `**dictionary`. */
  readonly isSpread?: true;
}
