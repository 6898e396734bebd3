import { dirname, resolve } from "node:path";
import type { Host } from "../rule.ts";
import { findClass } from "./python-class.ts";

/** Whether a kind is a path to a plugin's folder: it starts where the config is. */
export function isPathKind(kind: string): boolean {
  return /^\.{1,2}\/|^\//.test(kind);
}

/** The folder of the plugin that a kind names, where its files are at hand. */
export async function folderOfKind(kind: string, folder: string, host: Host): Promise<string | undefined> {
  if (isPathKind(kind)) return resolve(folder, kind);
  const found = await findClass(kind, folder, host);
  return found.status === "found" ? dirname(found.file) : undefined;
}
