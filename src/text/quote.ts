/** A text as a JavaScript string. What is not printable ASCII is escaped: look-alikes are often the point. */
export function quoteText(text: string): string {
  return JSON.stringify(text).replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
