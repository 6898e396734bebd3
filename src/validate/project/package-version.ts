import type { FileAccess } from "../files.ts";

/**
 * The version in a `package.json` or `Cargo.toml`; undefined when there is no such file, it can't be read, or the version is that
 * of its workspace.
 */
export async function packageVersion(file: string, files: FileAccess): Promise<string | undefined> {
  if ((await files.stat(file))?.kind !== "file") return undefined;
  let text: string;
  try {
    text = await files.readText(file);
  } catch {
    return undefined;
  }
  return file.endsWith(".json") ? versionInJson(text) : await versionInCargo(text);
}

function versionInJson(text: string): string | undefined {
  try {
    const data: unknown = JSON.parse(text);
    const version = typeof data === "object" && data !== null && "version" in data ? data.version : undefined;
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}

async function versionInCargo(text: string): Promise<string | undefined> {
  const [{ parseToml }, { nodeAt, textOf }] = await Promise.all([
    import("../../catalog/toml/parse.ts"),
    import("../../catalog/toml/node.ts"),
  ]);
  return textOf(nodeAt(parseToml(text).root, ["package", "version"]));
}
