import { messageOf } from "../errors.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { Host, Implementation, LogRecord, PluginInstance } from "../plugin/instance.ts";
import type { PluginResult } from "../plugin/result.ts";
import type { Call, Case } from "./case.ts";
import { compareObservations, type Difference, type IsDeclared } from "./compare.ts";
import { cloneData, type Data } from "./data.ts";
import { type Answer, observe, type Subject } from "./observe.ts";
import type { Side } from "./value-diff.ts";

/** Makes an instance; throws when the plugin refuses the config. */
export type Create = (config: unknown, host: Pick<Host, "salt" | "log">) => PluginInstance;

/** The implementations to be compared. */
export type Implementations = Readonly<Record<Implementation, Create>>;

/** Two instances with the same config and salt, called in step. */
export interface Pair {
  readonly native: Subject;
  readonly fallback: Subject;
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
    return { status: "ready", pair: { native: native.subject, fallback: fallback.subject } };
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
}

/** Says which differences of a hook's calls are declared. */
export type DeclaredFor = (hook: HookName) => IsDeclared;

const nothing: DeclaredFor = () => () => false;

/** Makes one call on both instances and compares all that can be seen of it. */
export async function compareCall(pair: Pair, call: Call, declaredFor: DeclaredFor = nothing): Promise<Compared> {
  const native = await observe(pair.native, call);
  const fallback = await observe(pair.fallback, call);
  return {
    difference: compareObservations(native, fallback, declaredFor(call.hook)),
    effect: effectOf(fallback.result),
  };
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
    if (declaredFor(tested.hook)(made.difference)) {
      return { status: "compared", compared: { difference: undefined, effect: "error" } };
    }
    return { status: "compared", compared: { difference: made.difference, effect: "error" } };
  }
  try {
    for (const call of tested.before) {
      await observe(made.pair.native, call);
      await observe(made.pair.fallback, call);
    }
    return { status: "compared", compared: await compareCall(made.pair, tested, declaredFor) };
  } finally {
    await shutdownPair(made.pair);
  }
}
