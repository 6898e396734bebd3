import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Check, ok, problem } from "./check.ts";

/** The config that a gateway started here would read: `PLUGINS_CONFIG_FILE`, by default `plugins/config.yaml` (cpex 0.1.4). */
export function checkConfig(cwd: string, env: NodeJS.ProcessEnv): Check {
  const named = env["PLUGINS_CONFIG_FILE"];
  const path = resolve(cwd, named ?? "plugins/config.yaml");
  const exists = existsSync(path);
  if (named === undefined) return ok("config", exists ? path : `none here (${path} does not exist)`);
  if (exists) return ok("config", `${path}, from PLUGINS_CONFIG_FILE`);
  // CPEX takes a missing file for an empty config, so that no plugin runs and nobody is told.
  return problem(
    "config",
    `PLUGINS_CONFIG_FILE names ${path}, which does not exist: no plugin would run`,
    "correct the path",
  );
}
