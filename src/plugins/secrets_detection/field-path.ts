const BLANK = /^\p{White_Space}*$/u;

/** What is wrong with a path of a field list, or undefined. */
export function fieldPathProblem(path: string, list: string): string | undefined {
  if (BLANK.test(path)) return `${list} entries must not be empty or whitespace-only`;
  const quoted = JSON.stringify(path);
  if (path.startsWith(".") || path.endsWith(".")) return `${list} path ${quoted} must not start or end with '.'`;
  if (path.split(".").some((key) => BLANK.test(key))) {
    return `${list} path ${quoted} must not contain empty or whitespace-only segments`;
  }
  return undefined;
}
