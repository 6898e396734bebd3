import type { Span } from "./span.ts";

/** What can be wrong with a file before anyone looks at what it says. */
export type YamlProblemCode =
  | "yaml/syntax"
  | "yaml/multiple-documents"
  | "yaml/anchor"
  | "yaml/unknown-tag"
  | "yaml/invalid-value"
  | "yaml/too-large"
  | "yaml/duplicate-key"
  | "template/syntax"
  | "template/undefined"
  | "template/empty"
  | "template/escaped"
  | "template/statement"
  | "template/helm";

/** A problem of reading, at a place in the source. */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  readonly span: Span;
  readonly message: string;
  readonly help?: string;
  readonly related?: readonly { readonly span: Span; readonly message: string }[];
}
