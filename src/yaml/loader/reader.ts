import { YAML_LIMITS } from "../limits.ts";
import type { Span } from "../span.ts";
import type { WrittenAlias, WrittenDocument, WrittenEntry, WrittenNode, WrittenScalar } from "../written.ts";
import { LoaderStop } from "./cursor.ts";
import { scan } from "./scanner.ts";
import { Tags } from "./tags.ts";
import type { MarkKind, Token } from "./token.ts";
import { type Misplaced, noDocument, notInBlock, notInBrackets, noValue } from "./unexpected.ts";

type Kind = Token["kind"];
type Properties = Pick<WrittenScalar, "anchor" | "tag">;

const NONE: Properties = { anchor: undefined, tag: undefined };

/** Reads the documents of a text one after the other, as PyYAML does (PyYAML 6.0, parser.py and composer.py). */
export class DocumentReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  /** The index of the token that is looked at. */
  #next = 0;
  #end = 0;
  #tags = new Tags();
  readonly #anchors = new Map<string, WrittenAlias["target"]>();

  /** The text must be printable. */
  constructor(text: string) {
    this.#text = text;
    this.#tokens = scan(text);
  }

  /** The first tag that PyYAML's safe loader makes nothing of. */
  get unknownTag(): Span | undefined {
    return this.#tags.unknown;
  }

  /**
   * Goes to the next document: where it begins, or undefined when there is none.
   *
   * @throws {LoaderStop} where PyYAML stops, also from {@link read}.
   */
  begin(): Span | undefined {
    const isFirst = this.#next === 0;
    if (isFirst && !this.#is("directive", "document start", "end")) return this.#place();
    while (this.#skip("document end"));
    if (this.#is("end")) return undefined;
    this.#directives();
    const place = this.#place();
    if (!this.#skip("document start")) throw noDocument(this.#misplaced);
    return place;
  }

  /** The document that begins here. */
  read(): WrittenDocument {
    const start = this.#end;
    this.#anchors.clear();
    // Without a marker there must be a value.
    const isEmpty = this.#next > 0 && this.#is("directive", "document start", "document end", "end");
    const root = isEmpty ? empty(this.#place().start) : this.#node(0);
    const end = this.#place().start;
    this.#end = end;
    return { root, span: { start, end } };
  }

  get #token(): Token {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw new TypeError("there is nothing behind the end");
    if (token.kind === "stop") throw token.stop;
    return token;
  }

  #place(): Span {
    const { start, end } = this.#token;
    return { start, end };
  }

  #is(...kinds: readonly Kind[]): boolean {
    return kinds.includes(this.#token.kind);
  }

  #take<Wanted extends Exclude<Kind, MarkKind>>(kind: Wanted): Extract<Token, { readonly kind: Wanted }> | undefined {
    const token = this.#token;
    if (!isOf(token, kind)) return undefined;
    this.#next++;
    return token;
  }

  #skip(kind: MarkKind): boolean {
    const isThere = this.#is(kind);
    if (isThere) this.#next++;
    return isThere;
  }

  get #misplaced(): Misplaced {
    return { text: this.#text, tokens: this.#tokens, index: this.#next };
  }

  #directives(): void {
    this.#tags = new Tags();
    for (let token = this.#take("directive"); token !== undefined; token = this.#take("directive")) {
      this.#tags.add(token);
    }
  }

  /** @param mayBeFlush whether a list may begin that is not indented further than what it belongs to */
  #node(depth: number, mayBeFlush = false): WrittenNode {
    const alias = this.#take("alias");
    if (alias !== undefined) {
      const { name, start, end } = alias;
      return { kind: "alias", name, target: this.#anchors.get(name), span: { start, end } };
    }
    const properties = this.#properties();
    if (properties.anchor !== undefined) this.#anchors.set(properties.anchor, undefined);
    const node = this.#content(properties, depth, mayBeFlush);
    if (properties.anchor !== undefined) this.#anchors.set(properties.anchor, node);
    return node;
  }

  /** An anchor, a tag, or both. */
  #properties(): Properties {
    let anchor = this.#take("anchor");
    const tag = this.#take("tag");
    anchor ??= this.#take("anchor");
    if (anchor === undefined && tag === undefined) return NONE;
    return { anchor: anchor?.name, tag: tag === undefined ? undefined : this.#tags.resolve(tag) };
  }

  #content(properties: Properties, depth: number, mayBeFlush: boolean): Exclude<WrittenNode, WrittenAlias> {
    const token = this.#token;
    const { kind, start, end } = token;
    if (kind === "scalar") {
      this.#next++;
      return { kind, ...properties, value: token.value, style: token.style, span: { start, end } };
    }
    if (kind === "[" || kind === "block list" || (kind === "-" && mayBeFlush)) {
      const items = this.#inside(depth, () =>
        kind === "[" ? this.#bracketItems(depth + 1) : this.#items(depth + 1, kind),
      );
      return { kind: "list", ...properties, items, span: { start, end: this.#endOf(kind, items.at(-1)) } };
    }
    if (kind === "{" || kind === "block map") {
      const entries = this.#inside(depth, () =>
        kind === "{" ? this.#bracketEntries(depth + 1) : this.#entries(depth + 1),
      );
      const span = { start, end: this.#endOf(kind, entries.at(-1)?.value) };
      return { kind: "map", ...properties, entries, flow: kind === "{", span };
    }
    if (properties === NONE) throw noValue(this.#misplaced);
    return { ...this.#emptyNode(), ...properties };
  }

  #inside<Result>(depth: number, read: () => Result): Result {
    if (depth < YAML_LIMITS.depth) return read();
    const { start } = this.#place();
    const message = `lists and maps are more than ${YAML_LIMITS.depth} levels deep here`;
    throw new LoaderStop(message, { start, end: start + 1 }, { code: "yaml/too-large" });
  }

  /** Where a list or map ends: at its bracket, or with the last node in it. */
  #endOf(kind: Kind, last: WrittenNode | undefined): number {
    return kind === "[" || kind === "{" || last === undefined ? this.#last().end : last.span.end;
  }

  #last(): Span {
    return this.#tokens[this.#next - 1] ?? { start: 0, end: 0 };
  }

  /** Nothing is written behind the last token. */
  #emptyNode(): WrittenScalar {
    return empty(this.#last().end);
  }

  #items(depth: number, kind: "block list" | "-"): readonly WrittenNode[] {
    const items: WrittenNode[] = [];
    const after: readonly Kind[] = kind === "-" ? ["-", "key", ":", "block end"] : ["-", "block end"];
    this.#skip("block list");
    while (this.#skip("-")) items.push(this.#is(...after) ? this.#emptyNode() : this.#node(depth));
    if (kind !== "-" && !this.#skip("block end")) throw notInBlock(this.#misplaced, "item");
    return items;
  }

  #entries(depth: number): readonly WrittenEntry[] {
    const entries: WrittenEntry[] = [];
    const part = (): WrittenNode => (this.#is("key", ":", "block end") ? this.#emptyNode() : this.#node(depth, true));
    this.#skip("block map");
    while (this.#skip("key")) {
      const key = part();
      entries.push({ key, value: !this.#skip(":") ? this.#emptyNode() : part() });
    }
    if (!this.#skip("block end")) throw notInBlock(this.#misplaced, "key");
    return entries;
  }

  #bracketItems(depth: number): readonly WrittenNode[] {
    return this.#separated("]", () => {
      const { start } = this.#place();
      if (!this.#skip("key")) return this.#node(depth);
      const part = (...after: readonly Kind[]): WrittenNode =>
        this.#is(...after) ? this.#emptyNode() : this.#node(depth + 1);
      const key = part(":", ",", "]");
      const value = !this.#skip(":") ? this.#emptyNode() : part(",", "]");
      const span = { start, end: value.span.end };
      return { kind: "map", ...NONE, entries: [{ key, value }], flow: true, span };
    });
  }

  #bracketEntries(depth: number): readonly WrittenEntry[] {
    return this.#separated("}", () => {
      const isKey = this.#skip("key");
      const part = (...after: readonly Kind[]): WrittenNode =>
        this.#is(...after) ? this.#emptyNode() : this.#node(depth);
      const key = isKey ? part(":", ",", "}") : this.#node(depth);
      return { key, value: isKey && this.#skip(":") ? part(",", "}") : this.#emptyNode() };
    });
  }

  /** What stands between an opening bracket, commas, and the closing bracket. */
  #separated<Part>(close: "]" | "}", read: () => Part): readonly Part[] {
    const parts: Part[] = [];
    const opening = this.#place();
    this.#next++;
    while (!this.#is(close)) {
      if (parts.length > 0) {
        if (!this.#skip(",")) throw notInBrackets(this.#misplaced, opening, close);
        if (this.#is(close)) break;
      }
      if (this.#is("end", "document start", "document end")) throw notInBrackets(this.#misplaced, opening, close);
      parts.push(read());
    }
    this.#next++;
    return parts;
  }
}

function isOf<Wanted extends Kind>(token: Token, kind: Wanted): token is Extract<Token, { readonly kind: Wanted }> {
  return token.kind === kind;
}

function empty(at: number): WrittenScalar {
  return { kind: "scalar", ...NONE, value: "", style: "plain", span: { start: at, end: at } };
}
