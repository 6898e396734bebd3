import type { CatalogRuleCode } from "../../catalog/rules/index.ts";
import type { YamlProblemCode } from "../../yaml/problem.ts";
import type { FileType, Rule } from "../rule.ts";
import { condition } from "./config/condition.ts";
import { duplicatePlugin } from "./config/duplicate-plugin.ts";
import { emptyName } from "./config/empty-name.ts";
import { external } from "./config/external.ts";
import { failOpen } from "./config/fail-open.ts";
import { grpc } from "./config/grpc.ts";
import { ignoredCapabilities } from "./config/ignored-capabilities.ts";
import { isolated } from "./config/isolated.ts";
import { configKind } from "./config/kind.ts";
import { legacyMode } from "./config/legacy-mode.ts";
import { configManifest } from "./config/manifest.ts";
import { mcp } from "./config/mcp.ts";
import { noEffect } from "./config/no-effect.ts";
import { noHooks } from "./config/no-hooks.ts";
import { path } from "./config/path.ts";
import { phaseOrder } from "./config/phase-order.ts";
import { plainSecret } from "./config/plain-secret.ts";
import { pluginDirs } from "./config/plugin-dirs.ts";
import { pluginSettings } from "./config/plugin-settings.ts";
import { sse } from "./config/sse.ts";
import { tls } from "./config/tls.ts";
import { unixSocket } from "./config/unix-socket.ts";
import { unknownCapability } from "./config/unknown-capability.ts";
import { unverifiedTls } from "./config/unverified-tls.ts";
import { url } from "./config/url.ts";
import { duplicateHook } from "./duplicate-hook.ts";
import { manifestAddon } from "./manifest/addon.ts";
import { manifestCode } from "./manifest/code.ts";
import { defaultConfig } from "./manifest/default-config.ts";
import { implementations } from "./manifest/implementations.ts";
import { kind } from "./manifest/kind.ts";
import { source } from "./manifest/source.ts";
import { version } from "./manifest/version.ts";
import { versions } from "./manifest/versions.ts";
import { missingKey } from "./missing-key.ts";
import { notAMapping } from "./not-a-mapping.ts";
import { invalidPluginConfig } from "./plugin-config/invalid.ts";
import { pluginConfigPitfall } from "./plugin-config/pitfall.ts";
import { slowPattern } from "./plugin-config/slow-pattern.ts";
import { unknownPluginConfigKey } from "./plugin-config/unknown-key.ts";
import { surprisingValue } from "./surprising-value.ts";
import { templateQuantifier } from "./template-quantifier.ts";
import { unimplementedHook } from "./unimplemented-hook.ts";
import { unknownHook } from "./unknown-hook.ts";
import { unknownKey } from "./unknown-key.ts";
import { unknownValue } from "./unknown-value.ts";
import { wrongType } from "./wrong-type.ts";

const SHARED = [notAMapping, missingKey, wrongType, unknownValue, unknownKey, unknownHook, duplicateHook] as const;

const CONFIG = [
  external,
  mcp,
  grpc,
  unixSocket,
  tls,
  url,
  path,
  sse,
  unknownCapability,
  ignoredCapabilities,
  legacyMode,
  duplicatePlugin,
  emptyName,
  configKind,
  isolated,
  noHooks,
  noEffect,
  pluginDirs,
  unimplementedHook,
  configManifest,
  pluginSettings,
  condition,
  phaseOrder,
  unverifiedTls,
  failOpen,
  plainSecret,
  surprisingValue,
  templateQuantifier,
  pluginConfigPitfall,
  slowPattern,
  invalidPluginConfig,
  unknownPluginConfigKey,
] as const;

const MANIFEST = [
  kind,
  version,
  versions,
  source,
  implementations,
  manifestCode,
  manifestAddon,
  defaultConfig,
  surprisingValue,
] as const;

type AnyRule = (typeof SHARED | typeof CONFIG | typeof MANIFEST)[number];

/** Every code that a diagnostic can have. Codes are stable: scripts and ignores name them. */
export type RuleCode =
  | YamlProblemCode
  | AnyRule["code"]
  | CatalogRuleCode
  | "file/unreadable"
  | "ignore/unused"
  | "settings/invalid";

/** The rules for a type of file, in the order in which they run. */
export function rulesFor(type: FileType): readonly Rule<AnyRule["code"]>[] {
  return [...SHARED, ...(type === "config" ? CONFIG : MANIFEST)];
}
