import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { expectRun, root, run, type Run, scratch } from "./harness.ts";

const call = ["run", "--hook", "tool_pre_invoke"];
const payload = '{"name": "search", "args": {"q": "weather"}}';

/** Without what differs from run to run: times, with the blanks that line them up, and ids. */
function steady(result: Run): Run {
  const stdout = result.stdout
    .replaceAll(/ +[\d.]+ (ns|µs|ms|s)(?= {2})/g, " <time>")
    .replaceAll(/ +-(?= {2})/g, " -")
    .replaceAll(/("(?:duration_ns|durationNs)"): [1-9]\d*/g, '$1: "<time>"')
    .replaceAll(/("plugin_id"): "[0-9a-f]{32}"/g, '$1: "<id>"');
  return { ...result, stdout };
}

describe("running a plugin", () => {
  it("gives the result as JSON, with the records and the implementation", async () => {
    const args = [...call, "pii_filter", "--implementation", "fallback", "--payload"];
    const cwd = scratch();
    const result = await run([...args, '{"name": "send", "args": {"to": "jo@example.com"}}'], { cwd });
    await expectRun(steady(result), "run-json");
  });

  it("exits 1 when the plugin denies", async () => {
    const config = ["--plugin-config", '{"block_on_detection": true}', "--implementation", "fallback"];
    const input = '{"name": "send", "args": {"to": "jo@example.com"}}';
    const result = await run([...call, "pii_filter", ...config, "--trace"], { cwd: scratch(), input });
    await expectRun(steady(result), "run-denied");
  });

  it("counts a violation that the plugin throws as a denial", async () => {
    const args = [...call, "./scripted", "--plugin-config", '{"does": "refuse"}', "--payload", payload, "--trace"];
    await expectRun(steady(await run(args, { cwd: scratch("run") })), "run-refuses");
  });

  it("fails when the payload is too large for plugins", async () => {
    const input = JSON.stringify({ name: "search", args: { q: "x".repeat(1_000_001) } });
    expect(await run([...call, "./scripted"], { cwd: scratch("run"), input })).toMatchObject({
      exitCode: 4,
      stdout: "",
      stderr: "error: Payload size 1000001 exceeds limit of 1000000 bytes\n",
    });
  });

  it("takes the plugin of the current folder, and its payload from a file", async () => {
    const cwd = join(scratch("run"), "scripted");
    const { exitCode, stdout } = await run([...call, "--payload", "../payload.json"], { cwd });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      status: "continued",
      plugins: [{ name: "scripted", kind: "./", implementation: "fallback" }],
    });
  });

  it("gives plugins the context, and shows what they leave in it", async () => {
    const args = [...call, "./scripted", "--plugin-config", '{"does": "state"}', "--payload", payload];
    const { stdout } = await run([...args, "--context", '{"tenant_id": "t1", "state": {"old": 1}}'], {
      cwd: scratch("run"),
    });
    expect(JSON.parse(stdout)).toMatchObject({
      result: { metadata: { noted: true } },
      context: { state: { old: 1, tenant: "t1" } },
    });
  });

  it("takes a package that is installed beside the config", async () => {
    const cwd = scratch();
    const folder = join(cwd, "node_modules", "@acme", "filter");
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, "plugin-manifest.yaml"),
      'name: filter\nversion: "1.0.0"\navailable_hooks: [tool_pre_invoke]\nimplementations: { fallback: index.js }\n',
    );
    writeFileSync(
      join(folder, "index.js"),
      `import { definePlugin, z } from "mcpplugins/plugin";
       export default definePlugin({ config: z.object({}), hooks: { tool_pre_invoke() {} } });\n`,
    );
    const config = 'plugins: [{ name: acme, kind: "@acme/filter", hooks: [tool_pre_invoke] }]\n';
    writeFileSync(join(cwd, "config.yaml"), config);
    const { exitCode, stdout, stderr } = await run([...call, "--config", "config.yaml", "--payload", payload], { cwd });
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(JSON.parse(stdout)).toMatchObject({ plugins: [{ name: "acme", implementation: "fallback" }] });
  });
});

