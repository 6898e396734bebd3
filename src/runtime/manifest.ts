import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { failed, messageOf } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import { HOOKS, type HookName } from "../plugin/hooks.ts";

export const MANIFEST_FILE = "plugin-manifest.yaml";

/** Where a plugin's implementations are, relative to the manifest. Our addition to CPEX's model, which ignores it. */
const implementations = z.object({
  /** The module with the TypeScript implementation; its compiled `.js` is taken where the `.ts` is not there. */
  fallback: z.string(),
  native: z.object({ crate: z.string() }).optional(),
});

const manifest = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_-]*$/, "must be lower-case letters, digits, - and _"),
  version: z.string(),
  description: z.string().default(""),
  available_hooks: z.array(z.enum(HOOKS)),
  default_config: z.record(z.string(), z.unknown()).default({}),
  implementations,
});

/** The part of a plugin-manifest.yaml that running a plugin needs. */
export interface PluginManifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly available_hooks: readonly HookName[];
  readonly default_config: Readonly<Record<string, unknown>>;
  readonly implementations: {
    readonly fallback: string;
    readonly native?: { readonly crate: string } | undefined;
  };
}

/**
 * Reads the manifest of a plugin folder.
 *
 * @throws {ToolError} exit 3 when there is none, exit 4 when a plugin can't be run by it; `validate` says more.
 */
export async function readManifest(folder: string): Promise<PluginManifest> {
  const path = join(folder, MANIFEST_FILE);
  const text = await readText(path);
  let data: unknown;
  try {
    data = parse(text, { version: "1.1", uniqueKeys: false });
  } catch (cause) {
    throw failed(`${path} is not YAML: ${messageOf(cause)}`, { hint: validateHint(path), cause });
  }
  const parsed = manifest.safeParse(data);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path: keys, message }) =>
    keys.length === 0 ? message : `${keys.join(".")}: ${message}`,
  );
  throw failed(`${path} does not describe a plugin that can be run`, {
    details: issues.join("\n"),
    hint: validateHint(path),
  });
}

function validateHint(path: string): string {
  return `Run 'mcpplugins validate ${path}' for the exact place.`;
}
