import { join } from "node:path";
import { buildAddon } from "../addon/build-addon.ts";
import { explainAddonProblem } from "../addon/problem.ts";
import { failed } from "../errors.ts";
import { openPlugin } from "../runtime/open-plugin.ts";

/** What is wrong with the manifests and configs below a folder, in words. */
export type ConfigCheck = (folder: string) => Promise<readonly string[]>;

export interface VerifyOptions {
  readonly checkConfigs: ConfigCheck;
  readonly signal?: AbortSignal | undefined;
  /** Takes what is being done, and cargo's progress. */
  readonly onStep?: ((text: string) => void) | undefined;
}

/**
 * Proves a project without npm: its manifest and config are what CPEX loads, its manifest and its code agree, and where it
 * has a native side, the addon builds, loads and looks at the same parts of the payloads.
 *
 * @throws {ToolError} exit 4 with what does not work.
 */
export async function verifyProject(folder: string, { checkConfigs, signal, onStep }: VerifyOptions): Promise<void> {
  onStep?.("checking manifest and config");
  const problems = await checkConfigs(folder);
  if (problems.length > 0) throw failed("the new project is not valid", { details: problems.join("\n") });
  onStep?.("opening the plugin");
  const { slug, manifest } = await openPlugin(folder);
  const native = manifest.implementations.native;
  if (native === undefined) return;
  onStep?.("building the addon");
  const onLine = (line: string): void => onStep?.(`building the addon: ${line}`);
  await buildAddon({ folder, slug, crate: join(folder, native.crate), profile: "release", signal, onLine });
  const built = (await openPlugin(folder)).native;
  if (built?.status === "unusable") throw failed(explainAddonProblem(built.problem));
}
