import { describe, expect, it } from "vitest";
import { type MigratedText, migrateText } from "../../../src/migrate/migrate-text.ts";
import { DEFAULT_OPTIONS, type MigrateOptions } from "../../../src/migrate/plan.ts";

function migrate(text: string, options: Partial<MigrateOptions> = {}): MigratedText {
  return migrateText(text, { ...DEFAULT_OPTIONS, ...options });
}

/** A config with one plugin, which has these lines. */
function plugin(...lines: string[]): string {
  return ["plugins:", "  - name: a", "    kind: k", ...lines.map((line) => `    ${line}`), ""].join("\n");
}

describe("migrateText rewrites the mode of a plugin", () => {
  it.each([
    ["plain", plugin("mode: enforce"), plugin("mode: sequential")],
    ["in double quotes", plugin('mode: "permissive"'), plugin('mode: "transform"')],
    ["in single quotes", plugin("mode: 'enforce'"), plugin("mode: 'sequential'")],
    ["under a quoted key", plugin('"mode": enforce'), plugin('"mode": sequential')],
    ["with spaces around it", plugin("mode :   enforce   # why"), plugin("mode :   sequential   # why")],
    ["under a tag and an anchor", plugin("mode: !!str &m enforce"), plugin("mode: !!str &m sequential")],
    ["as block text", plugin("mode: >-", "  enforce"), plugin("mode: >-", "  sequential")],
    ["on a line of its own", plugin("mode:", "  enforce"), plugin("mode:", "  sequential")],
    ["with an escape", plugin('mode: "enf\\x6frce" # enforce'), plugin('mode: "sequential" # enforce')],
    ["set twice", plugin("mode: enforce", "mode: permissive"), plugin("mode: sequential", "mode: transform")],
    [
      "in a flow map",
      "plugins: [{name: a, mode: enforce}, {name: b}]",
      "plugins: [{name: a, mode: sequential}, {name: b}]",
    ],
    ["first in its entry", "plugins:\n- mode: enforce\n  name: a\n", "plugins:\n- mode: sequential\n  name: a\n"],
    ["in JSON", '{"plugins":[{"name":"a","mode":"enforce"}]}', '{"plugins":[{"name":"a","mode":"sequential"}]}'],
    [
      "in JSON with tabs",
      '{\n\t"plugins": [\n\t\t{"name": "a", "mode": "enforce"}\n\t]\n}\n',
      '{\n\t"plugins": [\n\t\t{"name": "a", "mode": "sequential"}\n\t]\n}\n',
    ],
    ["in a bare list of plugins", "- {name: a, kind: k, mode: enforce}\n", "- {name: a, kind: k, mode: sequential}\n"],
    [
      "in a document that is one plugin",
      "name: a\nkind: k\nhooks: []\nmode: enforce\n",
      "name: a\nkind: k\nhooks: []\nmode: sequential\n",
    ],
    [
      "in a deployment's overrides",
      "plugins:\n  - name: a\n    plugin_overrides:\n      mode: enforce\n",
      "plugins:\n  - name: a\n    plugin_overrides:\n      mode: sequential\n",
    ],
    [
      "in overrides by name",
      "plugin_overrides:\n  a: {mode: enforce}\n",
      "plugin_overrides:\n  a: {mode: sequential}\n",
    ],
    [
      "inside a file of something else",
      "x:\n  y:\n    plugins:\n    - {name: a, kind: k, mode: enforce}\n",
      "x:\n  y:\n    plugins:\n    - {name: a, kind: k, mode: sequential}\n",
    ],
    [
      "in every document",
      "---\nplugins: [{name: a, mode: enforce}]\n---\nplugins: [{name: b, mode: permissive}]\n...\n",
      "---\nplugins: [{name: a, mode: sequential}]\n---\nplugins: [{name: b, mode: transform}]\n...\n",
    ],
    [
      "with a byte order mark and CRLF",
      "\uFEFFplugins:\r\n- name: a\r\n  mode: enforce",
      "\uFEFFplugins:\r\n- name: a\r\n  mode: sequential",
    ],
    [
      "with the line breaks of old Macs",
      "plugins:\r- name: a\r  mode: enforce\r",
      "plugins:\r- name: a\r  mode: sequential\r",
    ],
    [
      "in brackets and quotes that are not indented",
      'plugins: [\n{name: a,\nmode: enforce, # "c"\n"description":"b\n\nc"}\n]\ntext: \'d\n\te\'\n',
      'plugins: [\n{name: a,\nmode: sequential, # "c"\n"description":"b\n\nc"}\n]\ntext: \'d\n\te\'\n',
    ],
    [
      "beside a question mark in brackets",
      plugin("mode: enforce", "tags: [a?]"),
      plugin("mode: sequential", "tags: [a?]"),
    ],
    [
      "behind characters of two code units",
      "plugins:\n- name: 😀\n  mode: enforce\n",
      "plugins:\n- name: 😀\n  mode: sequential\n",
    ],
  ])("%s", (_, text, expected) => {
    const { output, problems } = migrate(text);
    expect(output).toBe(expected);
    expect(problems).toEqual([]);
    expect(migrate(output).edits).toEqual([]);
  });
});

