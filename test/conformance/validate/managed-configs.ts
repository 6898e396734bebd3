import fc from "fast-check";
import type { ManagedPlugin } from "../../../src/validate/model/managed/managed-plugin.ts";

const VALUES = [
  ..."null true false 0 1 -1 5 10 11 200 6000 99999999999 5.0 0.5 1.5 .nan .inf 2024-01-01 0o7 010 1_0".split(" "),
  ...[
    "x",
    "",
    "5",
    "on",
    "60/m",
    " 5 / Hour ",
    "0/s",
    "1000001/s",
    "1/day",
    "redis",
    "redis://h",
    "rediss://u:p@h:1/2",
    "http://h",
    "memory",
    "closed",
    "partial",
    "token_bucket",
  ].map((text) => JSON.stringify(text)),
  ..."[] [x] [1] [null] [true] [500] [-1] [1.0] [99999999999] [''] [a.b] [a..b] ['('] ['a{2}b'] [[x]] [{}]".split(" "),
  "['a', 5]",
  "{}",
  ...["1", "x", "true", "null", "60/m", "{}", "[x]"].map((value) => `{a: ${value}}`),
  "{1: true}",
  "{a: 60/m, b: 5}",
  "{a: 0/m, b: 5}",
  "{base64: -1}",
  ...["max_retries: 3", "max_retries: 99", "max_retries: x", "jitter: 1", "retry_on_status: 5", "x: 1"].map(
    (setting) => `{t: {${setting}}}`,
  ),
  ...[
    "pattern: a, description: b",
    "pattern: a",
    "pattern: '(', description: b",
    "pattern: '(', description: b, enabled: false",
    "pattern: a, description: b, enabled: 1",
    "pattern: a, description: b, mask_strategy: null",
    "pattern: a, description: b, mask_strategy: blur",
    "pattern: '', description: b",
    "pattern: a, description: 5",
  ].map((item) => `[{${item}}]`),
];

/** Settings that others depend on. */
const BEFORE: Readonly<Record<string, readonly string[]>> = {
  rate_limiter: ["", "      backend: redis\n      redis_url: redis://h\n"],
};

/** Files with one managed plugin and some of its settings, with values of every type. */
export function managedConfigFiles(slug: string, { className, settings }: ManagedPlugin): fc.Arbitrary<string> {
  const keys = fc.uniqueArray(fc.constantFrom(...Object.keys(settings), "unknown"), { minLength: 1, maxLength: 3 });
  const before = fc.constantFrom(...(BEFORE[slug] ?? [""]));
  return fc
    .tuple(before, keys)
    .chain(([lines, chosen]) =>
      fc.tuple(...chosen.map(() => fc.constantFrom(...VALUES))).map((values) => {
        const config = chosen.map((key, index) => `      ${key}: ${values[index] ?? ""}\n`);
        return `plugins:\n  - name: a\n    kind: cpex_${slug}.${className}\n    config:\n${lines}${config.join("")}`;
      }),
    )
    .filter((text) => !NAMES_FILES.test(text));
}

/** Files that the plugin opens; what is on the machine is not compared. */
const NAMES_FILES = /rediss:[\s\S]*redis_ssl_(?:ca|cert|key)|redis_ssl_(?:ca|cert|key)[\s\S]*rediss:/;
