import fc from "fast-check";
import type { ConfigCase } from "./cases/case.ts";

const ENV = { NAME: "redis", EMPTY: "", HTML: `a"b<c>&d'e`, LIST: "a,b,c", NUMBER: "5" };

const variable = fc.constantFrom("NAME", "EMPTY", "HTML", "LIST", "NUMBER", "NOPE");
const filter = fc.constantFrom("upper", "lower", "trim", "safe", "e", "string", "d('y')", "length");
const test = fc.constantFrom("defined", "not defined", "string", "none", "number", "true");

/** Expressions that may be of any type, and such that stand in a test. */
const expressions = fc.letrec<{ value: string; truth: string }>((tie) => {
  const [value, truth] = [tie("value"), tie("truth")];
  return {
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      variable.map((name) => `env.${name}`),
      variable.map((name) => `env['${name}']`),
      variable.map((name) => `env.get('${name}', 'x')`),
      fc.constantFrom("env.get('NOPE')", "nope", "5", `"it's"`, "env.LIST.split(',') | join('<')", "env.NOPE.more"),
      fc.tuple(value, filter).map(([of, name]) => `(${of}) | ${name}`),
      fc.tuple(value, value).map(([of, other]) => `(${of}) | default(${other})`),
      fc.tuple(value, value).map(([of, other]) => `(${of}) | default(${other}, true)`),
      fc.tuple(value, value).map(([left, right]) => `env.NAME ~ (${left}) ~ (${right})`),
      fc.tuple(value, fc.constantFrom("or", "and"), value).map(([left, word, right]) => `(${left}) ${word} (${right})`),
      fc.tuple(value, truth, value).map(([yes, when, no]) => `(${yes}) if ${when} else (${no})`),
      fc.tuple(value, truth).map(([yes, when]) => `(${yes}) if ${when}`),
    ),
    truth: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      variable.map((name) => `env.${name}`),
      variable.map((name) => `('${name}' in env)`),
      fc
        .tuple(value, fc.constantFrom("==", "!="), value)
        .map(([left, sign, right]) => `((${left}) ${sign} (${right}))`),
      fc.tuple(value, test).map(([of, name]) => `((${of}) is ${name})`),
      truth.map((what) => `(not ${what})`),
    ),
  };
});

const piece = fc.oneof(
  fc.constantFrom("a", " ", "{# c #}", "{% raw %}{{{% endraw %}"),
  expressions.value.map((value) => `{{ ${value} }}`),
  expressions.value.map((value) => `{{- ${value} -}}`),
  fc
    .tuple(expressions.truth, expressions.value, expressions.value)
    .map(([when, yes, no]) => `{% if ${when} %}{{ ${yes} }}{% else %}{{ ${no} }}{% endif %}`),
  fc
    .tuple(expressions.truth, expressions.truth, expressions.value)
    .map(([when, other, value]) => `{% if ${when} %}1{% elif ${other} %}{{ ${value} }}{% endif %}`),
  expressions.value.map((value) => `{% for x in [1, ${value}] %}[{{ x }}]{% endfor %}`),
  expressions.value.map((value) => `{%- for x in env.LIST.split(',') %}{{ x ~ (${value}) }}{% endfor -%}`),
);

/** A template as block text, in which YAML takes whatever Jinja writes. */
const template = fc
  .array(piece, { minLength: 1, maxLength: 4 })
  .map((pieces) => `plugins:\n- name: a\n  kind: b\n  config:\n    value: |\n      .${pieces.join("")}.\n`);

const TEXTS = ["a", "yes", "no", "on", "~", "null", "''", "'1'", "2024-01-01", "12:30", "stdio", "'http://host'"];
const NUMBERS = [
  "1",
  "0",
  "-1",
  "1.0",
  "1.5",
  "1e3",
  "010",
  "0x1F",
  "0b11",
  "1_000",
  ".5",
  "+1",
  ".inf",
  "'2.0'",
  "true",
];
const NESTED = ["[]", "{}", "[a]", "[1]", "[yes]", "{a: b}", "{a: 1}", "{1: a}", "[{}]", "[[a]]"];
const WORDS = [
  "sequential",
  "enforce",
  "permissive",
  "enforce_ignore_error",
  "fail",
  "ignore",
  "external",
  "[read_agent]",
];
const TRANSPORTS = ["{proto: STDIO, cmd: [a]}", "{proto: SSE, url: 'http://host'}", "{target: 'a:1'}", "{path: /a}"];
const yaml = fc.constantFrom(...TEXTS, ...NUMBERS, ...NESTED, ...WORDS, ...TRANSPORTS);

const PLUGIN_KEYS =
  `description author namespace version hooks tags mode on_error priority max_content_size conditions applied_to
  capabilities config mcp grpc unix_socket kind name`.split(/\s+/);
const TOP_KEYS = ["plugin_dirs", "server_settings", "grpc_server_settings", "unix_socket_server_settings", "plugins"];
/** Without `uds`, whose path is made absolute there. */
const SECTIONS: Readonly<Record<string, readonly string[]>> = {
  server_settings: ["host", "port", "tls"],
  grpc_server_settings: ["host", "port", "tls"],
  unix_socket_server_settings: ["path"],
};

const pluginFields = fc
  .dictionary(fc.constantFrom(...PLUGIN_KEYS), yaml, { maxKeys: 3 })
  .map((fields) => `plugins: [${flow({ name: "a", kind: "b", ...fields })}]\n`);
const topFields = fc.tuple(fc.constantFrom(...TOP_KEYS), yaml).map(([key, value]) => `${key}: ${value}\n`);
const sectionFields = fc
  .constantFrom(...Object.entries(SECTIONS))
  .chain(([section, keys]) =>
    fc.dictionary(fc.constantFrom(...keys), yaml, { maxKeys: 2 }).map((fields) => `${section}: ${flow(fields)}\n`),
  );

function flow(fields: Readonly<Record<string, string>>): string {
  return `{${Object.entries(fields)
    .map(([key, value]) => `${key}: ${value}`)
    .join(", ")}}`;
}

/** Config files with random templates, or with random values in their fields. */
export const configs: fc.Arbitrary<ConfigCase> = fc
  .oneof(template, pluginFields, pluginFields, topFields, sectionFields)
  .map((text) => ({ name: JSON.stringify(text), text, env: ENV }));
