/** Whether an argument is a pattern rather than a path. */
export function isGlob(pattern: string): boolean {
  return /[*?[{]/.test(pattern);
}

/** The folder that a pattern starts from: its leading parts without wildcards. `.` when there are none. */
export function globBase(pattern: string): string {
  const parts = pattern.split("/");
  const first = parts.findIndex(isGlob);
  const base = parts.slice(0, first === -1 ? parts.length : first).join("/");
  return base === "" ? (pattern.startsWith("/") ? "/" : ".") : base;
}

/**
 * A pattern as a regular expression for whole paths with `/` between their parts: `*` and `?` stay inside a part, `**` is
 * any number of parts, `[abc]` and `{a,b}` are choices.
 */
export function globToRegExp(pattern: string): RegExp {
  const tokens = pattern.matchAll(/\*\*\/|\*\*|\*|\?|\[!?[^\]]+\]|[{},]|[^*?[{},]+|\[/g);
  let depth = 0;
  let source = "";
  for (const [token] of tokens) {
    if (token === "{") depth++;
    if (token === "}" && depth > 0) {
      depth--;
      source += ")";
    } else source += tokenSource(token, depth);
  }
  return new RegExp(`^${source}${")".repeat(depth)}$`, "u");
}

function tokenSource(token: string, depth: number): string {
  switch (token) {
    case "**/":
      return "(?:[^/]+/)*";
    case "**":
      return ".*";
    case "*":
      return "[^/]*";
    case "?":
      return "[^/]";
    case "{":
      return "(?:";
    case ",":
      return depth > 0 ? "|" : ",";
    default:
      return token.startsWith("[") && token.length > 1
        ? `[${token.slice(1, -1).replace(/^!/, "^").replaceAll("\\", "\\\\")}]`
        : token.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  }
}
