import { ExitCode, ToolError } from "../errors.ts";
import { crateVersion } from "./cargo.ts";
import { checkContract } from "./check-repository.ts";
import { kindOf } from "./kind.ts";
import { moduleName, packageName, type Repository } from "./repository.ts";

/** A plugin of a valid repository, with the keys and values of `tools/plugin_catalog.py list`. */
export interface PluginRecord {
  readonly slug: string;
  readonly path: string;
  readonly package_name: string;
  readonly cargo_package_name: string;
  readonly module_name: string;
  readonly kind: string;
  readonly version: string;
  readonly release_wheel_matrix: readonly WheelTarget[];
}

export interface WheelTarget {
  readonly runner: string;
  readonly platform: string;
}

const WHEELS: readonly WheelTarget[] = [
  { runner: "ubuntu-latest", platform: "linux-x86_64" },
  { runner: "ubuntu-24.04-arm", platform: "linux-aarch64" },
  { runner: "ubuntu-24.04-s390x", platform: "linux-s390x" },
  { runner: "ubuntu-24.04-ppc64le", platform: "linux-ppc64le" },
  { runner: "macos-latest", platform: "macos-arm64" },
  { runner: "windows-latest", platform: "windows-x86_64" },
];

/**
 * The plugins of a repository, sorted by slug.
 *
 * @throws {ToolError} exit 1 with the first finding, when the repository breaks its contract.
 */
export function pluginRecords(repository: Repository): readonly PluginRecord[] {
  const [first, ...others] = checkContract(repository);
  if (first !== undefined) {
    const hint = "'mcpplugins validate --type repo' shows every finding with its place.";
    throw new ToolError(ExitCode.findings, first.message, others.length === 0 ? {} : { hint });
  }
  return repository.plugins.map(({ slug, path, cargo, manifest }) => ({
    slug,
    path,
    package_name: packageName(slug),
    cargo_package_name: slug,
    module_name: moduleName(slug),
    kind: kindOf(manifest) ?? "",
    version: crateVersion(cargo) ?? "",
    release_wheel_matrix: WHEELS,
  }));
}

/** What a query answers when its subject does not fit the repository: exit 1, with the message of the original. */
export function refusal(message: string): ToolError {
  return new ToolError(ExitCode.findings, message);
}
