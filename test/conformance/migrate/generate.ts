import fc from "fast-check";

const mode = fc.constantFrom(
  "enforce",
  "permissive",
  "enforce_ignore_error",
  "disabled",
  "sequential",
  "transform",
  "audit",
  "concurrent",
  "fire_and_forget",
);
const onError = fc.constantFrom(undefined, "fail", "ignore", "disable");
const quote = fc.constantFrom("", '"', "'");
const blanks = fc.constantFrom(" ", " ", "  ", "     ");
const trailing = fc.constantFrom(
  "",
  "",
  " ",
  "  # enforce | permissive | disabled",
  " # was permissive once",
  " #enforce",
  "   # sequential",
);
const commentLine = fc.constantFrom(
  "",
  "# prose about enforce mode",
  "# mode: enforce",
  '#   mode: "permissive"',
  "# - name: Old\n#   mode: enforce_ignore_error",
  "# ---",
  "#",
);

/** Settings of a plugin that look like what is migrated, and are not. */
const settings = fc.constantFrom(
  undefined,
  "{mode: enforce}",
  "{ fail_mode: permissive, mode: 'enforce' }",
  "\n  mode: permissive\n  nested:\n    mode: enforce",
  "\n  text: |\n    mode: enforce\n    plugins:\n      - name: x",
  "\n  rules:\n    - mode: enforce\n      name: r",
  "{template: '{{ env.NAME }}', list: [enforce, permissive]}",
);

interface Entry {
  readonly mode: string | undefined;
  readonly onError: string | undefined;
  readonly quote: string;
  readonly blanks: string;
  readonly trailing: string;
  readonly before: string;
  readonly settings: string | undefined;
  readonly order: number;
  readonly flow: boolean;
  readonly tags: boolean;
}

const entry: fc.Arbitrary<Entry> = fc.record({
  mode: fc.option(mode, { nil: undefined, freq: 8 }),
  onError,
  quote,
  blanks,
  trailing,
  before: commentLine,
  settings,
  order: fc.nat(),
  flow: fc.boolean(),
  tags: fc.boolean(),
});

interface Layout {
  readonly indent: string;
  readonly dash: string;
  readonly eol: string;
  readonly bom: boolean;
  readonly finalNewline: boolean;
  readonly head: string;
  readonly tail: string;
  readonly shared: string | undefined;
}

const layout: fc.Arbitrary<Layout> = fc.record({
  indent: fc.constantFrom("", "  ", "    "),
  dash: fc.constantFrom("- ", "-   "),
  eol: fc.constantFrom("\n", "\n", "\r\n"),
  bom: fc.boolean(),
  finalNewline: fc.boolean(),
  head: fc.constantFrom(
    "",
    "# Modes: enforce, permissive\n",
    "---\n",
    "pgbouncer:\n  mode: enforce\n",
    "x-mode: &m enforce\n",
  ),
  tail: fc.constantFrom(
    "",
    "plugin_dirs: []\n",
    "plugin_settings:\n  plugin_timeout: 60\n  fail_on_plugin_error: false\n",
    "mode: permissive\n",
    "plugin_dirs:\n  - enforce # mode: enforce\n",
  ),
  shared: fc.constantFrom(
    undefined,
    undefined,
    "defaults: &defaults\n  mode: enforce\n",
    "defaults: &defaults {mode: permissive, priority: 5}\n",
    'defaults: &defaults\n  priority: 7\n  mode:   "enforce_ignore_error"   # shared\n',
  ),
});

/** Texts of config files in many styles, all of which PyYAML reads. */
export const configTexts: fc.Arbitrary<string> = fc
  .tuple(layout, fc.array(entry, { minLength: 0, maxLength: 4 }))
  .map(([style, entries]) => {
    const { head, tail, shared = "", eol, bom, finalNewline } = style;
    // A document marker has to stand before everything but comments.
    const list =
      entries.length === 0 ? "plugins: []\n" : `plugins:\n${entries.map((one, n) => write(one, n, style)).join("")}`;
    const text = `${head}${shared}${list}${tail}`;
    const ended = finalNewline ? text : text.replace(/\n$/, "");
    return (bom ? "\ufeff" : "") + ended.replaceAll("\n", eol);
  });

function write(one: Entry, number: number, { indent, dash, shared }: Layout): string {
  const { settings: config, before, order } = one;
  const { mode: stated, onError: handling } = one;
  const value = (text: string): string => one.quote + text + one.quote;
  const merged = shared !== undefined && order % 3 === 0;
  const fields: [string, string][] = [
    ["name", `Plugin${number}`],
    ["kind", "a.B"],
    ...(stated === undefined ? [] : [["mode", value(stated)] as [string, string]]),
    ...(handling === undefined ? [] : [["on_error", value(handling)] as [string, string]]),
    ...(one.tags ? [["tags", "[enforce, permissive]"] as [string, string]] : []),
    ...(merged ? [["<<", "*defaults"] as [string, string]] : []),
  ];
  const turned = [...fields.slice(order % fields.length), ...fields.slice(0, order % fields.length)];
  const note = before === "" ? "" : before.replaceAll(/^/gm, indent) + "\n";
  if (one.flow && config?.startsWith("\n") !== true) {
    const all = config === undefined ? turned : [...turned, ["config", config] as const];
    return `${note}${indent}${dash}{${all.map(([key, text]) => `${key}:${one.blanks}${text}`).join(", ")}}\n`;
  }
  const margin = indent + " ".repeat(dash.length);
  const block = config?.replaceAll("\n", `\n${margin}`);
  const lines = turned.map(([key, text]) => `${key}:${one.blanks}${text}${key === "mode" ? one.trailing : ""}`);
  if (block !== undefined) lines.push(`config:${block.startsWith("\n") ? "" : " "}${block}`);
  return `${note}${indent}${dash}${lines.join(`\n${margin}`)}\n`;
}
