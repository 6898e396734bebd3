/** The version of the native boundary that this toolkit speaks; `ABI_VERSION` of the crate `mcpplugins-abi`. */
export const ABI_VERSION = 1;

/** What an addon exports, once its ABI version is known to be ours. */
export interface AddonExports {
  readonly mcppluginsAbi: number;
  /** {@link AddonFacts} as JSON. */
  describe(): string;
  /** Makes an instance. Throws with code `MCPPLUGINS_CONFIG` when the plugin refuses the config. */
  create(config: string, host: string, exchange: Uint32Array): AddonEngine;
}

/** An instance of a plugin inside an addon; see `native/crates/plugin-abi/src/node/mod.rs` for the exchange. */
export interface AddonEngine {
  /** The plugin's limits as JSON. */
  readonly limits: string;
  /** Which fields the plugin looks at, as JSON; undefined when it looks at all. */
  readonly fields: string | undefined;
  /** Undefined: nothing to do. A number: slots that the answer takes. A string: the answer. */
  scan(text: string): undefined | number | string;
  take(): number | string;
  attach(exchange: Uint32Array): void;
  find(text: string): string;
}

/** What an addon says of itself. */
export interface AddonFacts {
  readonly abi: number;
  readonly kind: "text";
  readonly looksAt: Readonly<Record<string, string>>;
  /** The plugin-manifest.yaml that it was built with. */
  readonly manifest: string;
  readonly build: {
    readonly abiCrate: string;
    readonly target: string;
    readonly profile: string;
    readonly rustc: string;
  };
}
