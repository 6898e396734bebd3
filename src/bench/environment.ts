import { availableParallelism, cpus } from "node:os";
import { basename } from "node:path";
import type { LoadedAddon } from "../addon/load-addon.ts";
import { platformTriple } from "../addon/triple.ts";
import { readBytes } from "../files/read-text.ts";
import { sha256Of } from "../files/sha256.ts";
import { packageVersion } from "../package.ts";

/** Where a comparison was made, and of what: figures from different environments don't compare. */
export interface Environment {
  readonly mcpplugins: string;
  readonly node: string;
  readonly v8: string;
  readonly platform: string;
  readonly arch: string;
  readonly cpu: string;
  /** Processors that this process may use. */
  readonly cores: number;
  /** Undefined when there is no addon that can be used. */
  readonly native?: AddonIdentity | undefined;
  readonly fallback: { readonly module: string };
}

/** Which addon was measured. */
export interface AddonIdentity {
  readonly file: string;
  readonly triple: string;
  readonly sha256: string;
  readonly rustc: string;
  /** Cargo's profile: `release`, or `debug`, whose figures mean nothing. */
  readonly profile: string;
}

/**
 * @param addon what native is made of; undefined when it can't be used.
 * @param fallback the module of the TypeScript implementation, as the manifest names it.
 */
export async function readEnvironment(addon: LoadedAddon | undefined, fallback: string): Promise<Environment> {
  const { versions, platform, arch } = process;
  return {
    mcpplugins: packageVersion(),
    node: versions.node,
    v8: versions.v8,
    platform,
    arch,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    ...(addon === undefined ? {} : { native: await identityOf(addon) }),
    fallback: { module: fallback },
  };
}

async function identityOf({ file, facts }: LoadedAddon): Promise<AddonIdentity> {
  const sha256 = sha256Of(await readBytes(file));
  const { rustc, profile } = facts.build;
  return { file: basename(file), triple: platformTriple(), sha256, rustc, profile };
}
