import { setTimeout as delay } from "node:timers/promises";
import { definePlugin, z } from "mcpplugins/plugin";

export default definePlugin({
  config: z.object({}),
  hooks: {
    async tool_pre_invoke(payload) {
      const { number } = payload.args;
      // So that a worker that is killed has calls in it.
      if (number % 4 === 0) await delay(10);
      return { modify: { ...payload, args: { number: number + 1 } } };
    },
  },
});
