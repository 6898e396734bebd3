import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { pluginConfig } from "../../../../src/runtime/config/plugin-config.ts";
import { stdioCommand } from "../../../../src/runtime/external/stdio-command.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "stdio-command-")));
mkdirSync(join(base, "sub"));
for (const name of ["a.py", "a.sh", "plain.js", "run.js", "sub/b.py"]) writeFileSync(join(base, name), "");
chmodSync(join(base, "run.js"), 0o755);
afterAll(() => rmSync(base, { recursive: true }));

async function commandOf(mcp: object): Promise<unknown> {
  const config = pluginConfig.parse({ name: "P", kind: "external", mcp: { proto: "STDIO", ...mcp } });
  return stdioCommand(config.mcp!, base);
}

describe("the command of a plugin server", () => {
  it.each<[string, object, object]>([
    ["is cmd, in the config's folder", { cmd: ["node", "x.js"] }, { command: "node", args: ["x.js"], cwd: base }],
    [
      "runs in a folder that is named",
      { cmd: ["node"], cwd: "sub" },
      { command: "node", args: [], cwd: join(base, "sub") },
    ],
    [
      "runs a Python script with Python",
      { script: "a.py" },
      { command: expect.stringMatching(/^python3?$/), args: [join(base, "a.py")], cwd: base },
    ],
    ["runs a shell script with a shell", { script: "a.sh" }, { command: "sh", args: [join(base, "a.sh")], cwd: base }],
    ["runs any other script as it is", { script: "run.js" }, { command: join(base, "run.js"), args: [], cwd: base }],
    [
      "looks for a script in the folder that is named",
      { script: "b.py", cwd: "sub" },
      { args: [join(base, "sub", "b.py")] },
    ],
  ])("%s", async (_, mcp, expected) => {
    expect(await commandOf(mcp)).toMatchObject(expected);
  });

  it.each([
    ["is not there", { script: "none.py" }, "Server script $ does not exist."],
    ["is a folder", { script: "sub" }, "Server script $ does not exist."],
    ["can't be run", { script: "plain.js" }, "Server script $ must be executable."],
  ])("is an error when the script %s", async (_, mcp, message) => {
    await expect(commandOf(mcp)).rejects.toThrow(message.replace("$", join(base, mcp.script)));
  });
});
