/**
 * What a line of a Python shim is there for. framework: what CPEX's Python ABI asks of any plugin. logging: its log lines. The
 * others are behaviour of the plugin itself.
 */
export const PARTS = ["framework", "logging", "config", "fallback", "decisions", "metrics", "helpers"] as const;

export type Part = (typeof PARTS)[number];
export type Behaviour = Exclude<Part, "framework" | "logging">;

/** The behaviour that a shim may hold, in the order of {@link PARTS}. */
export const BEHAVIOURS = [
  "config",
  "fallback",
  "decisions",
  "metrics",
  "helpers",
] as const satisfies readonly Behaviour[];

/** What has to exist so that the lines of each part can go. */
export const BRIDGES = {
  framework: "one shared Plugin class that forwards every declared hook to the Rust core",
  logging: "the Rust core's own log lines, through pyo3-log",
  config: "the config model in the Rust core: defaults, ranges and error messages",
  fallback: "a packaged core that always loads, and on_error for what it raises",
  decisions: "hooks in the Rust core that return whole results, through framework_bridge",
  metrics: "metadata that the Rust core puts into its results",
  helpers: "the same functions in the Rust core",
} as const satisfies Record<Part, string>;

export function isBehaviour(part: Part): part is Behaviour {
  return part !== "framework" && part !== "logging";
}
