import { realpathSync } from "node:fs";
import { Session } from "node:inspector/promises";
import { sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type SideCoverage, stretchesOf } from "./coverage.ts";
import { codeLines } from "./missed-lines.ts";

/** Watches which parts of a plugin's TypeScript run in this process. */
export interface V8Coverage {
  /** @param load imports the plugin: the modules of its folder that come with it are those that count. */
  watch(folder: string, load: () => Promise<unknown>): Promise<void>;
  take(): Promise<SideCoverage>;
}

/** Begins to count; what has been imported before is not seen. Line numbers are those of the source: its types leave blanks. */
export async function startV8Coverage(): Promise<V8Coverage> {
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const watched = new Set<string>();
  return {
    async watch(folder, load) {
      // Modules are known by where they really are.
      const inside = pathToFileURL(realpathSync(folder) + sep).href;
      const note = ({ params: { url } }: { readonly params: { readonly url: string } }): void => {
        if (url.startsWith(inside) && !url.includes("/node_modules/")) watched.add(url);
      };
      session.on("Debugger.scriptParsed", note);
      await session.post("Debugger.enable");
      await load();
      session.off("Debugger.scriptParsed", note);
      await session.post("Debugger.disable");
    },
    async take() {
      const { result } = await session.post("Profiler.takePreciseCoverage");
      await session.post("Debugger.enable");
      const scripts = result.filter(({ url }) => watched.has(url));
      const missed = [];
      for (const { url, scriptId, functions } of scripts) {
        const { scriptSource } = await session.post("Debugger.getScriptSource", { scriptId });
        missed.push(...stretchesOf(fileURLToPath(url), codeLines(scriptSource, functions)));
      }
      session.disconnect();
      // The function without a name that comes first is the module.
      const functions = scripts.flatMap((script) => script.functions.slice(1));
      const reached = functions.filter(({ ranges: [whole] }) => (whole?.count ?? 0) > 0);
      return { status: "measured", functions: functions.length, reached: reached.length, missed };
    },
  };
}
