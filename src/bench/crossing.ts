import type { PluginInstance } from "../plugin/instance.ts";
import type { Plugin } from "../runtime/open-plugin.ts";
import type { Clock } from "./clock.ts";
import { HOST } from "./measure.ts";
import { createPacer } from "./pacer.ts";
import { median } from "./statistics/quantile.ts";

/** What it costs to go into the addon and back with nothing to do there: one text without characters. */
export interface Crossing {
  /** Nanoseconds. */
  readonly median: number;
  readonly samples: readonly number[];
}

const SAMPLES = 50;
const CALLS = 2000;
const TEXTS = [""];

/**
 * Times bare crossings of a native text plugin, without the walk over a payload and without a result. Undefined for other
 * plugins, whose engine takes whole payloads: a crossing of theirs is a call; for configs that need keys; and after Ctrl-C.
 */
export async function measureCrossing(
  plugin: Plugin,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<Crossing | undefined> {
  const instance = createWithDefaults(plugin);
  const [hook] = instance?.hooks ?? [];
  if (instance?.text === undefined || hook === undefined) return undefined;
  const { engine } = instance.text;
  const pacer = createPacer(clock, signal, () => {});
  const samples: number[] = [];
  try {
    // The first half warms up.
    for (let sample = 0; sample < 2 * SAMPLES; sample++) {
      const start = clock.now();
      for (let call = 0; call < CALLS; call++) engine.scan(hook, TEXTS, false);
      samples.push((clock.now() - start) / CALLS);
      await pacer.breathe();
    }
  } catch (error) {
    if (signal?.aborted === true) return undefined;
    throw error;
  } finally {
    await instance.shutdown?.();
  }
  const warm = samples.slice(SAMPLES);
  return { median: median(warm), samples: warm };
}

function createWithDefaults(plugin: Plugin): PluginInstance | undefined {
  try {
    return plugin.create("native", {}, HOST);
  } catch {
    return undefined;
  }
}
