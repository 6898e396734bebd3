/**
 * Which fields of a payload a text plugin looks at. A path is keys joined by dots, from the value that {@link LooksAt}
 * names; it stands for the field and all below it. Lists add nothing to a path, and a value that is a string itself is
 * always looked at.
 */
export interface FieldFilter {
  /** Paths to look at; every field, if there are none. */
  readonly allow: readonly string[];
  /** Paths to leave alone, even below one of the others. */
  readonly deny: readonly string[];
}

/** What a filter says of one field. */
export class FieldScope {
  /** Whether texts right in this field are looked at. */
  readonly scans: boolean;
  /** The fields below of which the filter says something of their own; undefined where it leaves them alone. */
  readonly #below: ReadonlyMap<string, FieldScope | undefined>;

  constructor(scans: boolean, below: ReadonlyMap<string, FieldScope | undefined>) {
    this.scans = scans;
    this.#below = below;
  }

  /** The scope of the field under a key; undefined when nothing in it is looked at. */
  enter(key: string): FieldScope | undefined {
    return this.#below.has(key) ? this.#below.get(key) : this.scans ? EVERYTHING : undefined;
  }
}

const EVERYTHING = new FieldScope(true, new Map());

/** The scope of the value that a filter's paths start from; undefined when the filter lets everything through. */
export function scopeOf(filter: FieldFilter | undefined): FieldScope | undefined {
  if (filter === undefined || (filter.allow.length === 0 && filter.deny.length === 0)) return undefined;
  const root = newNode();
  for (const path of filter.allow) nodeAt(root, path).allowed = true;
  for (const path of filter.deny) nodeAt(root, path).denied = true;
  return toScope(root, filter.allow.length === 0);
}

/** A key of some paths, and the keys that follow it. */
interface Node {
  allowed: boolean;
  denied: boolean;
  readonly below: Map<string, Node>;
}

function newNode(): Node {
  return { allowed: false, denied: false, below: new Map() };
}

function nodeAt(root: Node, path: string): Node {
  let node = root;
  for (const key of path.split(".")) {
    const next = node.below.get(key) ?? newNode();
    node.below.set(key, next);
    node = next;
  }
  return node;
}

function toScope(node: Node, scansAbove: boolean): FieldScope | undefined {
  if (node.denied) return undefined;
  const scans = scansAbove || node.allowed;
  return new FieldScope(scans, new Map([...node.below].map(([key, next]) => [key, toScope(next, scans)])));
}
