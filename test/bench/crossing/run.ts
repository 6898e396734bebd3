import { median } from "../../../src/bench/statistics/quantile.ts";
import { seededRandom } from "../../../src/bench/statistics/random.ts";
import type { PluginInstance } from "../../../src/plugin/instance.ts";
import type { Density } from "../../../src/plugin/samples.ts";
import samples from "../../../src/plugins/pii_filter/samples.ts";
import { formatTable } from "../../../src/report/table.ts";
import { formatDuration } from "../../../src/report/units.ts";
import { pluginConfig } from "../../../src/runtime/config/plugin-config.ts";
import { PluginManager } from "../../../src/runtime/manager/manager.ts";
import { BUNDLED, open } from "../../stress/open.ts";

const ROUNDS = 15;
const CALLS = 20_000;
/** Distinct payloads, in turn: one text again and again would flatter code that branches. */
const PAYLOADS = 256;
const HOOK = "tool_pre_invoke";

const SIZES: readonly (readonly [characters: number, density: Density])[] = [
  [100, "clean"],
  [1_000, "clean"],
  [10_000, "clean"],
  [100, "dense"],
];

/** Times a manager of all bundled plugins that asks them in one crossing, and one that asks them one by one, in turns. */
export async function run({ print }: { readonly print: (line: string) => void }): Promise<void> {
  const together = await managerOf((slug) => open(slug, "native"));
  const alone = await managerOf((slug) => {
    const { text: _, ...instance } = open(slug, "native");
    return instance;
  });
  const rows = [["", "one by one", "one crossing", "ratio of the medians (slowest and quickest round)"]];
  for (const [size, density] of SIZES) {
    const payloads = Array.from({ length: PAYLOADS }, (_, seed) => payloadOf(size, density, seed + 1));
    const times: Record<"together" | "alone", number[]> = { together: [], alone: [] };
    for (let round = 0; round < ROUNDS; round++) {
      times.alone.push(await timeCalls(alone, payloads));
      times.together.push(await timeCalls(together, payloads));
    }
    // The first rounds warm up.
    const [slow, fast] = [times.alone.slice(3), times.together.slice(3)];
    const ratios = slow.map((time, round) => time / (fast[round] ?? Number.NaN)).sort((a, b) => a - b);
    const ratio = (median(slow) / median(fast)).toFixed(2);
    const range = `${ratios[0]?.toFixed(2)}-${ratios.at(-1)?.toFixed(2)}`;
    const name = `${size} characters, ${density}`;
    rows.push([name, formatDuration(median(slow)), formatDuration(median(fast)), `${ratio}x (${range})`]);
  }
  for (const line of formatTable(rows)) print(line);
}

function managerOf(instanceOf: (slug: string) => PluginInstance): Promise<PluginManager> {
  return PluginManager.create({
    plugins: Object.keys(BUNDLED).map((slug) => pluginConfig.parse({ name: slug, kind: slug, hooks: [HOOK] })),
    load: async (config) => ({ config, instance: instanceOf(config.name) }),
  });
}

/** A string whose parts are not joined until they are asked for would be timed with the first call: it is copied. */
function payloadOf(size: number, density: Density, seed: number): { name: string } {
  const random = seededRandom(seed);
  return structuredClone(samples.sample({ kind: "prose", hook: HOOK, size, density, random })) as { name: string };
}

/** Nanoseconds a call. */
async function timeCalls(manager: PluginManager, payloads: readonly { name: string }[]): Promise<number> {
  const start = process.hrtime.bigint();
  for (let call = 0; call < CALLS; call++) {
    const context = { request_id: "r", state: {}, metadata: {} };
    await manager.invokeHook(HOOK, payloads[call % PAYLOADS] ?? { name: "" }, context);
  }
  return Number(process.hrtime.bigint() - start) / CALLS;
}
