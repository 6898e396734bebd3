/**
 * A string literal that is the same in JSON, TypeScript, YAML and TOML. JSON's escapes are a part of each, and answers hold
 * nothing that JSON leaves bare and another refuses.
 */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Text as Markdown shows it, with nothing in it read as markup. */
export function markdown(text: string): string {
  return text
    .replaceAll(/[\\`*[\]<>|&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\$&`)
    .replaceAll(/^([ \t]*)(#|[-+=~]|\d+[.)])/gm, escapeStart)
    .replaceAll(/^[ \t]+/gm, "");
}

/** A list number is escaped at its dot, everything else in front. */
function escapeStart(_: string, indent: string, start: string): string {
  return /^\d/.test(start) ? `${indent}${start.slice(0, -1)}\\${start.slice(-1)}` : `${indent}\\${start}`;
}

/** A code block in Markdown, with a fence longer than any in the text. */
export function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const line = "`".repeat(longest + 1);
  return `${line}sh\n${text}\n${line}`;
}
