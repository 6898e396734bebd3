import { GCProfiler, getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { WarmCalls } from "./sampling.ts";

/** What calls do to the process's memory. */
export interface CallMemory {
  /** How many calls were watched. */
  readonly calls: number;
  /** Bytes a call puts on V8's heap, garbage included. What Rust allocates and frees within a call can't be seen from here. */
  readonly heap: number;
  /** By how many bytes the process's resident memory grew over all these calls; below 0 where it shrank. */
  readonly residentGrowth: number;
}

/** Watches memory; tests have one of their own. */
export interface MemoryProbe {
  watch(act: () => Promise<unknown>): Promise<{ readonly allocated: number; readonly residentGrowth: number }>;
}

/** Long enough for thousands of quick calls; a slow one is watched once. */
const WATCH_NS = 20e6;
const MOST_CALLS = 20_000;

/** @param callNs about how long one call takes. */
export async function measureMemory({ calls }: WarmCalls, callNs: number, probe: MemoryProbe): Promise<CallMemory> {
  const count = Math.min(MOST_CALLS, Math.max(1, Math.round(WATCH_NS / callNs)));
  const { allocated, residentGrowth } = await probe.watch(() => calls.run(count));
  return { calls: count, heap: Math.max(0, allocated / count), residentGrowth };
}

/** The process's memory, as V8 and the operating system count it. */
export function systemMemory(): MemoryProbe {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  return {
    watch: async (act) => {
      collect();
      const residentBefore = process.memoryUsage.rss();
      const profiler = new GCProfiler();
      profiler.start();
      const start = usedHeap();
      await act();
      const end = usedHeap();
      const allocated = allocatedBetween(start, end, profiler.stop()?.statistics ?? []);
      collect();
      return { allocated, residentGrowth: process.memoryUsage.rss() - residentBefore };
    },
  };
}

interface Collection {
  readonly beforeGC: { readonly heapStatistics: { readonly usedHeapSize: number } };
  readonly afterGC: { readonly heapStatistics: { readonly usedHeapSize: number } };
}

/** How much the heap grew between collections, all together: what a collection frees is not taken off. */
function allocatedBetween(start: number, end: number, collections: readonly Collection[]): number {
  let allocated = 0;
  let from = start;
  for (const { beforeGC, afterGC } of collections) {
    allocated += beforeGC.heapStatistics.usedHeapSize - from;
    from = afterGC.heapStatistics.usedHeapSize;
  }
  return allocated + end - from;
}

function usedHeap(): number {
  return getHeapStatistics().used_heap_size;
}