describe("migrateText adds on_error for enforce_ignore_error", () => {
  it.each([
    [
      "after the mode",
      plugin("mode: enforce_ignore_error", "priority: 1"),
      plugin("mode: sequential", "on_error: ignore", "priority: 1"),
    ],
    [
      "in the quotes of the mode",
      plugin('mode: "enforce_ignore_error"'),
      plugin('mode: "sequential"', 'on_error: "ignore"'),
    ],
    [
      "after a comment of the mode",
      plugin("mode: enforce_ignore_error # x"),
      plugin("mode: sequential # x", "on_error: ignore"),
    ],
    [
      "in the column of the values",
      plugin("mode:        enforce_ignore_error"),
      plugin("mode:        sequential", "on_error:    ignore"),
    ],
    [
      "not where there is one",
      plugin("mode: enforce_ignore_error", "on_error: fail"),
      plugin("mode: sequential", "on_error: fail"),
    ],
    [
      "not where there is an empty one",
      plugin("on_error:", "mode: enforce_ignore_error"),
      plugin("on_error:", "mode: sequential"),
    ],
    [
      "at the end of a file without a line break",
      "plugins:\n- name: a\n  mode: enforce_ignore_error",
      "plugins:\n- name: a\n  mode: sequential\n  on_error: ignore",
    ],
    [
      "with the line breaks of the file",
      "plugins:\r\n- name: a\r\n  mode: enforce_ignore_error\r\n",
      "plugins:\r\n- name: a\r\n  mode: sequential\r\n  on_error: ignore\r\n",
    ],
    [
      "under a mode that is first in its entry",
      "plugins:\n-   mode: enforce_ignore_error\n    name: a\n",
      "plugins:\n-   mode: sequential\n    on_error: ignore\n    name: a\n",
    ],
    [
      "in a flow map",
      "plugins: [{name: a, mode: enforce_ignore_error}]",
      "plugins: [{name: a, mode: sequential, on_error: ignore}]",
    ],
    [
      "in JSON on one line",
      '{"plugins":[{"name":"a","mode":"enforce_ignore_error"}]}',
      '{"plugins":[{"name":"a","mode":"sequential","on_error":"ignore"}]}',
    ],
    [
      "in JSON on many lines",
      '{"plugins": [{\n  "mode": "enforce_ignore_error",\n  "name": "a"\n}]}\n',
      '{"plugins": [{\n  "mode": "sequential",\n  "on_error": "ignore",\n  "name": "a"\n}]}\n',
    ],
  ])("%s", (_, text, expected) => {
    const { output, problems } = migrate(text);
    expect(problems).toEqual([]);
    expect(output).toBe(expected);
    expect(migrate(output).edits).toEqual([]);
  });

  it("adds it to permissive plugins to preserve their behavior", () => {
    const text = plugin("mode: permissive");
    expect(migrate(text, { preserveBehavior: true }).output).toBe(plugin("mode: transform", "on_error: ignore"));
    const explicit = plugin("mode: permissive", "on_error: disable");
    expect(migrate(explicit, { preserveBehavior: true }).output).toBe(plugin("mode: transform", "on_error: disable"));
  });
});

