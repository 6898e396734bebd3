import { relative, sep } from "node:path";

/** A path as it is shown, with `/` between its parts: from the current folder where it is below that. */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path);
  return (below.startsWith("..") ? path : below).split(sep).join("/");
}
