import { plugin } from "./config-cases.ts";

interface Case {
  readonly title: string;
  readonly text: string;
  /** `code marked-text`, in order; all are warnings. */
  readonly found: readonly string[];
}

const one = (kind: string, ...lines: readonly string[]): string =>
  ["plugins:", "  - name: a", `    kind: ${kind}`, ...lines.map((line) => `    ${line}`), ""].join("\n");
const config = (line: string): string => plugin(`config: {${line}}`);
const two = (first: string, second: string): string =>
  `plugins:\n  - {name: a, kind: b.C, hooks: [tool_pre_invoke], ${first}}\n  - {name: b, kind: b.D, hooks: [tool_pre_invoke, evaluate], ${second}}\n`;
const GUARD = "plugins.deny_filter.deny.DenyListPlugin";

/** Configs that CPEX loads without a word. */
export const ADVICE_CASES: readonly Case[] = [
  {
    title: "a transform that comes too late for a sequential plugin",
    text: two("mode: transform, priority: 5", "priority: 50"),
    found: ["config/phase-order transform"],
  },
  {
    title: "the same in the modes of the old framework",
    text: two("mode: permissive, priority: '5'", "mode: enforce"),
    found: ["config/legacy-mode permissive", "config/phase-order permissive", "config/legacy-mode enforce"],
  },
  {
    title: "a transform whose priority is later anyway",
    text: two("mode: transform, priority: 50", "priority: 5"),
    found: [],
  },
  {
    title: "a transform of the same priority that is written first",
    text: two("mode: transform", "priority: 100"),
    found: ["config/phase-order transform"],
  },
  {
    title: "a transform of the same priority that is written last",
    text: two("priority: 100", "mode: transform"),
    found: [],
  },
  {
    title: "a transform on other hooks",
    text: two("mode: transform, hooks: [agent_pre_invoke]", "priority: 500").replace("hooks: [tool_pre_invoke], ", ""),
    found: [],
  },
  { title: "an audit, which is to come late", text: two("mode: audit, priority: 5", "priority: 50"), found: [] },
  {
    title: "a transform before a disabled plugin",
    text: two("mode: transform, priority: 5", "mode: disabled"),
    found: [],
  },
  {
    title: "a transform of a priority that is not known",
    text: two('mode: transform, priority: "{{ env.P }}"', "priority: 50"),
    found: [],
  },

  {
    title: "a condition with a wildcard",
    text: plugin("conditions: [{tools: [a, 'db_*']}]"),
    found: ["config/condition 'db_*'"],
  },
  {
    title: "a condition with an empty name",
    text: plugin("conditions: [{server_ids: ['']}]"),
    found: ["config/condition ''"],
  },
  {
    title: "user patterns that are regular expressions",
    text: plugin("conditions: [{user_patterns: [^admin, '.*@x.org', a|b, admin.a+b@x.org]}]"),
    found: ["config/condition ^admin", "config/condition '.*@x.org'", "config/condition a|b"],
  },
  {
    title: "a condition that none of the hooks looks at",
    text: plugin("hooks: [http_pre_request, cmf.tool_pre_invoke]", "conditions: [{tools: [x]}]"),
    found: ["config/condition tools"],
  },
  {
    title: "a condition that one of the hooks looks at",
    text: plugin("hooks: [http_pre_request, tool_pre_invoke]", "conditions: [{tools: [x]}]"),
    found: [],
  },
  { title: "a condition on hooks that the server says", text: plugin("conditions: [{tools: [x]}]"), found: [] },
  {
    title: "a condition that always holds beside another",
    text: plugin("conditions: [{tools: [x]}, {tools: []}]"),
    found: ["config/condition {tools: []}"],
  },
  {
    title: "a condition that always holds, alone",
    text: plugin("conditions: [{tools: [], prompts: null}]"),
    found: [],
  },
  {
    title: "a condition that is not known",
    text: plugin('conditions: [{tools: ["{{ env.T }}"]}, {tools: [x]}]'),
    found: [],
  },

  {
    title: "a guard whose errors are ignored",
    text: one(GUARD, "on_error: ignore"),
    found: ["config/fail-open ignore"],
  },
  {
    title: "a guard that is switched off by an error",
    text: one(GUARD, "mode: concurrent", "on_error: disable"),
    found: ["config/fail-open disable"],
  },
  {
    title: "a guard whose errors are ignored by its old mode",
    text: one(GUARD, "mode: enforce_ignore_error"),
    found: ["config/legacy-mode enforce_ignore_error", "config/fail-open enforce_ignore_error"],
  },
  { title: "a guard that only watches", text: one(GUARD, "mode: audit", "on_error: ignore"), found: [] },
  { title: "a plugin that guards nothing", text: plugin("on_error: ignore"), found: [] },
  {
    title: "a plugin that authorizes",
    text: plugin("hooks: [http_auth_resolve_user]", "on_error: ignore"),
    found: ["config/fail-open ignore"],
  },
  {
    title: "guards that are left out when they can't be loaded",
    text: `${one(GUARD)}plugin_settings: {fail_on_plugin_error: false}\n`,
    found: ["config/plugin-settings plugin_settings", "config/fail-open false"],
  },
  {
    title: "other plugins that are",
    text: `${plugin()}plugin_settings: {fail_on_plugin_error: false}\n`,
    found: ["config/plugin-settings plugin_settings"],
  },

  {
    title: "a password in a URL",
    text: config('redis_url: "redis://u:hunter2x@h/0"'),
    found: ['config/plain-secret "redis://u:hunter2x@h/0"'],
  },
  {
    title: "a password from the environment in a URL",
    text: config('redis_url: "redis://u:{{ env.P }}@h/0"'),
    found: [],
  },
  {
    title: "a token of a known form, under whatever key",
    text: config(`x: [ghp_${"a1".repeat(18)}]`),
    found: [`config/plain-secret ghp_${"a1".repeat(18)}`],
  },
  {
    title: "a password under its key",
    text: config("db_password: s3cretive"),
    found: ["config/plain-secret s3cretive"],
  },
  {
    title: "a token in the environment of a server",
    text: one("external", "mcp: {proto: STDIO, cmd: [x], env: {API_TOKEN: abcdef123456}}"),
    found: ["config/plain-secret abcdef123456"],
  },
  {
    title: "what is no secret",
    text: plugin(
      "config:",
      "  password: your-password1",
      "  api_key: OPENAI_API_KEY1",
      "  token: /run/secrets/token1",
      '  secret: "{{ env.SECRET }}"',
      "  credential: credential",
      "  redaction_token: '***REDACTED1***'",
      "  max_token: 100000000",
      "  password_field: passw0rd1",
      "  url: https://user@example.com:8080/path",
    ),
    found: [],
  },

  {
    title: "values that YAML 1.1 reads as others",
    text: plugin(
      "priority: 010",
      "config: {port: 22:30, at: 2024-01-01, limit: 1e3, list: [a, no], api_version: 1.10, inner: {on: x}}",
    ),
    found: [
      "schema/surprising-value 010",
      "schema/surprising-value 22:30",
      "schema/surprising-value 2024-01-01",
      "schema/surprising-value 1e3",
      "schema/surprising-value no",
      "schema/surprising-value 1.10",
      "schema/surprising-value on",
    ],
  },
  {
    title: "values that are what they look like",
    text: plugin(
      "config: {a: yes, b: 0x1F, c: 1_000, d: '010', e: 07, f: 1.0e+3, api_version: 1.5, file_mode: 0644, g: 12:30 am, h: -5, n: null}",
    ),
    found: [],
  },
  {
    title: "a pattern that loses its braces",
    text: config("p: 'a{{3}}b{{ 2, }}c{4}'"),
    found: ["template/quantifier {{3}}", "template/quantifier {{ 2, }}"],
  },

  { title: "a kind of manifests", text: one("native"), found: ["config/kind native"] },
  { title: "a mistyped kind", text: one("extrenal"), found: ["config/kind extrenal"] },
  { title: "a module that CPEX does not load", text: one("os.path.Join"), found: ["config/kind os.path.Join"] },
  {
    title: "a class that a managed plugin does not have",
    text: one("cpex_sql_sanitizer.SqlSanitizerPlugin"),
    found: ["config/kind cpex_sql_sanitizer.SqlSanitizerPlugin"],
  },
  ...["pii_filter", "my-package", "@acme/guard", "cpex_pii_filter.pii_filter.PIIFilterPlugin", "osx.Plugin"].map(
    (kind) => ({
      title: `the kind ${kind}`,
      text: one(`"${kind}"`),
      found: [],
    }),
  ),
  {
    title: "a hook that a managed plugin has no method for",
    text: one("cpex_rate_limiter.RateLimiterPlugin", "hooks: [tool_pre_invoke, tool_post_invoke]"),
    found: ["hook/unimplemented tool_post_invoke"],
  },

  {
    title: "a pattern that takes exponential time",
    text: config("words: [{search: '(a+)+$'}]"),
    found: ["plugin-config/slow-pattern '(a+)+$'"],
  },
  {
    title: "the same for an engine of linear time",
    text: one("cpex_sql_sanitizer.SQLSanitizerPlugin", "config: {blocked_statements: ['(a+)+$']}"),
    found: [],
  },
  { title: "the same under a key of no pattern", text: config("text: '(a+)+$'"), found: [] },

  {
    title: "an isolated plugin that lacks all it needs",
    text: one("isolated_venv"),
    found: ["config/isolated isolated_venv", "config/isolated isolated_venv"],
  },
  {
    title: "an isolated plugin that has all it needs",
    text: `plugin_dirs: [plugins]\n${one("isolated_venv", "config: {class_name: a.B}", "max_content_size: 5")}`,
    found: [],
  },
  { title: "a plugin with an empty list of hooks", text: plugin("hooks: []"), found: [] },
  {
    title: "a plugin without hooks beside others",
    text: "plugins: [{name: a, kind: b.C, hooks: [evaluate]}, {name: b, kind: b.C}, {name: c, kind: b.C, mode: disabled}]\n",
    found: ["config/no-hooks b"],
  },
  {
    title: "external plugins, of which one has to name its hooks",
    text: 'plugins: [{name: a, kind: b.C, hooks: [evaluate]}, {name: b, kind: external, unix_socket: {path: /s}}, {name: c, kind: external, grpc: {target: "h:1"}}]\n',
    found: ["config/no-hooks b"],
  },
  {
    title: "keys that nothing looks at for its kind",
    text: one(
      "cpex_rate_limiter.RateLimiterPlugin",
      "max_content_size: 5",
      "applied_to: {tools: []}",
      "grpc: null",
      "unix_socket: {path: /s}",
    ),
    found: ["config/no-effect max_content_size", "config/no-effect applied_to", "config/no-effect unix_socket"],
  },
  {
    title: "capabilities of an external plugin",
    text: one("external", "mcp: {proto: STDIO, cmd: [x]}", "capabilities: [read_agent]"),
    found: ["config/no-effect capabilities"],
  },
  { title: "applied_to, which a plugin may read itself", text: plugin("applied_to: {tools: []}"), found: [] },
  {
    title: "folders for plugins that CPEX leaves out",
    text: "plugins: []\nplugin_dirs: [plugins, ./x, /project/y, /var/lib/cpex/plugins/z, ../w, /etc/gateway]\n",
    found: ["config/plugin-dirs ../w", "config/plugin-dirs /etc/gateway"],
  },
  {
    title: "servers whose certificates are not checked",
    text: 'plugins: [{name: a, kind: external, mcp: {proto: STREAMABLEHTTP, url: "https://h/", tls: {verify: "No", check_hostname: off}}}, {name: b, kind: external, grpc: {target: "h:1", tls: {verify: yes}}}]\n',
    found: ['config/unverified-tls "No"', "config/unverified-tls off"],
  },
];
