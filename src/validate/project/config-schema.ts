import { join } from "node:path";
import type { z } from "zod";
import { messageOf } from "../../errors.ts";
import type { Host } from "../rule.ts";

/** The JSON Schema of a plugin's settings, beside its manifest: `mcpplugins schema . --output config.schema.json` writes it. */
export const SCHEMA_FILE = "config.schema.json";

export type ConfigSchema =
  | { readonly schema: z.ZodType; readonly problem?: undefined }
  | { readonly schema?: undefined; readonly problem: string };

const seen = new WeakMap<Host, Map<string, Promise<ConfigSchema | undefined>>>();

/** The schema in a plugin's folder, or why it can't be used; undefined when there is none. */
export function configSchemaIn(folder: string, host: Host): Promise<ConfigSchema | undefined> {
  const known = seen.get(host) ?? new Map<string, Promise<ConfigSchema | undefined>>();
  seen.set(host, known);
  const schema = known.get(folder) ?? readSchema(join(folder, SCHEMA_FILE), host);
  known.set(folder, schema);
  return schema;
}

async function readSchema(path: string, { files }: Host): Promise<ConfigSchema | undefined> {
  if ((await files.stat(path))?.kind !== "file") return undefined;
  try {
    const data: unknown = JSON.parse(await files.readText(path));
    if (typeof data !== "object" || data === null) return { problem: "it is no object" };
    const { z: zod } = await import("zod");
    return { schema: zod.fromJSONSchema(data as Parameters<typeof zod.fromJSONSchema>[0]) };
  } catch (error) {
    return { problem: messageOf(error) };
  }
}
