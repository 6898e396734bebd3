import { tmpdir } from "node:os";
import { pluginConfig } from "../../../src/runtime/config/plugin-config.ts";
import { openExternal } from "../../../src/runtime/external/open-external.ts";
import { PluginManager } from "../../../src/runtime/manager/manager.ts";

/** Our own manager, with an external plugin. */
export class OurClient {
  readonly #manager: PluginManager;

  private constructor(manager: PluginManager) {
    this.#manager = manager;
  }

  static async open(section: object): Promise<OurClient> {
    const entry = pluginConfig.parse({ name: "Noop", kind: "external", hooks: ["tool_pre_invoke"], ...section });
    const opened = await openExternal(entry, { base: tmpdir(), timeoutSeconds: 30, log: () => {} });
    return new OurClient(await PluginManager.create({ plugins: [entry], load: async () => opened }));
  }

  /** Seconds for so many calls, some at a time, after a tenth as many to warm up. */
  async time(calls: number, width: number): Promise<number> {
    await this.#call(calls / 10, width);
    const begun = performance.now();
    await this.#call(calls, width);
    return (performance.now() - begun) / 1000;
  }

  async #call(calls: number, width: number): Promise<void> {
    let sent = 0;
    const work = async (): Promise<void> => {
      while (sent < calls) {
        const payload = { name: "search", args: { q: "hello" } };
        const context = { request_id: String(sent++), state: {}, metadata: {} };
        await this.#manager.invokeHook("tool_pre_invoke", payload, context);
      }
    };
    await Promise.all(Array.from({ length: width }, work));
  }

  close(): Promise<void> {
    return this.#manager.shutdown();
  }
}