describe("migrateText with anchors", () => {
  it.each([
    [
      "edits an anchored mode once",
      "plugins:\n- {name: a, mode: &m enforce}\n- {name: b, mode: *m}\n",
      "plugins:\n- {name: a, mode: &m sequential}\n- {name: b, mode: *m}\n",
    ],
    [
      "edits a merged map once",
      "base: &b {mode: permissive}\nplugins:\n- <<: *b\n  name: a\n- <<: *b\n  name: b\n",
      "base: &b {mode: transform}\nplugins:\n- <<: *b\n  name: a\n- <<: *b\n  name: b\n",
    ],
    [
      "edits a list of merged maps",
      "b: &b {mode: enforce}\nc: &c {kind: k}\nplugins:\n- <<: [*c, *b]\n  name: a\n",
      "b: &b {mode: sequential}\nc: &c {kind: k}\nplugins:\n- <<: [*c, *b]\n  name: a\n",
    ],
    [
      "edits an aliased plugin once",
      "p: &p {name: a, kind: k, mode: enforce}\nplugins: [*p]\n",
      "p: &p {name: a, kind: k, mode: sequential}\nplugins: [*p]\n",
    ],
    [
      "adds on_error beside the anchored mode",
      "base: &b\n  mode: enforce_ignore_error\nplugins:\n- <<: *b\n  name: a\n",
      "base: &b\n  mode: sequential\n  on_error: ignore\nplugins:\n- <<: *b\n  name: a\n",
    ],
    [
      "adds on_error to each plugin that aliases the mode",
      "m: &m enforce_ignore_error\nplugins:\n- name: a\n  mode: *m\n- name: b\n  mode: *m\n  on_error: fail\n",
      "m: &m sequential\nplugins:\n- name: a\n  mode: *m\n  on_error: ignore\n- name: b\n  mode: *m\n  on_error: fail\n",
    ],
    [
      "adds on_error only to the plugin that needs it",
      "base: &b\n  mode: enforce_ignore_error\nplugins:\n- <<: *b\n  name: a\n- <<: *b\n  name: b\n  mode: disabled\n",
      "base: &b\n  mode: sequential\nplugins:\n- <<: *b\n  on_error: ignore\n  name: a\n- <<: *b\n  name: b\n  mode: disabled\n",
    ],
  ])("%s", (_, text, expected) => {
    const { output, problems } = migrate(text);
    expect(problems).toEqual([]);
    expect(output).toBe(expected);
    expect(migrate(output).edits).toEqual([]);
  });

  it.each([
    ["an alias", "plugins:\n- {name: a, mode: &m enforce}\npgbouncer: {mode: *m}\n"],
    ["a merge key", "b: &b {mode: enforce}\nplugins:\n- {<<: *b, name: a}\npgbouncer: {<<: *b, x: 1}\n"],
  ])("leaves a file in which something else has the mode of a plugin by %s", (_, text) => {
    const { output, problems } = migrate(text);
    expect(output).toBe(text);
    expect(problems).toMatchObject([{ code: "unproven", severity: "error" }]);
  });
});

