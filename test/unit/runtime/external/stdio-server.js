// A plugin server over stdio, in as few lines as it takes. `args.do` names what a call does; each start leaves a line in the
// file that its argument names.
import { appendFileSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [log, exits] = process.argv.slice(2);
appendFileSync(log, `start ${process.pid}\n`);
if (exits === "exits") throw new Error("no plugins here");

const CONFIG = { name: "P", kind: "theirs", hooks: ["tool_pre_invoke"], priority: 7 };
const starts = () => readFileSync(log, "utf8").split("start").length - 1;
const text = (value) => ({ content: [{ type: "text", text: JSON.stringify(value) }] });

function call({ name, arguments: { name: plugin, payload, context } }) {
  if (name === "get_plugin_config") return text(plugin === "P" ? CONFIG : {});
  const { do: action } = payload.args ?? {};
  if (action === "fail" || (action === "fail once" && starts() === 1)) throw new Error("internal");
  if (action === "exit" || (action === "exit once" && starts() === 1)) process.kill(process.pid, "SIGKILL");
  if (action === "report") return text({ error: { message: "session terminated", plugin_name: "P" } });
  if (action === "hang") return undefined;
  return text({
    result: { metadata: { starts: starts(), env: process.env.GIVEN } },
    context: { ...context, state: { n: 1 } },
  });
}

async function answer({ method, params }) {
  if (method === "initialize") {
    const { protocolVersion } = params;
    return { protocolVersion, capabilities: { tools: {} }, serverInfo: { name: "test", version: "1" } };
  }
  return method === "tools/call" ? call(params) : {};
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}

createInterface({ input: process.stdin }).on("line", async (line) => {
  const request = JSON.parse(line);
  if (request.id === undefined) return;
  try {
    const result = await answer(request);
    if (result !== undefined) send({ id: request.id, result });
  } catch (error) {
    send({ id: request.id, error: { code: -32603, message: error.message } });
  }
});