describe("running a config", () => {
  it.each<[name: string, args: readonly string[], env?: Readonly<Record<string, string>>]>([
    ["run-phases", ["--config", "phases.yaml", "--trace"]],
    ["run-phases-deny-policy", ["--config", "phases.yaml", "--trace"], { PLUGINS_DEFAULT_HOOK_POLICY: "deny" }],
    ["run-denies", ["--config", "denies.yaml", "--trace"]],
    ["run-denies-json", ["--config", "denies.yaml"]],
    ["run-fails", ["--config", "fails.yaml", "--trace"]],
    ["run-fails-json", ["--config", "fails.yaml"]],
    ["run-slow", ["--config", "slow.yaml", "--trace"], { PLUGINS_PLUGIN_TIMEOUT: "1" }],
    ["run-config-of-the-environment", ["--format", "text"], { PLUGINS_CONFIG_FILE: "denies.yaml" }],
    ["run-left-out", ["--config", "broken.yaml", "--trace"], { PLUGINS_FAIL_ON_PLUGIN_ERROR: "false" }],
  ])("is shown as in %s", async (name, args, env = {}) => {
    const result = await run([...call, ...args, "--payload", "payload.json"], { cwd: scratch("run"), env });
    await expectRun(steady(result), name);
  });

  it("says when no plugin is on the hook; the hooks of an external plugin are those of its server", async () => {
    const cwd = scratch("run");
    const external = "plugins: [{name: Upper, kind: external, mcp: {proto: STDIO, cmd: [node, external-server.js]}}]";
    writeFileSync(join(cwd, "only-external.yaml"), external);
    const args = ["run", "--config", "only-external.yaml", "--hook"];
    expect(await run([...args, "tool_pre_invoke", "--payload", payload], { cwd })).toMatchObject({
      exitCode: 0,
      stderr: "",
    });
    const other = '{"name": "search", "result": "sunny"}';
    expect(await run([...args, "tool_post_invoke", "--payload", other], { cwd })).toMatchObject({
      exitCode: 0,
      stderr: "no plugin is on tool_post_invoke\n",
    });
  });

  it("calls a plugin that lives in a server of its own", async () => {
    const args = [...call, "--config", "external.yaml", "--payload", payload];
    const cwd = scratch("run");
    await expectRun(steady(await run([...args, "--trace"], { cwd })), "run-external");
    expect(JSON.parse((await run(args, { cwd })).stdout)).toMatchObject({
      result: { modified_payload: { name: "search", args: { q: "WEATHER" } } },
      plugins: [
        { name: "Upper", kind: "external", mode: "transform", implementation: "external" },
        { name: "scripted", mode: "audit", implementation: "fallback" },
      ],
    });
  });

  it.each(["external", "python", "twin", "typo", "bare", "folder"])(
    "says why kind-%s.yaml can't be run",
    async (name) => {
      const result = await run([...call, "--config", `kind-${name}.yaml`, "--payload", payload], {
        cwd: scratch("run"),
      });
      await expectRun(result, `run-kind-${name}`);
    },
  );

  it("says what is wrong with the config of a plugin", async () => {
    const result = await run([...call, "--config", "broken.yaml", "--payload", payload], { cwd: scratch("run") });
    await expectRun(result, "run-broken");
  });
});

describe("a host whose current folder is gone", () => {
  const script = `
import { rmSync } from "node:fs";
import { loadPlugin } from ${JSON.stringify(join(root, "dist", "runtime", "index.js"))};
rmSync(process.cwd(), { recursive: true });
const loading = loadPlugin(process.argv[1], { implementation: "fallback" });
console.log(await loading.then(({ implementation }) => implementation, (error) => error.message));
`;

  it("does not wait for ever for a plugin that it loads", async () => {
    const cwd = join(scratch(), "gone");
    mkdirSync(cwd);
    const { stdout } = await execa(process.execPath, ["--input-type=module", "-e", script, scratch("shout")], { cwd });
    expect(["fallback", "the current folder is not there any more"]).toContain(stdout);
  });
});

describe("the arguments of run", () => {
  it.each([
    ["run-without-hook", ["run", "./scripted"], ""],
    ["run-wrong-hook", ["run", "./scripted", "--hook", "tool_pre_invok"], payload],
    ["run-hook-of-others", ["run", "./scripted", "--hook", "prompt_pre_fetch"], "{}"],
    ["run-without-payload", [...call, "./scripted"], ""],
    ["run-incomplete-payload", [...call, "./scripted"], "{}"],
    ["run-list-as-payload", [...call, "./scripted", "--payload", "[]"], ""],
    ["run-broken-payload", [...call, "./scripted", "--payload", "{"], ""],
    ["run-missing-payload", [...call, "./scripted", "--payload", "nowhere.json"], ""],
    ["run-unknown-field", [...call, "./scripted", "--trace"], '{"name": "search", "arg": {}}'],
    ["run-wrong-context", [...call, "./scripted", "--context", '{"tenant": 1, "server_id": 2}'], payload],
    ["run-plugin-and-config", [...call, "./scripted", "--config", "phases.yaml"], payload],
    ["run-wrong-implementation", [...call, "./scripted", "--implementation", "rust"], payload],
    ["run-no-native-side", [...call, "./scripted", "--implementation", "native"], payload],
    ["run-nothing-here", call, payload],
  ])("are answered as in %s", async (name, args, input) => {
    await expectRun(steady(await run(args, { cwd: scratch("run"), input })), name);
  });

  it("may come with settings that can't be read", async () => {
    const options = { cwd: scratch("run"), env: { PLUGINS_PLUGIN_TIMEOUT: "soon" }, input: payload };
    expect(await run([...call, "./scripted"], options)).toMatchObject({
      exitCode: 4,
      stderr: expect.stringContaining("PLUGINS_PLUGIN_TIMEOUT") as string,
    });
  });
});
