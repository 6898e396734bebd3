import type { CheckOptions } from "./check.ts";

export const plugin = (...lines: readonly string[]): string =>
  ["plugins:", "  - name: a", "    kind: b.C", ...lines.map((line) => `    ${line}`), ""].join("\n");
const external = (...lines: readonly string[]): string =>
  ["plugins:", "  - name: a", "    kind: external", ...lines.map((line) => `    ${line}`), ""].join("\n");
export const mcp = (section: string): string => external(`mcp: {${section}}`);
const STDIO = "proto: STDIO, cmd: [run]";
const HTTP = 'proto: STREAMABLEHTTP, url: "http://h/"';

interface Case {
  readonly title: string;
  readonly text: string;
  /** `severity code marked-text`, in order. */
  readonly found: readonly string[];
  readonly options?: CheckOptions;
}

// The verdicts are those of ConfigLoader.load_config of cpex 0.1.4 on the same files.
export const CONFIG_CASES: readonly Case[] = [
  { title: "an empty config", text: "", found: [] },
  { title: "an empty list, which Python takes as nothing", text: "[]", found: [] },
  { title: "a config that is a list", text: "- a", found: ["error schema/not-a-mapping - a"] },
  { title: "a config that is a word", text: "plugins", found: ["error schema/not-a-mapping plugins"] },
  { title: "no plugins", text: "plugins:\n", found: [] },
  { title: "a top-level key that is no string", text: "on: x\n", found: ["error schema/wrong-type on"] },
  { title: "plugins that are no list", text: "plugins: 5\n", found: ["error schema/wrong-type 5"] },
  { title: "a plugin that is no map", text: "plugins: [x]\n", found: ["error schema/wrong-type x"] },
  {
    title: "a plugin without name and kind",
    text: "plugins: [{mode: audit}]\n",
    found: ["error schema/missing-key mode", "error schema/missing-key mode"],
  },
  {
    title: "a plugin that has nothing",
    text: "plugins: [{}]\n",
    found: ["error schema/missing-key {}", "error schema/missing-key {}"],
  },
  {
    title: "a version that YAML reads as a number",
    text: plugin("version: 1.0"),
    found: ["error schema/wrong-type 1.0"],
  },
  { title: "a mode that YAML reads as false", text: plugin("mode: off"), found: ["error schema/wrong-type off"] },
  { title: "a mode that is null", text: plugin("mode:"), found: ["error schema/wrong-type mode"] },
  { title: "a mode with a space", text: plugin("mode: 'audit '"), found: ["error schema/unknown-value 'audit '"] },
  {
    title: "an on_error that does not exist",
    text: plugin("on_error: stop"),
    found: ["error schema/unknown-value stop"],
  },
  {
    title: "whole numbers in every form that is converted",
    text: plugin("priority: ' +5.0 '", "max_content_size: true"),
    found: ["warning config/no-effect max_content_size"],
  },
  { title: "a fraction as priority", text: plugin("priority: 1.5"), found: ["error schema/wrong-type 1.5"] },
  { title: "a word as priority", text: plugin("priority: 1e3"), found: ["error schema/wrong-type 1e3"] },
  {
    title: "hooks that are a word",
    text: plugin("hooks: tool_pre_invoke"),
    found: ["error schema/wrong-type tool_pre_invoke"],
  },
  { title: "a hook that is a number", text: plugin("hooks: [5]"), found: ["error schema/wrong-type 5"] },
  {
    title: "a hook that does not exist",
    text: plugin("hooks: [tool_pre_invok]"),
    found: ["warning hook/unknown tool_pre_invok"],
  },
  {
    title: "a hook that is named twice",
    text: plugin("hooks: [evaluate, evaluate]"),
    found: ["warning hook/duplicate evaluate"],
  },
  { title: "a key that no plugin has", text: plugin("priorty: 5"), found: ["warning schema/unknown-key priorty"] },
  {
    title: "a key that no condition has",
    text: plugin("conditions: [{tool: [x]}]"),
    found: ["warning schema/unknown-key tool"],
  },
  {
    title: "conditions that are a map",
    text: plugin("conditions: {tools: [x]}"),
    found: ["error schema/wrong-type {tools: [x]}"],
  },
  { title: "tools that are a word", text: plugin("conditions: [{tools: x}]"), found: ["error schema/wrong-type x"] },
  {
    title: "applied_to without a tool's name",
    text: plugin("applied_to: {tools: [{fields: [x]}]}"),
    found: ["error schema/missing-key fields"],
  },
  { title: "a config that is a list", text: plugin("config: [x]"), found: ["error schema/wrong-type [x]"] },
  {
    title: "a config with a key that YAML reads as true",
    text: plugin("config: {yes: x}"),
    found: ["error schema/wrong-type yes"],
  },
  {
    title: "a capability that does not exist",
    text: plugin("capabilities: [read_header]"),
    found: ["error config/unknown-capability read_header"],
  },
  {
    title: "a capability that is a number",
    text: plugin("capabilities: [5]"),
    found: ["error config/unknown-capability 5"],
  },
  {
    title: "capabilities that are a word",
    text: plugin("capabilities: read_headers"),
    found: ["warning config/ignored-capabilities read_headers"],
  },
  { title: "capabilities that are null", text: plugin("capabilities: null"), found: [] },
  {
    title: "a mode of the old framework",
    text: plugin("mode: enforce"),
    found: ["warning config/legacy-mode enforce"],
  },
  { title: "a kind that is empty", text: "plugins: [{name: a, kind: ''}]\n", found: ["warning config/empty-name ''"] },
  {
    title: "two plugins of one name",
    text: "plugins: [{name: a, kind: b.C}, {name: a, kind: b.D}]\n",
    found: ["warning config/duplicate-plugin a"],
  },
  {
    title: "two plugins of one name, one of them disabled",
    text: "plugins: [{name: a, kind: b.C}, {name: a, kind: b.D, mode: disabled}]\n",
    found: [],
  },
  {
    title: "plugin_settings of whatever type",
    text: "plugin_settings: 5\n",
    found: ["warning config/plugin-settings plugin_settings"],
  },
  { title: "plugin_dirs that are null", text: "plugin_dirs:\n", found: ["error schema/wrong-type plugin_dirs"] },

  { title: "an external plugin without a transport", text: external(), found: ["error config/external external"] },
  { title: "an external plugin with an empty config", text: external("config: {}", `mcp: {${STDIO}}`), found: [] },
  {
    title: "an external plugin with a config",
    text: external("config: {x: 1}", `mcp: {${STDIO}}`),
    found: ["error config/external config"],
  },
  {
    title: "an external plugin with two transports",
    text: external(`mcp: {${STDIO}}`, 'grpc: {target: "h:1"}'),
    found: ["error config/external grpc"],
  },
  {
    title: "a protocol in lower case",
    text: mcp("proto: stdio, cmd: [run]"),
    found: ["error schema/unknown-value stdio"],
  },
  { title: "a protocol that is refused later", text: mcp("proto: GRPC"), found: ["error config/mcp GRPC"] },
  { title: "STDIO with nothing to run", text: mcp("proto: STDIO"), found: ["error config/mcp STDIO"] },
  { title: "STDIO with two things to run", text: mcp(`${STDIO}, script: x.py`), found: ["error config/mcp cmd"] },
  { title: "STDIO with a URL", text: mcp(`${STDIO}, url: "http://h/"`), found: ["error config/mcp url"] },
  {
    title: "STDIO with a socket",
    text: mcp(`${STDIO}, uds: /s`),
    found: ["error config/mcp uds"],
    options: { files: { "/x": "" } },
  },
  { title: "STDIO with TLS", text: mcp(`${STDIO}, tls: {verify: true}`), found: ["error config/mcp tls"] },
  { title: "an empty command", text: mcp("proto: STDIO, script: x.py, cmd: []"), found: ["error config/mcp []"] },
  { title: "a command with an empty part", text: mcp('proto: STDIO, cmd: [a, " "]'), found: ['error config/mcp " "'] },
  { title: "an empty environment", text: mcp(`${STDIO}, env: {}`), found: ["error config/mcp {}"] },
  { title: "a number in the environment", text: mcp(`${STDIO}, env: {A: 5}`), found: ["error schema/wrong-type 5"] },
  { title: "HTTP without a URL", text: mcp("proto: STREAMABLEHTTP"), found: ["error config/mcp STREAMABLEHTTP"] },
  { title: "HTTP with a command", text: mcp(`${HTTP}, cmd: [x]`), found: ["error config/mcp cmd"] },
  { title: "SSE", text: mcp('proto: SSE, url: "http://h/"'), found: ["warning config/sse SSE"] },
  {
    title: "a private address",
    text: mcp('proto: STREAMABLEHTTP, url: "http://127.0.0.1/"'),
    found: ['error config/url "http://127.0.0.1/"'],
  },
  {
    title: "a key without a certificate",
    text: mcp(`${HTTP}, tls: {keyfile: k}`),
    found: ["error config/tls keyfile"],
    options: { files: { "/project/k": "" } },
  },
  {
    title: "TLS over a socket",
    text: mcp(`${HTTP}, uds: s, tls: {}`),
    found: ["error config/tls tls"],
    options: { files: { "/project/x": "" } },
  },
  { title: "gRPC without an address", text: external("grpc: {}"), found: ["error config/grpc grpc"] },
  {
    title: "gRPC with two addresses",
    text: external('grpc: {target: "h:1", uds: s}'),
    found: ["error config/grpc uds"],
    options: { files: { "/project/x": "" } },
  },
  { title: "gRPC without a port", text: external("grpc: {target: h}"), found: ["error config/grpc h"] },
  {
    title: "a Unix socket that is not absolute",
    text: external("unix_socket: {path: s}"),
    found: ["error config/unix-socket s"],
  },
  { title: "client_auth in any case", text: "grpc_server_settings: {tls: {client_auth: Require}}\n", found: [] },
  {
    title: "client_auth that does not exist",
    text: "grpc_server_settings: {tls: {client_auth: always}}\n",
    found: ["error schema/unknown-value always"],
  },
  { title: "a port that is a word", text: "server_settings: {port: http}\n", found: ["error schema/wrong-type http"] },

  {
    title: "an absolute script that is not there",
    text: mcp("proto: STDIO, script: /x.py"),
    found: ["error config/path /x.py"],
  },
  {
    title: "a script that can't be run",
    text: mcp("proto: STDIO, script: /x"),
    found: ["error config/path /x"],
    options: { files: { "/x": "text" } },
  },
  {
    title: "a script that can be run",
    text: mcp("proto: STDIO, script: ~/x"),
    found: [],
    options: { files: { "/srv/me/x": "#!/bin/sh" } },
  },
  { title: "a relative script, wherever it is", text: mcp("proto: STDIO, script: x"), found: [] },
  { title: "a folder that is not there", text: mcp(`${STDIO}, cwd: sub`), found: ["error config/path sub"] },
  {
    title: "a folder that is there",
    text: mcp(`${STDIO}, cwd: sub`),
    found: [],
    options: { files: { "/project/sub/x": "" } },
  },
  {
    title: "a socket in a folder that is not there",
    text: mcp(`${HTTP}, uds: /run/none/s`),
    found: ["error config/path /run/none/s"],
  },
  {
    title: "a certificate that is not there",
    text: mcp(`${HTTP}, tls: {ca_bundle: ca.pem}`),
    found: ["error config/path ca.pem"],
  },

  {
    title: "settings that a bundled plugin refuses or lacks",
    text: "plugins:\n  - name: a\n    kind: pii_filter\n    config:\n      detect_sn: true\n      max_nested_depth: 0\n      custom_patterns: [{pattern: x, note: y}]\n",
    found: [
      "warning plugin-config/unknown-key detect_sn",
      "error plugin-config/invalid 0",
      "error plugin-config/invalid pattern",
      "warning plugin-config/unknown-key note",
    ],
  },

  {
    title: "values that only the environment decides",
    text: plugin(
      "mode: {{ env.MODE }}",
      'priority: "{{ env.PRIORITY | default(5) }}"',
      "hooks: {{ env.HOOKS }}",
      "conditions: [{tools: [x{{ env.T }}]}]",
    ),
    found: [],
  },
  {
    title: "unknown text in quotes where a list is asked for",
    text: plugin('hooks: "{{ env.HOOKS }}"'),
    found: ['error schema/wrong-type "{{ env.HOOKS }}"'],
  },
  {
    title: "a name that renders to nothing",
    text: plugin('description: "x {{ y }}"'),
    found: ["warning template/empty {{ y }}"],
  },
  {
    title: "a problem in a block that the loader may never see",
    text: "plugins:\n{% if env.A %}\n  - name: a\n    kind: b.C\n    mode: x\n{% endif %}\n",
    found: ["note template/statement {% if env.A %}", "note schema/unknown-value x"],
  },
  {
    title: "a missing key that a block may bring",
    text: "plugins:\n  - name: a\n    {% if env.A %}\n    mode: audit\n    {% endif %}\n",
    found: ["note schema/missing-key name", "note template/statement {% if env.A %}"],
  },
  {
    title: "problems behind an alias, once for each use",
    text: "plugins:\n  - &p {name: a, kind: b.C, mode: x}\n  - {<<: *p, name: c}\n",
    found: ["error schema/unknown-value x", "error schema/unknown-value x"],
  },
];
