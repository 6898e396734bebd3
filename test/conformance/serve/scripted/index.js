import { existsSync, writeFileSync } from "node:fs";
import { HOOKS, PluginError, PluginViolationError, z } from "mcpplugins/plugin";

class ScriptError extends Error {
  name = "ScriptError";
}

const config = z.object({ password: z.string().meta({ writeOnly: true }).optional() });

export default {
  kind: "value",
  config,
  hooks: HOOKS,
  create: () => ({
    implementation: "fallback",
    hooks: HOOKS,
    async invoke(_hook, _payload, context) {
      const step = context.global_context.metadata["step"] ?? {};
      write(step, context);
      if (step.sleep_ms !== undefined) await new Promise((resolve) => setTimeout(resolve, step.sleep_ms));
      if (step.kill !== undefined) await kill(step.kill);
      return answer(step);
    },
  }),
};

function write(step, context) {
  Object.assign(context.state, step.state);
  Object.assign(context.metadata, step.metadata);
  Object.assign(context.global_context.state, step.shared);
}

async function kill(mark) {
  if (mark !== true) {
    if (existsSync(mark)) return;
    writeFileSync(mark, "");
  }
  process.kill(process.pid, "SIGKILL");
  await new Promise(() => {});
}

function answer({ raise, raise_plugin_error, raise_violation, modify, deny, say, retry_delay_ms }) {
  if (raise !== undefined) throw new ScriptError(raise);
  if (raise_plugin_error !== undefined) throw new PluginError(raise_plugin_error);
  if (raise_violation !== undefined) {
    throw new PluginViolationError("it was asked for", raise_violation);
  }
  return {
    continue_processing: deny === undefined,
    metadata: say ?? {},
    ...(modify === undefined ? {} : { modified_payload: modify }),
    ...(deny === undefined || deny === null ? {} : { violation: deny }),
    ...(retry_delay_ms === undefined ? {} : { retry_delay_ms }),
  };
}
