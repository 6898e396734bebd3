import { failed } from "../errors.ts";
import { type PluginSettings, readSettings, SettingsError } from "../runtime/settings.ts";

/**
 * The settings of an environment.
 *
 * @throws {ToolError} exit 4 that names every variable that can't be read.
 */
export function settingsOf(env: NodeJS.ProcessEnv): PluginSettings {
  try {
    return readSettings(env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw failed("settings of the environment can't be read", { details: error.issues.join("\n"), cause: error });
  }
}