describe("migrateText with templates and texts", () => {
  it.each([
    [
      "Jinja values",
      plugin('config: {url: "{{ env.URL }}"}', "mode: enforce"),
      plugin('config: {url: "{{ env.URL }}"}', "mode: sequential"),
    ],
    [
      "Jinja statements",
      "plugins:\n{% for p in ps -%}\n- name: {{ p.name }}\n{%- if p.strict %}\n  mode: enforce\n{% else %}\n  mode: permissive\n{%- endif %}\n{% endfor %}\n",
      "plugins:\n{% for p in ps -%}\n- name: {{ p.name }}\n{%- if p.strict %}\n  mode: sequential\n{% else %}\n  mode: transform\n{%- endif %}\n{% endfor %}\n",
    ],
    [
      "Helm statements",
      'data:\n  {{- if .Values.on }}\n  config.yaml: |\n    plugins:\n      - name: {{ .Values.name | quote }}\n        kind: k\n        mode: enforce\n{{ include "x" . | indent 6 }}\n  {{- end }}\n',
      'data:\n  {{- if .Values.on }}\n  config.yaml: |\n    plugins:\n      - name: {{ .Values.name | quote }}\n        kind: k\n        mode: sequential\n{{ include "x" . | indent 6 }}\n  {{- end }}\n',
    ],
    [
      "braces in template strings",
      'plugins:\n- name: a\n  config: {url: "{{ "{{" }} x {{ "}}" }}@{{ .Release.Name }}"}\n  mode: enforce\n',
      'plugins:\n- name: a\n  config: {url: "{{ "{{" }} x {{ "}}" }}@{{ .Release.Name }}"}\n  mode: sequential\n',
    ],
    [
      "on_error in a block text",
      "data:\n  x: |-\n    plugins:\n      - name: a\n        mode: enforce_ignore_error\n",
      "data:\n  x: |-\n    plugins:\n      - name: a\n        mode: sequential\n        on_error: ignore\n",
    ],
    [
      "a block text in a block text",
      "a: |\n  b: |\n    plugins:\n    - {name: a, mode: enforce}\n",
      "a: |\n  b: |\n    plugins:\n    - {name: a, mode: sequential}\n",
    ],
    [
      "JSON in a block text",
      'data:\n  x.json: |\n    {"plugins": [{"name": "a", "mode": "enforce"}]}\n',
      'data:\n  x.json: |\n    {"plugins": [{"name": "a", "mode": "sequential"}]}\n',
    ],
  ])("rewrites beside %s", (_, text, expected) => {
    const { output, problems } = migrate(text);
    expect(problems).toEqual([]);
    expect(output).toBe(expected);
    expect(migrate(output).edits).toEqual([]);
  });

  it("tells of a mode that a template decides", () => {
    const text = plugin("mode: \"{{ env.MODE | default('permissive') }}\"");
    expect(migrate(text)).toMatchObject({ output: text, notes: [{ code: "template-mode", plugin: "a" }] });
  });
});

describe("migrateText leaves alone", () => {
  it.each([
    ["other modes", "pgbouncer: {mode: enforce}\nplugins: [{name: a, fail_mode: enforce, mode: audit}]\n"],
    ["the config of a plugin", plugin("config: {mode: enforce, plugins: [{name: b, kind: k, mode: enforce}]}")],
    ["tags and prose", plugin("tags: [enforce]", "description: mode enforce, or permissive", "mode: disabled")],
    ["lists that are not of plugins", "x:\n  plugins:\n  - {name: a, mode: enforce}\n"],
    ["scripts", "run: |\n  yq '.mode = \"enforce\"' x.yaml\n  mode: enforce\n"],
    ["a config without modes", plugin("hooks: []", "description: this will enforce much")],
    ["other files", "a: [enforce"],
  ])("%s", (_, text) => {
    const { output, edits, problems } = migrate(text);
    expect({ output, edits, problems }).toEqual({ output: text, edits: [], problems: [] });
  });

  it("a value that is not exactly a mode, and reports it", () => {
    const text = plugin("mode: Enforce");
    expect(migrate(text)).toMatchObject({
      output: text,
      problems: [{ code: "unknown-mode", severity: "warning", plugin: "a" }],
    });
    expect(migrate(text, { fixCase: true })).toMatchObject({ output: plugin("mode: sequential"), problems: [] });
    expect(migrate(plugin('mode: "enforce "'), { fixCase: true }).output).toBe(plugin('mode: "sequential"'));
  });

  it.each([
    ["a merge conflict", "<<<<<<< HEAD\nplugins: [{name: a, mode: enforce}]\n=======\n>>>>>>> b\n"],
    ["broken YAML", "plugins: [{name: a, mode: enforce}\n"],
    ["broken YAML and an anchor", "plugins: [{name: a, mode: &m !!str enforce}\n"],
    ["lists a hundred thousand deep", `${"[".repeat(100_000)}mode: enforce`],
  ])("a text with %s, and says why", (_, text) => {
    expect(migrate(text)).toMatchObject({
      output: text,
      edits: [],
      problems: [{ code: "unreadable", severity: "error" }],
    });
  });

  it("what is stored in bindings, with a note", () => {
    const text = "policies:\n- {plugin_id: a, mode: enforce}\n";
    expect(migrate(text)).toMatchObject({ output: text, notes: [{ code: "stored-binding" }] });
  });

  it("a mode that is not known to be a plugin's, with a note", () => {
    expect(migrate("selinux: {mode: permissive}\n").notes).toMatchObject([{ code: "not-a-plugin" }]);
  });
});

