import type { ScalarStyle } from "../written.ts";
import type { LoaderStop } from "./cursor.ts";

/** A token as PyYAML's scanner makes them; those of blocks are made from indentation and stand for no characters. */
export type Token = ScalarToken | AnchorToken | AliasToken | TagToken | DirectiveToken | StopToken | Mark;

interface Place {
  readonly start: number;
  readonly end: number;
}

export interface ScalarToken extends Place {
  readonly kind: "scalar";
  readonly value: string;
  readonly style: ScalarStyle;
}

interface AnchorToken extends Place {
  readonly kind: "anchor";
  readonly name: string;
}

interface AliasToken extends Place {
  readonly kind: "alias";
  readonly name: string;
}

export interface TagToken extends Place {
  readonly kind: "tag";
  /** `!`, `!!` or `!name!`; undefined when the tag is written in full. */
  readonly handle: string | undefined;
  readonly suffix: string;
}

export interface DirectiveToken extends Place {
  readonly kind: "directive";
  /** The first number of YAML's version. */
  readonly version: string | undefined;
  /** What a tag begins with, and what stands for it. */
  readonly handle: string | undefined;
  readonly prefix: string | undefined;
}

/** The scanner does not get further. */
interface StopToken extends Place {
  readonly kind: "stop";
  readonly stop: LoaderStop;
}

export type MarkKind =
  | "end"
  | "document start"
  | "document end"
  | "block list"
  | "block map"
  | "block end"
  | "["
  | "]"
  | "{"
  | "}"
  | "-"
  | ","
  | "key"
  | ":";

interface Mark extends Place {
  readonly kind: MarkKind;
}
