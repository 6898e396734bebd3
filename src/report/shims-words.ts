import { BRIDGES, type Part } from "../shims/part.ts";
import type { Shim } from "../shims/read-shims.ts";

/** How many lines a shim has, with blank ones and comments. */
export function totalLines({ files }: Shim): number {
  return files.reduce((sum, { lines }) => sum + lines, 0);
}

/** How many lines of code a shim has. */
export function linesOfCode({ parts }: Shim): number {
  return Object.values(parts).reduce((sum, lines) => sum + lines, 0);
}

/** What has to exist so that the shim can go, in the order of its parts. */
export function bridgesOf({ parts }: Shim): readonly { readonly part: Part; readonly bridge: string }[] {
  return (Object.keys(parts) as Part[])
    .filter((part) => parts[part] > 0)
    .map((part) => ({ part, bridge: BRIDGES[part] }));
}
