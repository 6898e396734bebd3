import { createRequire } from "node:module";
import type StringWidth from "string-width";

const load = createRequire(import.meta.url);
const ASCII = /^[\x20-\x7E]*$/;

/** The columns that a text takes on a terminal. What knows all of Unicode is loaded only for a text that needs it. */
export function displayWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  const { default: stringWidth } = load("string-width") as { readonly default: typeof StringWidth };
  return stringWidth(text);
}