describe("migrateText in comments", () => {
  it.each([
    [
      "lists behind a mode",
      plugin("mode: disabled  # enforce | permissive | disabled"),
      plugin("mode: disabled  # sequential | transform | disabled"),
    ],
    [
      "quoted modes behind a mode",
      plugin('mode: disabled # Set to "enforce" or "permissive"'),
      plugin('mode: disabled # Set to "sequential" or "transform"'),
    ],
    [
      "a commented-out mode",
      plugin("mode: disabled", '# mode: "enforce"'),
      plugin("mode: disabled", '# mode: "sequential"'),
    ],
    [
      "a commented-out plugin",
      "plugins:\n#  - name: a\n#    kind: k\n#    mode: enforce # enforce | disabled\n",
      "plugins:\n#  - name: a\n#    kind: k\n#    mode: sequential # sequential | disabled\n",
    ],
    [
      "a commented-out enforce_ignore_error",
      plugin("mode: disabled", '#mode: "enforce_ignore_error"'),
      plugin("mode: disabled", '#mode: "sequential"  # on_error: ignore'),
    ],
    [
      "one with its own on_error",
      plugin("# mode: enforce_ignore_error", "# on_error: fail", "mode: audit"),
      plugin("# mode: sequential", "# on_error: fail", "mode: audit"),
    ],
  ])("rewrites %s", (_, text, expected) => {
    expect(migrate(text).output).toBe(expected);
    expect(migrate(expected).edits).toEqual([]);
    expect(migrate(text, { comments: false }).output).toBe(text);
  });

  it.each([
    [
      "a list with a mode that has no word of its own",
      plugin("mode: audit # enforce | enforce_ignore_error | permissive"),
    ],
    ["prose", plugin("mode: audit # Start in permissive mode")],
    ["comments behind other keys", plugin("priority: 1 # not permissive")],
    ["sentences", plugin("# we enforce this")],
    ["a commented-out mode of a plugin's config", plugin("config:", "  a: 1", "  # mode: enforce")],
    ["one in a commented-out config", plugin("# config:", "#   mode: enforce", "hooks: []")],
  ])("reports %s and leaves it", (_, text) => {
    expect(migrate(text)).toMatchObject({ output: text, notes: [{ code: "comment-prose" }] });
  });

  it("says nothing of comments that are not about plugins", () => {
    const text = "a: 1\n# mode: enforce\nplugins: [{name: a, mode: audit}]\nb: 2 # enforce\n# mode: enforce\n";
    expect(migrate(text)).toMatchObject({ edits: [], notes: [] });
  });

  it("takes no # in a value for a comment", () => {
    const text = plugin('mode: "disabled" ', 'description: "x # enforce | permissive"', "config: {a: b#c}");
    expect(migrate(text)).toMatchObject({ edits: [], notes: [] });
  });
});

