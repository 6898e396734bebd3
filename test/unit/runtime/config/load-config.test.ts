import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ExitCode } from "../../../../src/errors.ts";
import { ConfigFileError, loadConfig } from "../../../../src/runtime/config/load-config.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "load-config-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function load(text: string | Uint8Array, env: Readonly<Record<string, string>> = {}) {
  const path = join(folder, "config.yaml");
  await writeFile(path, text);
  return loadConfig(path, { env });
}

async function issuesOf(text: string, env: Readonly<Record<string, string>> = {}) {
  const error = await load(text, env).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof ConfigFileError ? error.issues : error;
}

const external = (url: string): string =>
  `plugins:\n  - name: a\n    kind: external\n    mcp: {proto: STREAMABLEHTTP, url: '${url}'}\n`;

describe("loadConfig", () => {
  it("fills the template, reads YAML 1.1 and gives what is missing its default", async () => {
    const text = `plugins:
  - name: "{{ env.NAME | default('a') }}"
    kind: x.Y
    mode: permissive
    priority: 010
    config: {strict: yes}
plugin_dirs: [plugins]
`;
    expect(await load(text)).toMatchObject({
      plugins: [{ name: "a", mode: "transform", priority: 8, config: { strict: true }, hooks: [] }],
      plugin_dirs: ["plugins"],
      server_settings: null,
    });
    expect((await load(text, { NAME: "b" })).plugins[0]?.name).toBe("b");
  });

  it.each(["", "---\n", "[]", "plugins: null", "plugin_settings: 5"])(
    "reads %j as a config without plugins",
    async (text) => {
      expect(await load(text)).toEqual({
        plugins: [],
        plugin_dirs: [],
        server_settings: null,
        grpc_server_settings: null,
        unix_socket_server_settings: null,
      });
    },
  );

  it("has CPEX's defaults for servers", async () => {
    expect(
      await load("server_settings: {tls: {}}\ngrpc_server_settings: {tls: {}}\nunix_socket_server_settings: {}\n"),
    ).toMatchObject({
      server_settings: { host: "127.0.0.1", port: 8000, uds: null, tls: { ssl_cert_reqs: 2 } },
      grpc_server_settings: { host: "127.0.0.1", port: 50_051, tls: { client_auth: "require" } },
      unix_socket_server_settings: { path: "/tmp/mcpgateway-plugins.sock" },
    });
  });

  it("refuses a file that does not exist", async () => {
    await expect(loadConfig(join(folder, "nope.yaml"), { env: {} })).rejects.toMatchObject({
      exitCode: ExitCode.notFound,
    });
  });

  it("refuses a file that is not UTF-8", async () => {
    await expect(load(Uint8Array.of(0x61, 0xff))).rejects.toMatchObject({ exitCode: ExitCode.failed });
  });

  it("names everything that is wrong, with its place", async () => {
    const text = `plugins:
  - name: a
    mode: nope
  - name: 5
    kind: b
    hooks: [1]
`;
    expect(await issuesOf(text)).toMatchObject([
      { path: ["plugins", 0, "kind"], line: 2, column: 5 },
      { path: ["plugins", 0, "mode"], line: 3, column: 11 },
      { path: ["plugins", 1, "name"], line: 4, column: 11 },
      { path: ["plugins", 1, "hooks", 0], line: 6, column: 13 },
    ]);
    await expect(load(text)).rejects.toMatchObject({
      details: expect.stringContaining("config.yaml:3:11  plugins.0.mode: ") as string,
    });
  });

  it.each([
    ["a: 1\nb: {{ nope.more }}\n", 2, "'nope' is undefined"],
    ["a: 1\nb: [\n", 2, ""],
    ["a: 1\n{% set x = 1 %}\n", 2, "the statement 'set'"],
    ["a: 1\n---\nb: 2\n", 2, "a second document"],
    ["a: 1\n2: b\n", 1, "the key 2 is not a text"],
    ["plugins:\n- name: a\n  kind: b\n  config: {1: x}\n", 4, "the key 1 is not a text"],
    ["plugins:\n- name: !!binary YQ==\n  kind: b\n", 2, "only Python has"],
    ["plugins:\n- name: a\n  kind: b\n  version: 2024-01-01\n", 4, "expected string, received a date"],
    ["server_settings: 2024-01-01\n", 1, "received a date"],
  ])("places the error of %j in line %i", async (text, line, message) => {
    expect(await issuesOf(text)).toContainEqual(
      expect.objectContaining({ line, message: expect.stringContaining(message) as string }),
    );
  });

  it("keeps a time in a plugin's config as it is written, and makes every key a text", async () => {
    const text = "plugins: [{name: a, kind: b, config: {at: 2024-01-01 10:00:00, x: {2: c}}}]";
    const { plugins } = await load(text);
    expect(plugins[0]?.config).toEqual({ at: "2024-01-01 10:00:00", x: { 2: "c" } });
  });

  it("refuses private addresses unless the protection is off", async () => {
    const text = external("http://127.0.0.1:8000/mcp");
    expect(await issuesOf(text)).toMatchObject([
      { path: ["plugins", 0, "mcp", "url"], message: "URL contains IP address blocked by SSRF protection (127.0.0.1)" },
    ]);
    expect(await issuesOf(text, { PLUGINS_SSRF_PROTECTION_ENABLED: "false" })).toBeUndefined();
    const path = join(folder, "config.yaml");
    await expect(loadConfig(path, { env: {}, settings: { ssrf_protection_enabled: false } })).resolves.toMatchObject({
      plugins: [{ name: "a" }],
    });
  });

  it("refuses credentials in a URL whatever the settings", async () => {
    const text = external("http://user:password@host/");
    expect(await issuesOf(text, { PLUGINS_SSRF_PROTECTION_ENABLED: "false" })).toMatchObject([
      { message: "URL contains credentials which are not allowed" },
    ]);
  });

  it.each([
    ["server_settings: {uds: /s, tls: {}}", "TLS configuration is not supported for Unix domain sockets."],
    ["server_settings: {tls: {keyfile: k}}", "keyfile requires certfile to be specified"],
    ["grpc_server_settings: {tls: {client_auth: maybe}}", "client_auth must be one of none, optional, require"],
  ])("refuses %s", async (text, message) => {
    expect(await issuesOf(text)).toMatchObject([{ message }]);
  });
});
