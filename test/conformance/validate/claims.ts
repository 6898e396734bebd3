import type { RuleCode } from "../../../src/validate/rules/index.ts";

/** A config that CPEX takes, what a rule says of it, and whether the plugin is then called on a tool call of alice. */
export interface Claim {
  readonly text: string;
  readonly code: RuleCode | undefined;
  readonly called: boolean;
}

const FILTER = "cpex_pii_filter.PIIFilterPlugin";

function plugin(kind: string, hooks: string, rest = ""): string {
  return `plugins:\n  - {name: a, kind: ${kind}, hooks: [${hooks}]${rest}}\n`;
}

function when(conditions: string, hooks = "tool_pre_invoke"): string {
  return plugin(FILTER, hooks, `, conditions: [${conditions}]`);
}

export const CLAIMS: readonly Claim[] = [
  { text: plugin(FILTER, "tool_pre_invoke"), code: undefined, called: true },
  { text: plugin(FILTER, "resource_pre_fetch, tool_pre_invoke"), code: "hook/unimplemented", called: false },
  { text: plugin(FILTER, "tool_pre_invoke, resource_pre_fetch"), code: "hook/unimplemented", called: true },
  { text: plugin("cpex_pii_filter.PIIFilterPlugn", "tool_pre_invoke"), code: "config/kind", called: false },
  { text: plugin("extrenal", "tool_pre_invoke"), code: "config/kind", called: false },
  { text: plugin("builtin", "tool_pre_invoke"), code: "config/kind", called: false },
  { text: plugin("os.path.Filter", "tool_pre_invoke"), code: "config/kind", called: false },
  {
    text: plugin("isolated_venv", "tool_pre_invoke", ", config: {class_name: a.B}"),
    code: "config/isolated",
    called: false,
  },
  {
    text: plugin(FILTER, "tool_pre_invoke", ", config: {detect_ssn: 1}"),
    code: "plugin-config/invalid",
    called: false,
  },
  { text: plugin(FILTER, "tool_pre_invoke", ", max_content_size: 1"), code: "config/no-effect", called: true },
  { text: plugin(FILTER, "tool_pre_invoke", ", applied_to: {tools: []}"), code: "config/no-effect", called: true },
  {
    text: plugin(FILTER, "tool_pre_invoke", ", mode: transform, config: {block_on_detection: true}"),
    code: "plugin-config/pitfall",
    called: false,
  },
  { text: when("{tools: [search]}"), code: undefined, called: true },
  { text: when("{tools: ['sea*']}"), code: "config/condition", called: false },
  { text: when("{user_patterns: [ali]}"), code: undefined, called: true },
  { text: when("{user_patterns: [^ali]}"), code: "config/condition", called: false },
  { text: when("{prompts: [x]}"), code: "config/condition", called: true },
  { text: when("{tools: [other]}"), code: undefined, called: false },
  { text: when("{tools: [other]}, {tools: []}"), code: "config/condition", called: true },
];
