import { quoteText } from "./quote.ts";

/**
 * A place in JSON-like data, as JavaScript spells it: `scenarios[2].sample.size`, and with a root `$.args["x-id"]`. The data
 * itself is the root, or `(top)`.
 */
export function formatPath(keys: readonly PropertyKey[], root = ""): string {
  let path = root;
  for (const key of keys) {
    const name = String(key);
    if (typeof key === "number") path += `[${name}]`;
    else if (!/^[A-Za-z_$][\w$]*$/.test(name)) path += `[${quoteText(name)}]`;
    else path += path === "" ? name : `.${name}`;
  }
  return path === "" ? "(top)" : path;
}
