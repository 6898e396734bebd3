import { tmpdir } from "node:os";
import { describe, expect, it, onTestFinished } from "vitest";
import { McpClient } from "../../../../src/runtime/external/client.ts";
import { StdioTransport } from "../../../../src/runtime/external/stdio-transport.ts";

/** The beginning of a server; what follows it defines `call(id, text)`. */
const SERVER = `
  const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
  const answer = (id, text) => send({ id, result: { content: [{ type: "text", text }] } });
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const { id, method, params } = JSON.parse(line);
    if (method === "initialize") send({ id, result: { protocolVersion: params.protocolVersion } });
    else if (method === "tools/call") call(id, params.arguments.text);
  });
`;

async function connect(call: string, heard: string[] = []): Promise<McpClient> {
  const args = ["-e", `${SERVER}\nfunction call(id, text) { ${call} }`];
  const server = {
    command: process.execPath,
    args,
    cwd: tmpdir(),
    env: process.env,
    hear: (text: string) => heard.push(text),
  };
  const client = await McpClient.connect((receiver) => new StdioTransport(server, receiver));
  onTestFinished(() => client.close());
  return client;
}

async function ask(client: McpClient, text: string): Promise<unknown> {
  const [block] = await client.call("tool", { text }, 20_000);
  return block?.text;
}

describe("messages over stdio", () => {
  it("are any text of Unicode, a line each", async () => {
    const client = await connect("answer(id, text)");
    const texts = ["", "a\nb\r\n", "\u2028\u2029", "é😀", "x".repeat(300_000)];
    expect(await Promise.all(texts.map((text) => ask(client, text)))).toEqual(texts);
  });

  it("may be many at a time, without a warning", async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error): void => {
      if (warning.name === "MaxListenersExceededWarning") warnings.push(warning);
    };
    process.on("warning", warn);
    onTestFinished(() => void process.off("warning", warn));
    const client = await connect("setImmediate(() => answer(id, text))");
    const texts = Array.from({ length: 500 }, (_, index) => String(index));
    expect(await Promise.all(texts.map((text) => ask(client, text)))).toEqual(texts);
    expect(warnings).toEqual([]);
  });

  it("are read to the last though the server ends after it", async () => {
    const client = await connect('answer(id, text); process.stdout.write("", () => process.exit())');
    const large = "x".repeat(1_000_000);
    expect(await ask(client, large)).toBe(large);
    await expect(ask(client, "")).rejects.toThrow("Connection closed");
  });

  it.each(["done", "{'a': 1}", "", "[]", "{}"])("may have what a plugin prints between them: %j", async (printed) => {
    const client = await connect(`console.log(${JSON.stringify(printed)}); answer(id, text)`);
    expect(await ask(client, "a")).toBe("a");
    expect(await ask(client, "b")).toBe("b");
  });

  it("leave what the server writes to stderr apart", async () => {
    const heard: string[] = [];
    const client = await connect('console.error("é"); answer(id, text)', heard);
    await ask(client, "");
    await expect.poll(() => heard.join("")).toBe("é\n");
  });
});

describe("a connection over stdio breaks", () => {
  it.each([
    ["at a line that does not end", 'process.stdout.write("a".repeat(65 * 1024 * 1024))', "longer than 67108864 bytes"],
    ["when the server ends", "process.exit(3)", "Connection closed"],
    ["when the server closes its output", 'require("node:fs").closeSync(1)', "Connection closed"],
  ])("%s", async (_, call, message) => {
    const client = await connect(call);
    const calls = [ask(client, "a"), ask(client, "b")];
    await Promise.all(calls.map((one) => expect(one).rejects.toThrow(message)));
    await expect(ask(client, "c")).rejects.toThrow(message);
  });

  it("when the server is gone, though a process that it has started holds its output", async () => {
    const heard: string[] = [];
    const start = 'require("node:child_process").spawn("sleep", ["20"], { stdio: "inherit" })';
    const client = await connect(`require("node:fs").writeSync(2, String(${start}.pid)); process.exit()`, heard);
    await expect(ask(client, "")).rejects.toThrow("Connection closed");
    // It is still there to be ended.
    const pid = (): number => Number(heard.join(""));
    await expect.poll(pid).toBeGreaterThan(0);
    expect(process.kill(pid())).toBe(true);
  });
});
