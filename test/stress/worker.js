// A thread that loads plugins and calls them; threads.ts says what it is told and what it answers.
import { parentPort, workerData } from "node:worker_threads";

const { dist, plugins, calls, rounds } = workerData;
const { loadPlugin } = await import(new URL("runtime/load-plugin.js", dist));
const { createContext } = await import(new URL("plugin/index.js", dist));
const { TextGroup } = await import(new URL("plugin/text/group.js", dist));

const context = createContext("stress");
const loaded = [];
for (const { slug, implementation } of plugins) {
  loaded.push(await loadPlugin(slug, { implementation, host: { salt: "fixed", log: () => {} } }));
}
const parts = loaded.map(({ text }) => text);
const groups = {
  tool_pre_invoke: TextGroup.of("tool_pre_invoke", parts),
  tool_post_invoke: TextGroup.of("tool_post_invoke", parts),
};
const alone = (hook) => ({ invoke: (payload) => loaded[0].invoke(hook, payload, context) });
const answer = ({ hook, payload }) => {
  // What the first one answers when it asks the others along, which fallbacks don't.
  const together = (groups[hook] ?? alone(hook)).invoke(payload, context);
  return JSON.stringify([together, ...loaded.map((plugin) => plugin.invoke(hook, payload, context))]);
};

const answers = calls.map(answer);
parentPort.postMessage({ answers }, []);
let different = 0;
for (let round = 0; round < rounds; round++) {
  for (const [index, call] of calls.entries()) if (answer(call) !== answers[index]) different++;
}
parentPort.postMessage({ different }, []);
