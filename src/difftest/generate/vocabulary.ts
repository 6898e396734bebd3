import type { Samples } from "../../plugin/samples.ts";
import { isPlainObject, stringsIn } from "../data.ts";

/** Text that many plugins react to, for those that bring no words of their own. */
const COMMON: readonly string[] = [
  "plain words only",
  "alice@example.com",
  "https://example.com/path?q=1#top",
  "123-45-6789",
  "4111 1111 1111 1111",
  "+1 (555) 123-4567",
  "192.168.0.1",
  "2024-02-29",
  "ABC-1234",
  "password: hunter2",
  "key=0123456789abcdef0123456789ABCDEF",
  "SELECT * FROM users WHERE id = 1; -- all",
  "aGVsbG8gd29ybGQhIGhlbGxvIHdvcmxkIQ==",
  '{"name": "value", "list": [1, 2]}',
  "<b>bold</b>",
];

/**
 * The words that generated texts are made of: the plugin's own, or common ones where it has none, and the strings among its
 * config's defaults.
 *
 * @param schema the JSON Schema of the plugin's config.
 */
export function vocabularyOf(samples: Samples | undefined, schema: unknown): string[] {
  const own = samples === undefined || samples.vocabulary.length === 0 ? COMMON : samples.vocabulary;
  return [...new Set([...own, ...defaultTexts(schema)])];
}

function defaultTexts(schema: unknown): string[] {
  const properties = isPlainObject(schema) ? schema["properties"] : undefined;
  if (!isPlainObject(properties)) return [];
  const defaults = Object.values(properties).map((property) =>
    isPlainObject(property) ? property["default"] : undefined,
  );
  return stringsIn(defaults, 100).filter((text) => text !== "");
}
