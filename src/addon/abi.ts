import { HOOKS, type HookName } from "../plugin/hooks.ts";

/** The version of the native boundary that this toolkit speaks; `ABI_VERSION` of the crate `mcpplugins-abi`. */
export const ABI_VERSION = 3;

/** What an addon exports, once its ABI version is known to be ours. */
export interface AddonExports<Engine = TextAddonEngine | ValueAddonEngine> {
  readonly mcppluginsAbi: number;
  /** {@link AddonFacts} as JSON. */
  describe(): string;
  /** Makes an instance. Throws with code `MCPPLUGINS_CONFIG` when the plugin refuses the config. */
  create(config: string, host: string, exchange?: Uint32Array): Engine;
}

/**
 * All texts of a payload in one call. Undefined: nothing to do. A number: slots that the answer takes. A string: the
 * answer.
 */
export type AddonScan = (text: string) => undefined | number | string;

/** An instance of a text plugin inside an addon; see `native/crates/plugin-abi/src/node/mod.rs` for the exchange. */
export interface TextAddonEngine {
  /** The plugin's limits as JSON. */
  readonly limits: string;
  /** Which fields the plugin looks at, as JSON; undefined when it looks at all. */
  readonly fields: string | undefined;
  /** The length of the shortest text in which there can be something to find. */
  readonly shortest: number;
  readonly scan: AddonScan;
  take(): number | string;
  attach(exchange: Uint32Array): void;
  find(text: string): string;
  /** A scan by this engine that asks those of other addons along. Throws when one of them is no engine of this ABI. */
  join(others: readonly TextAddonEngine[]): AddonScan;
}

/** An instance of a value plugin inside an addon. */
export interface ValueAddonEngine {
  /** Payload, context and answer are JSON. Undefined: the call goes on and nothing changes. */
  invoke(hook: number, payload: string, context: string): string | undefined;
}

/** What an addon says of itself. */
export type AddonFacts = CommonFacts &
  (
    | { readonly kind: "text"; readonly looksAt: Readonly<Record<string, string>> }
    | { readonly kind: "value"; readonly hooks: readonly HookName[] }
  );

interface CommonFacts {
  readonly abi: number;
  /** The plugin-manifest.yaml that it was built with. */
  readonly manifest: string;
  readonly build: {
    readonly abiCrate: string;
    readonly target: string;
    readonly profile: string;
    readonly rustc: string;
  };
}

const HOOK_INDEX = new Map<HookName, number>(HOOKS.map((hook, index) => [hook, index]));

/** How a hook crosses the boundary. */
export function hookIndex(hook: HookName): number {
  return HOOK_INDEX.get(hook) ?? 0;
}