describe("migrateText says what changes at run time", () => {
  const codes = (text: string, options: Partial<MigrateOptions> = {}): string[] =>
    migrate(text, options).notes.map(({ code }) => code);

  it("for errors and state of permissive plugins", () => {
    expect(codes(plugin("mode: permissive"))).toEqual(["errors-stop-request", "state-merged"]);
    expect(codes(plugin("mode: permissive", "on_error: fail"))).toEqual(["state-merged"]);
    expect(codes(plugin("mode: permissive"), { preserveBehavior: true })).toEqual(["state-merged"]);
  });

  it("for violations of plugins that ignored errors", () => {
    expect(codes(plugin("mode: enforce_ignore_error"))).toEqual(["violation-raised"]);
  });

  it.each([
    ["a lower priority", 10, 20, "[h]", ["order-changed"]],
    ["the same priority and an earlier place", 10, 10, "[h]", ["order-changed"]],
    ["a higher priority", 20, 10, "[h]", []],
    ["other hooks", 10, 20, "[i]", []],
  ])("for a permissive plugin with %s than a blocking one", (_, first, second, hooks, expected) => {
    const text = `plugins:\n- {name: a, hooks: [h], mode: permissive, on_error: fail, priority: ${first}}\n- {name: b, hooks: ${hooks}, mode: enforce, priority: ${second}}\n`;
    expect(codes(text).filter((code) => code === "order-changed")).toEqual(expected);
  });

  it("names the plugins whose order changes", () => {
    const text =
      "plugins:\n- {name: a, hooks: [h], mode: permissive, priority: 1}\n- {name: b, hooks: [h]}\n- {name: c, hooks: [h], mode: disabled}\n";
    const note = migrate(text).notes.find(({ code }) => code === "order-changed");
    expect(note).toMatchObject({ plugin: "a", message: "runs after b now, and used to run before" });
  });

  it("for settings that are not the default, with the variable that takes their place", () => {
    const text = `${plugin("mode: enforce")}plugin_settings:\n  plugin_timeout: 120\n  fail_on_plugin_error: false\n`;
    expect(migrate(text).notes.map(({ message }) => message)).toEqual([
      "CPEX ignores plugin_settings: set PLUGINS_PLUGIN_TIMEOUT=120 in the environment",
    ]);
  });
});

describe("migrateText backwards", () => {
  it.each([
    ["enforce", plugin("mode: enforce # enforce | permissive | disabled")],
    ["permissive", plugin('mode: "permissive"', "# mode: enforce")],
    ["enforce_ignore_error", plugin("mode: enforce_ignore_error", "priority: 1")],
    ["enforce_ignore_error in JSON", '{"plugins":[{"name":"a","mode":"enforce_ignore_error"}]}'],
    ["a commented-out enforce_ignore_error", plugin("mode: permissive", "# mode: enforce_ignore_error")],
  ])("leads back to %s", (_, text) => {
    const forward = migrate(text).output;
    expect(forward).not.toBe(text);
    expect(migrate(forward, { direction: "reverse" })).toMatchObject({ output: text, problems: [] });
  });

  it("reports modes that the old framework does not have", () => {
    const text = plugin("mode: audit");
    expect(migrate(text, { direction: "reverse" })).toMatchObject({
      output: text,
      problems: [{ code: "no-old-mode" }],
    });
  });
});

describe("the edits of migrateText", () => {
  it("say what, where, why and for which plugin", () => {
    const text = "x: |\n  plugins:\n  - {name: a, mode: enforce}\n";
    expect(migrate(text).edits).toEqual([
      {
        rule: "mode",
        span: { start: 36, end: 43 },
        before: "enforce",
        after: "sequential",
        reason: "CPEX calls 'enforce' 'sequential'",
        plugin: "a",
        document: 0,
        path: ["x", "plugins", 0],
        unit: 0,
      },
    ]);
  });

  it("are made by unit, each with its on_error", () => {
    const text = "plugins:\n- {name: a, mode: enforce_ignore_error}\n- {name: b, mode: enforce}\n";
    const first = migrateText(text, DEFAULT_OPTIONS, (unit) => unit === 0);
    expect(first.output).toBe(
      "plugins:\n- {name: a, mode: sequential, on_error: ignore}\n- {name: b, mode: enforce}\n",
    );
    expect(migrateText(text, DEFAULT_OPTIONS, (unit) => unit === 1).edits).toHaveLength(1);
  });
});
