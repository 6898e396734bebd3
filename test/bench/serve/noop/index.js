import { definePlugin, z } from "mcpplugins/plugin";

export default definePlugin({ config: z.object({}), hooks: { tool_pre_invoke() {} } });
