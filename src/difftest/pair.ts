import { messageOf } from "../errors.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { Host, Implementation, LogRecord, PluginInstance } from "../plugin/instance.ts";
import type { PluginResult } from "../plugin/result.ts";
import type { Call, Case } from "./case.ts";
import { compareObservations, type Difference, type IsDeclared } from "./compare.ts";
import { cloneData, type Data } from "./data.ts";
import { compareExternal, withExternal } from "./external/compare.ts";
import type { GiveNames } from "./external/names.ts";
import { travels } from "./external/travelling.ts";
import { type Answer, observe, type Subject } from "./observe.ts";
import type { Side } from "./value-diff.ts";

/** Makes an instance; throws when the plugin refuses the config. */
export type Create = (config: unknown, host: Pick<Host, "salt" | "log">) => PluginInstance;

/** A third implementation, which runs elsewhere and under a config of its own. */
export interface Third {
  /** The instance that runs under this config; undefined where none does. */
  readonly find: (config: Data) => PluginInstance | undefined;
  /** Numbers what depends on chance. */
  readonly giveNames: GiveNames;
}

/** The implementations to be compared. */
export interface Implementations extends Readonly<Record<Implementation, Create>> {
  readonly external?: Third;
}

/** Two instances with the same config and salt, called in step; and a third one elsewhere, where there is one. */
export interface Pair {
  readonly native: Subject;
  readonly fallback: Subject;
  readonly external?: { readonly instance: PluginInstance; readonly giveNames: GiveNames };
}

export type PairOutcome =
  | { readonly status: "ready"; readonly pair: Pair }
  | { readonly status: "refused"; readonly message: string }
  | { readonly status: "differs"; readonly difference: Difference };

/** Hashes and tokens are derived from the salt: the same one on both sides, and in every run. */
const SALT = "diff-test";

/** Makes both instances. A config that both refuse is no input; one that only one side refuses is a difference. */
export function createPair(implementations: Implementations, config: Data): PairOutcome {
  const native = attempt(implementations.native, config);
  const fallback = attempt(implementations.fallback, config);
  if (native.kind === "created" && fallback.kind === "created") {
    const pair = { native: native.subject, fallback: fallback.subject };
    const { find, giveNames } = implementations.external ?? {};
    const instance = find?.(config);
    if (instance === undefined || giveNames === undefined) return { status: "ready", pair };
    return { status: "ready", pair: { ...pair, external: { instance, giveNames } } };
  }
  if (native.kind === "error" && fallback.kind === "error") return { status: "refused", message: fallback.message };
  const sides = { native: toSide(native), fallback: toSide(fallback) };
  return { status: "differs", difference: { place: "create", path: [], aspect: "value", ...sides } };
}

type Attempt =
  | { readonly kind: "created"; readonly subject: Subject }
  | { readonly kind: "error"; readonly message: string };

function attempt(create: Create, config: Data): Attempt {
  const log: LogRecord[] = [];
  try {
    const instance = create(cloneData(config), { salt: SALT, log: (record) => void log.push(record) });
    return { kind: "created", subject: { instance, log } };
  } catch (error) {
    return { kind: "error", message: messageOf(error) };
  }
}

function toSide(side: Attempt): Side {
  return side.kind === "error" ? side : { kind: "value", value: "created" };
}

/** What a call came to on the fallback; a run in which everything is `unchanged` has tested little. */
export type Effect = "unchanged" | "modified" | "denied" | "error";

export interface Compared {
  readonly difference: Difference | undefined;
  readonly effect: Effect;
  /** Whether the external implementation was asked too. */
  readonly wasExternal: boolean;
}

/** Says which differences of a hook's calls are declared. */
export type DeclaredFor = (hook: HookName) => IsDeclared;

const nothing: DeclaredFor = () => () => false;

/** Makes one call on all instances and compares all that can be seen of it. */
export async function compareCall(pair: Pair, call: Call, declaredFor: DeclaredFor = nothing): Promise<Compared> {
  const { native, fallback, external } = await observeAll(pair, call);
  const isDeclared = declaredFor(call.hook);
  const difference = compareObservations(native, fallback, isDeclared);
  const effect = effectOf(fallback.result);
  if (pair.external === undefined || external === undefined) return { difference, effect, wasExternal: false };
  const { giveNames } = pair.external;
  return {
    difference:
      difference === undefined
        ? compareExternal(fallback, external, giveNames, isDeclared)
        : withExternal(difference, external, giveNames),
    effect,
    wasExternal: true,
  };
}

/** What each instance did; an external one is only given what can travel to it. */
async function observeAll(pair: Pair, call: Call) {
  const native = await observe(pair.native, call);
  const fallback = await observe(pair.fallback, call);
  if (pair.external === undefined || !travels(call)) return { native, fallback };
  return { native, fallback, external: await observe({ instance: pair.external.instance, log: [] }, call) };
}

function effectOf(result: Answer<PluginResult>): Effect {
  if (result.kind === "error") return "error";
  if (!result.value.continue_processing) return "denied";
  return result.value.modified_payload === undefined ? "unchanged" : "modified";
}

/** Ends both instances. */
export async function shutdownPair({ native, fallback }: Pair): Promise<void> {
  await native.instance.shutdown?.();
  await fallback.instance.shutdown?.();
}

export type CaseOutcome =
  | { readonly status: "compared"; readonly compared: Compared }
  | { readonly status: "refused"; readonly message: string };

/** Runs one case from scratch: new instances, the calls before, then the call itself. */
export async function compareCase(
  implementations: Implementations,
  tested: Case,
  declaredFor: DeclaredFor = nothing,
): Promise<CaseOutcome> {
  const made = createPair(implementations, tested.config);
  if (made.status === "refused") return made;
  if (made.status === "differs") {
    const difference = declaredFor(tested.hook)(made.difference) ? undefined : made.difference;
    return { status: "compared", compared: { difference, effect: "error", wasExternal: false } };
  }
  try {
    for (const call of tested.before) await observeAll(made.pair, call);
    return { status: "compared", compared: await compareCall(made.pair, tested, declaredFor) };
  } finally {
    await shutdownPair(made.pair);
  }
}
