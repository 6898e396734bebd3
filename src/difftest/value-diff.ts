import { isPlainObject, type PathKey } from "./data.ts";

/** What one implementation had at a place. */
export type Side =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "absent" }
  | { readonly kind: "error"; readonly message: string };

/** The first place where two values are not the same. */
export interface ValueDifference {
  readonly path: readonly PathKey[];
  /** With `key order`, the sides are the two lists of keys. */
  readonly aspect: "value" | "key order";
  readonly native: Side;
  readonly fallback: Side;
}

/** Says at which paths the order of an object's keys, and of all below it, counts. */
export type OrderCounts = (path: readonly PathKey[]) => boolean;

/** Whether a difference is meant to be there; the comparison then goes on behind it. */
export type IsMeant = (difference: ValueDifference) => boolean;

const never = (): boolean => false;

/**
 * Compares deeply, as `Object.is` does: NaN is NaN, -0 is not 0, and an absent key is not `undefined`. What is neither a
 * list nor a plain object is the same only as itself.
 */
export function firstDifference(
  native: unknown,
  fallback: unknown,
  orderCounts: OrderCounts = never,
  isMeant: IsMeant = never,
): ValueDifference | undefined {
  const path: PathKey[] = [];
  return compare(native, fallback, false);

  function compare(a: unknown, b: unknown, ordered: boolean): ValueDifference | undefined {
    if (Object.is(a, b)) return undefined;
    if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b, ordered);
    if (isPlainObject(a) && isPlainObject(b)) return compareObjects(a, b, ordered || orderCounts(path));
    return differ(sideOf(a), sideOf(b));
  }

  function compareLists(a: readonly unknown[], b: readonly unknown[], ordered: boolean): ValueDifference | undefined {
    const shorter = Math.min(a.length, b.length);
    for (let index = 0; index < shorter; index++) {
      const difference = enter(index, a[index], b[index], ordered);
      if (difference !== undefined) return difference;
    }
    if (a.length === b.length) return undefined;
    const at = (list: readonly unknown[]): Side => (shorter < list.length ? sideOf(list[shorter]) : ABSENT);
    return differ(at(a), at(b), shorter);
  }

  function compareObjects(
    a: Readonly<Record<string, unknown>>,
    b: Readonly<Record<string, unknown>>,
    ordered: boolean,
  ): ValueDifference | undefined {
    const keys = Object.keys(a);
    const others = Object.keys(b);
    for (const key of keys) {
      const difference = Object.hasOwn(b, key)
        ? enter(key, a[key], b[key], ordered)
        : differ(sideOf(a[key]), ABSENT, key);
      if (difference !== undefined) return difference;
    }
    for (const key of others) {
      const difference = Object.hasOwn(a, key) ? undefined : differ(ABSENT, sideOf(b[key]), key);
      if (difference !== undefined) return difference;
    }
    if (!ordered || keys.every((key, index) => key === others[index])) return undefined;
    return unlessMeant({ path: [...path], aspect: "key order", native: sideOf(keys), fallback: sideOf(others) });
  }

  function enter(key: PathKey, a: unknown, b: unknown, ordered: boolean): ValueDifference | undefined {
    path.push(key);
    const difference = compare(a, b, ordered);
    path.pop();
    return difference;
  }

  function differ(a: Side, b: Side, ...below: PathKey[]): ValueDifference | undefined {
    return unlessMeant({ path: [...path, ...below], aspect: "value", native: a, fallback: b });
  }

  function unlessMeant(difference: ValueDifference): ValueDifference | undefined {
    return isMeant(difference) ? undefined : difference;
  }
}

const ABSENT: Side = { kind: "absent" };

function sideOf(value: unknown): Side {
  return { kind: "value", value };
}
