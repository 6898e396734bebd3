/** An element of an XML file; its text is left out. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
}

/** The root element of an XML file, or why it is not well-formed. */
export type ParsedXml =
  | { readonly root: XmlElement; readonly problem?: undefined }
  | { readonly root?: undefined; readonly problem: string };

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
}

const QUOTED = `("[^"<]*"|'[^'<]*')`;
const NAME = "[\\p{L}_:][\\p{L}\\p{N}_:.\\-·]*";
/** The declaration at the start of a file. */
const DECLARATION = new RegExp(`^<\\?xml\\s+version\\s*=\\s*${QUOTED}[^?]*\\?>`, "u");
const DOCTYPE = `<!DOCTYPE\\s+${NAME}(?:\\s+(?:SYSTEM|PUBLIC\\s+${QUOTED})\\s+${QUOTED})?\\s*>`;
/** Its name is tried at one length only: one that never ends would be read once for each. */
const INSTRUCTION = `<\\?(?!xml\\s)${NAME}(?=[\\s?])[\\s\\S]*?\\?>`;
const SKIPPED = new RegExp(`${INSTRUCTION}|${DOCTYPE}|<!--[\\s\\S]*?-->|<!\\[CDATA\\[[\\s\\S]*?\\]\\]>`, "uy");
const ATTRIBUTE = new RegExp(`\\s+(${NAME})\\s*=\\s*${QUOTED}`, "uy");
const OPENING = new RegExp(`<(${NAME})`, "uy");
const OPENING_END = /\s*(\/?)>/y;
const CLOSING = new RegExp(`</(${NAME})\\s*>`, "uy");
const TEXT = /[^<]+/y;
const REFERENCE = /&(?:#(\d+)|#x([0-9A-Fa-f]+)|(\w+);?)?;?/g;
const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({ lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" }),
);

/**
 * Reads a well-formed XML file as coverage tools write it. Not read: a document type with declarations of its own, which could
 * define entities.
 */
export function parseXml(text: string): ParsedXml {
  const reader = new Reader(text.replace(/^\uFEFF/, "").replace(DECLARATION, ""));
  const top: OpenElement = { name: "", attributes: new Map(), children: [] };
  const open = [top];
  while (!reader.isAtEnd) {
    const parent = open.at(-1) ?? top;
    if (reader.take(SKIPPED) !== undefined) continue;
    const between = reader.take(TEXT)?.[0];
    if (between !== undefined) {
      if (parent === top && between.trim() !== "") return { problem: "text outside the root element" };
      continue;
    }
    const closed = reader.take(CLOSING)?.[1];
    if (closed !== undefined) {
      if (parent === top || parent.name !== closed) return { problem: `mismatched tag </${closed}>` };
      open.pop();
      continue;
    }
    const element = readElement(reader);
    if (element === undefined) return { problem: `not well-formed at offset ${reader.offset}` };
    parent.children.push(element.element);
    if (!element.isEmpty) open.push(element.element);
  }
  const [root, second] = top.children;
  if (open.length > 1) return { problem: `no end of <${open.at(-1)?.name ?? ""}>` };
  if (root === undefined) return { problem: "no element found" };
  return second === undefined ? { root } : { problem: "more than one root element" };
}

/** The elements of a name below an element, at any depth, in the order of the file. */
export function* descendants(element: XmlElement, name: string): Generator<XmlElement> {
  const pending = element.children.toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.name === name) yield next;
    for (const child of next.children.toReversed()) pending.push(child);
  }
}

function readElement(reader: Reader): { readonly element: OpenElement; readonly isEmpty: boolean } | undefined {
  const name = reader.take(OPENING)?.[1];
  if (name === undefined) return undefined;
  const attributes = new Map<string, string>();
  for (let match = reader.take(ATTRIBUTE); match !== undefined; match = reader.take(ATTRIBUTE)) {
    const [, key = "", quoted = ""] = match;
    const value = resolve(quoted.slice(1, -1));
    if (value === undefined || attributes.has(key)) return undefined;
    attributes.set(key, value);
  }
  const end = reader.take(OPENING_END);
  return end === undefined ? undefined : { element: { name, attributes, children: [] }, isEmpty: end[1] === "/" };
}

/** A value with its references replaced; undefined where one stands for nothing. */
function resolve(value: string): string | undefined {
  let isBroken = false;
  const text = value.replaceAll(REFERENCE, (whole, decimal, hex, name) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
    const replaced = name === undefined ? fromCode(code) : ENTITIES.get(name);
    isBroken ||= replaced === undefined || !whole.endsWith(";");
    return replaced ?? "";
  });
  return isBroken ? undefined : text;
}

function fromCode(code: number): string | undefined {
  const isCharacter = code >= 0x20 ? code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) : [9, 10, 13].includes(code);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}

/** A text that is taken away piece by piece. */
class Reader {
  offset = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.offset >= this.#text.length;
  }

  /** What a sticky pattern matches here; undefined when it does not. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.offset;
    const match = pattern.exec(this.#text) ?? undefined;
    if (match !== undefined) this.offset = pattern.lastIndex;
    return match;
  }
}
