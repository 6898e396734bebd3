import { type Case, formatCase } from "./case.ts";
import { type Data, isPlainObject, objectOf } from "./data.ts";

/** Whether a smaller candidate still shows what is looked for. */
export type StillFails<T> = (candidate: T) => Promise<boolean>;

/** What one step makes possible, another may have waited for. */
const MOST_ROUNDS = 4;

/** Characters that a reader passes over, the plainest first. */
const PLAIN: readonly string[] = ["a", "0", "A", " ", "-"];

/**
 * The smallest case that can be reached by leaving out and simplifying: calls before, options of the config, parts of the
 * payload, characters of its texts. Every step is kept only if the case still fails.
 */
export async function minimiseCase(failing: Case, fails: StillFails<Case>): Promise<Case> {
  let current = failing;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = formatCase(current);
    current = await minimiseOnce(current, fails);
    if (formatCase(current) === before) break;
  }
  return current;
}

async function minimiseOnce(failing: Case, fails: StillFails<Case>): Promise<Case> {
  let current = failing;
  const having = <Key extends keyof Case>(key: Key, value: Case[Key]): Case => ({ ...current, [key]: value });
  current = having("before", await fewest(current.before, (before) => fails(having("before", before))));
  current = having("config", await minimiseObject(current.config, (config) => fails(having("config", config))));
  if (current.traced && (await fails(having("traced", false)))) current = having("traced", false);
  current = having("payload", await minimiseValue(current.payload, (payload) => fails(having("payload", payload))));
  for (const [index, call] of current.before.entries()) {
    const replaced = (payload: unknown): Case => having("before", current.before.with(index, { ...call, payload }));
    current = replaced(await minimiseValue(call.payload, (payload) => fails(replaced(payload))));
  }
  return current;
}

/** Leaves out as many items as it can: halves first, then smaller and smaller parts. */
async function fewest<T>(items: readonly T[], fails: StillFails<readonly T[]>): Promise<readonly T[]> {
  let kept = items;
  for (let size = kept.length; size >= 1; size = Math.floor(size / 2)) {
    let at = 0;
    while (at < kept.length) {
      const rest = kept.toSpliced(at, size);
      if (await fails(rest)) kept = rest;
      else at += size;
    }
  }
  return kept;
}

async function minimiseValue(value: unknown, fails: StillFails<unknown>): Promise<unknown> {
  if (typeof value === "string") return minimiseText(value, fails);
  if (!Array.isArray(value) && !isPlainObject(value)) return minimiseScalar(value, fails);
  // A container may stand for the one around it; a bare value may not, for then a payload would lose its shape.
  for (const child of Object.values(value) as unknown[]) {
    if ((Array.isArray(child) || isPlainObject(child)) && (await fails(child))) return minimiseValue(child, fails);
  }
  return Array.isArray(value) ? minimiseList(value, fails) : minimiseObject(value, fails);
}

async function minimiseList(list: readonly unknown[], fails: StillFails<unknown>): Promise<readonly unknown[]> {
  let kept = await fewest(list, fails);
  for (let index = 0; index < kept.length; index++) {
    kept = kept.with(index, await minimiseValue(kept[index], (item) => fails(kept.with(index, item))));
  }
  return kept;
}

async function minimiseObject(object: Data, fails: StillFails<Data>): Promise<Data> {
  let kept = await fewest(Object.entries(object), (entries) => fails(objectOf(entries)));
  for (const [index, [key, value]] of kept.entries()) {
    const replaced = (other: unknown): readonly [string, unknown][] => kept.with(index, [key, other]);
    kept = replaced(await minimiseValue(value, (other) => fails(objectOf(replaced(other)))));
  }
  return objectOf(kept);
}

async function minimiseText(text: string, fails: StillFails<unknown>): Promise<string> {
  let kept = await fewest(Array.from(text), (characters) => fails(characters.join("")));
  for (const [index, character] of kept.entries()) {
    for (const plain of plainerThan(character)) {
      const replaced = kept.with(index, plain);
      if (!(await fails(replaced.join("")))) continue;
      kept = replaced;
      break;
    }
  }
  return kept.join("");
}

function plainerThan(character: string): readonly string[] {
  const rank = PLAIN.indexOf(character);
  return rank < 0 ? PLAIN : PLAIN.slice(0, rank);
}

async function minimiseScalar(value: unknown, fails: StillFails<unknown>): Promise<unknown> {
  for (const simple of [null, 0, false]) {
    if (Object.is(simple, value)) break;
    if (await fails(simple)) return simple;
  }
  return value;
}
