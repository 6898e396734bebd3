import type { PluginErrorModel } from "../../plugin/plugin-error.ts";
import type { Entrant } from "./concurrent-phase.ts";
import type { Executor } from "./executor.ts";
import { Pool } from "./pool.ts";

type Task = Promise<PluginErrorModel | undefined>;

/** Runs plugins that nobody waits for. A task resolves to the error of a plugin that failed, and never rejects. */
export function runInBackground(
  executor: Executor,
  entrants: readonly Entrant[],
  payload: unknown,
  poolSize: number,
): readonly Task[] {
  const pool = new Pool(poolSize);
  const ready = afterCaller();
  const run = async ({ ref, context }: Entrant): Task => {
    try {
      await executor.start(ref, payload, context);
      return undefined;
    } catch (thrown) {
      return executor.failInBackground(ref, thrown);
    } finally {
      pool.release();
    }
  };
  return entrants.map(async (entrant) => {
    await ready;
    return new Promise((resolve) => {
      pool.run(() => resolve(run(entrant)));
    });
  });
}

/**
 * Lets the caller go on with its result first. It is a matter of a few turns of the microtask queue; a macrotask would
 * pile up calls of a caller that never waits for input or output.
 */
async function afterCaller(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await undefined;
}
