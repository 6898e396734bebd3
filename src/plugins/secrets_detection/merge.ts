import { SECRET_TYPES, type SecretType } from "./secret-types.ts";

/** Something in a text that looks like a secret. Offsets are UTF-16 code units. */
export interface Secret {
  readonly type: SecretType;
  readonly start: number;
  readonly end: number;
}

/**
 * Makes one secret of those that overlap, so that nothing of either stays in the text. It has the type of the narrowest
 * pattern; of equally narrow ones, that of the one that is longer than all before it together.
 */
export function merge(secrets: readonly Secret[]): readonly Secret[] {
  if (secrets.length < 2) return secrets;
  const merged: Secret[] = [];
  for (const next of secrets.toSorted(byPrecedence)) {
    const last = merged.at(-1);
    if (last === undefined || next.start >= last.end) merged.push(next);
    else merged[merged.length - 1] = join(last, next);
  }
  return merged;
}

function join(secret: Secret, next: Secret): Secret {
  const narrower = breadth(next) - breadth(secret);
  const isBetter = narrower < 0 || (narrower === 0 && next.end - next.start > secret.end - secret.start);
  return {
    type: isBetter ? next.type : secret.type,
    start: secret.start,
    end: Math.max(secret.end, next.end),
  };
}

function byPrecedence(a: Secret, b: Secret): number {
  return a.start - b.start || breadth(a) - breadth(b) || b.end - a.end || (a.type < b.type ? -1 : 1);
}

function breadth({ type }: Secret): number {
  return SECRET_TYPES[type].breadth;
}
