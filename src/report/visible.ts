/** Characters that would move the cursor, change colours or turn the text around. */
// oxlint-disable-next-line no-control-regex
const INVISIBLE = /[\x00-\x08\x0B-\x1F\x7F-\x9F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** A text from a file as it can be written to a terminal; tabs and line feeds stay. */
export function visible(text: string): string {
  return text.replaceAll(INVISIBLE, "\uFFFD");
}
