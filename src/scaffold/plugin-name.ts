import { builtinModules } from "node:module";

/** The name of a plugin: of its manifest, its npm package and, with `_` for `-`, its crate. */
const NAME = /^[a-z][a-z0-9_-]*$/;
const MAX_LENGTH = 64;

const RUST_WORDS = `
  abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if impl in
  let loop macro match mod move mut override priv pub ref return self static struct super trait true try type typeof
  unsafe unsized use virtual where while yield
`
  .trim()
  .split(/\s+/);
const CRATES = ["alloc", "core", "memchr", "mcpplugins_abi", "proc_macro", "serde", "std"];
const PACKAGES = ["cpex", "mcpplugins", "node_modules", "typescript", "vitest", "zod"];
const GENERIC = ["plugin", "plugins", "test", "tests"];
const DEVICES = ["aux", "con", "nul", "prn", ...["com", "lpt"].flatMap((port) => [1, 2, 3, 4].map((n) => port + n))];

const RESERVED = new Map<string, string>([
  ...GENERIC.map((name) => [name, "it says nothing about the plugin"] as const),
  ...DEVICES.map((name) => [name, "it is the name of a device on Windows"] as const),
  ...builtinModules.map((name) => [name, "it is a module of Node"] as const),
  ...PACKAGES.map((name) => [name, "it is the name of a package that plugins use"] as const),
  ...CRATES.map((name) => [name, "it is the name of a crate that plugins use"] as const),
  ...RUST_WORDS.map((name) => [name, "it is a word of Rust"] as const),
]);

/** The name of the Rust package and library: Rust's names have no dash. */
export function crateName(name: string): string {
  return name.replaceAll("-", "_");
}

/** What is wrong with a plugin's name, with a better one; undefined when it is fine. */
export function nameProblem(name: string): string | undefined {
  const reason = reasonAgainst(name);
  return reason === undefined ? undefined : `'${name}' can't be the name of a plugin: ${reason}${suggestion(name)}`;
}

function reasonAgainst(name: string): string | undefined {
  if (!NAME.test(name))
    return "it must begin with a lower-case letter and go on with lower-case letters, digits, - and _";
  if (name.length > MAX_LENGTH) return `it is longer than ${MAX_LENGTH} characters`;
  return RESERVED.get(crateName(name)) ?? RESERVED.get(name);
}

function suggestion(name: string): string {
  const better = nearestName(name);
  return better === undefined ? "" : `; '${better}' would do`;
}

/** The name itself where a plugin may have it, and otherwise one that comes close; undefined when there is none. */
export function nearestName(name: string): string | undefined {
  const slug = slugOf(name);
  return [name, slug, `${slug}-filter`].find((each) => reasonAgainst(each) === undefined);
}

/** The nearest name of the right form: `My Filter` becomes `my-filter`. */
function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, "-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9_]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "")
    .slice(0, MAX_LENGTH);
}
