import type { Span } from "../span.ts";
import { LoaderStop } from "./cursor.ts";
import type { DirectiveToken, TagToken } from "./token.ts";

const PREFIX = "tag:yaml.org,2002:";
/** What PyYAML's safe loader makes values of. */
const KNOWN: ReadonlySet<string> = new Set(
  "null bool int float str binary timestamp omap pairs set seq map".split(" ").map((name) => PREFIX + name),
);

/** The tags of a document, and what its directives say of them. */
export class Tags {
  readonly #handles = new Map<string, string>();
  #version: string | undefined;
  #unknown: Span | undefined;

  /** The first tag that the safe loader does not know. */
  get unknown(): Span | undefined {
    return this.#unknown;
  }

  /** @throws {LoaderStop} for a directive that contradicts another, and for YAML of another version. */
  add({ version, handle, prefix, start, end }: DirectiveToken): void {
    const isSecond =
      handle === undefined ? version !== undefined && this.#version !== undefined : this.#handles.has(handle);
    if (isSecond) throw new LoaderStop("this directive stands here twice", { start, end });
    if (version !== undefined && Number(version) !== 1) {
      throw new LoaderStop("the loader does not take this directive: it reads YAML 1", { start, end });
    }
    this.#version ??= version;
    if (handle !== undefined) this.#handles.set(handle, prefix ?? "");
  }

  /** The whole name of a tag; a lone `!` says nothing. */
  resolve({ handle, suffix, start, end }: TagToken): string {
    const prefix = handle === undefined ? "" : (this.#handles.get(handle) ?? { "!": "!", "!!": PREFIX }[handle]);
    if (prefix === undefined) throw new LoaderStop(`nothing says what the tag ${handle} stands for`, { start, end });
    const tag = prefix + suffix;
    if (tag !== "!" && !KNOWN.has(tag)) this.#unknown ??= { start, end };
    return tag;
  }
}
