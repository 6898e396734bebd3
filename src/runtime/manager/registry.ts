import { randomUUID } from "node:crypto";
import type { GlobalContext } from "../../plugin/context.ts";
import type { HookName } from "../../plugin/hooks.ts";
import type { PluginInstance } from "../../plugin/instance.ts";
import type { Capability } from "../config/capability.ts";
import type { PluginConfig, PluginMode } from "../config/plugin-config.ts";
import { compileConditions, type Matcher } from "./conditions.ts";
import { type Seat, seatGroups } from "./crossing.ts";
import { type Identity, identityOf } from "./execution-record.ts";

/** A plugin that the manager runs. */
export interface RegisteredPlugin {
  readonly identity: Identity;
  readonly config: PluginConfig;
  readonly instance: PluginInstance;
  readonly capabilities: ReadonlySet<Capability>;
}

/** One plugin on one hook. */
export interface HookRef {
  readonly plugin: RegisteredPlugin;
  readonly hook: HookName;
  /** Undefined when the plugin runs for every payload. */
  readonly matches: Matcher | undefined;
  /** Undefined when the plugin is always asked on its own. */
  readonly seat?: Seat;
}

/** The plugins of a hook, by the way they run, each in order of priority. */
export interface Chain {
  readonly length: number;
  /** Sequential, then transform, then audit: all that run one after another. */
  readonly serial: readonly HookRef[];
  readonly concurrent: readonly HookRef[];
  readonly background: readonly HookRef[];
  /** Whether some plugin has conditions. */
  readonly conditional: boolean;
}

/** The plugins of a chain that run for one call. */
export type RunningChain = Pick<Chain, "serial" | "concurrent" | "background">;

const SERIAL: readonly PluginMode[] = ["sequential", "transform", "audit"];

/** The plugins of one manager. */
export class Registry {
  readonly #plugins = new Map<string, RegisteredPlugin>();
  readonly #refs = new Map<HookName, HookRef[]>();
  readonly #chains = new Map<HookName, Chain>();

  get size(): number {
    return this.#plugins.size;
  }

  has(name: string): boolean {
    return this.#plugins.has(name);
  }

  get(name: string): RegisteredPlugin | undefined {
    return this.#plugins.get(name);
  }

  /** In the order they were registered. */
  all(): readonly RegisteredPlugin[] {
    return [...this.#plugins.values()];
  }

  /**
   * Adds a plugin on the hooks of its config. A hook that is listed twice counts once.
   *
   * @throws {Error} when the plugin has no such hook; then it is on no hook at all.
   */
  register(config: PluginConfig, instance: PluginInstance): void {
    const hooks = new Set(config.hooks);
    for (const hook of hooks) {
      if (!(instance.hooks as readonly string[]).includes(hook)) {
        throw new Error(`Plugin '${config.name}' has no hook: '${hook}'`);
      }
    }
    const identity = identityOf(randomUUID().replaceAll("-", ""), config);
    const plugin = { identity, config, instance, capabilities: new Set(config.capabilities) };
    this.#plugins.set(config.name, plugin);
    for (const hook of hooks as ReadonlySet<HookName>) {
      const ref = { plugin, hook, matches: compileConditions(hook, config.conditions) };
      this.#refs.set(hook, [...(this.#refs.get(hook) ?? []), ref].sort(byPriority));
      this.#chains.delete(hook);
    }
  }

  /** Undefined when no plugin is on the hook. */
  chain(hook: HookName): Chain | undefined {
    const made = this.#chains.get(hook);
    const refs = this.#refs.get(hook);
    if (made !== undefined || refs === undefined) return made;
    const chain = chainOf(refs);
    this.#chains.set(hook, chain);
    return chain;
  }

  find(name: string, hook: string): HookRef | undefined {
    return this.#refs.get(hook as HookName)?.find(({ plugin }) => plugin.config.name === name);
  }

  clear(): void {
    this.#plugins.clear();
    this.#refs.clear();
    this.#chains.clear();
  }
}

function byPriority(left: HookRef, right: HookRef): number {
  return left.plugin.config.priority - right.plugin.config.priority;
}

function chainOf(refs: readonly HookRef[]): Chain {
  const inMode = (mode: PluginMode) => refs.filter(({ plugin }) => plugin.config.mode === mode);
  return {
    length: refs.length,
    serial: seatGroups(SERIAL.flatMap(inMode)),
    concurrent: seatGroups(inMode("concurrent")),
    background: inMode("fire_and_forget"),
    conditional: refs.some(({ matches }) => matches !== undefined),
  };
}

/** Leaves out plugins that are disabled, or whose conditions don't hold for the payload as it came. */
export function selectRunning(
  chain: Chain,
  disabled: ReadonlySet<string>,
  payload: unknown,
  context: GlobalContext,
): RunningChain {
  if (!chain.conditional && disabled.size === 0) return chain;
  const runs = ({ plugin, matches }: HookRef): boolean =>
    !disabled.has(plugin.config.name) && (matches === undefined || matches(payload, context));
  return {
    serial: chain.serial.filter(runs),
    concurrent: chain.concurrent.filter(runs),
    background: chain.background.filter(runs),
  };
}
