import { createHash } from "node:crypto";
import { availableParallelism, cpus } from "node:os";
import { basename } from "node:path";
import type { LoadedAddon } from "../addon/load-addon.ts";
import { platformTriple } from "../addon/triple.ts";
import { readBytes } from "../files/read-text.ts";
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
  readonly native: AddonIdentity;
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

/** @param fallback the module of the TypeScript implementation, as the manifest names it. */
export async function readEnvironment({ file, facts }: LoadedAddon, fallback: string): Promise<Environment> {
  const { versions, platform, arch } = process;
  const sha256 = createHash("sha256")
    .update(await readBytes(file))
    .digest("hex");
  const { rustc, profile } = facts.build;
  return {
    mcpplugins: packageVersion(),
    node: versions.node,
    v8: versions.v8,
    platform,
    arch,
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    native: { file: basename(file), triple: platformTriple(), sha256, rustc, profile },
    fallback: { module: fallback },
  };
}
