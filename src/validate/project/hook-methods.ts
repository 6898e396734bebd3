import type { PythonClass } from "./python-module.ts";

/** Why a plugin can't be called on a hook, after the words for the plugin: `has no method 'x'`. */
export interface HookProblem {
  readonly message: string;
  readonly help?: string;
  /** There is nothing for the hook, so that naming it is the mistake. */
  readonly isMissing: boolean;
}

/** Bases that have no method of a hook (cpex 0.1.4, framework/base.py). */
const BARE: ReadonlySet<string> = new Set(["Plugin", "object", "ABC"]);

/** Why CPEX would not register a class for a hook; undefined where it would, or where that can't be told. */
export function hookProblem({ bases, methods, hooks }: PythonClass, hook: string): HookProblem | undefined {
  if (!methods.has(hook)) {
    const mayInherit = bases.some((base) => !BARE.has(base)) || hooks === undefined || methods.has("__getattr__");
    return mayInherit || hooks.has(hook) ? undefined : { message: `has no method '${hook}'`, isMissing: true };
  }
  const method = methods.get(hook);
  if (method === undefined) return undefined;
  if (!method.isAsync)
    return {
      message: `has a method '${hook}' that is not async`,
      help: `Write 'async def ${hook}'.`,
      isMissing: false,
    };
  const { parameters } = method;
  if (parameters === undefined || parameters === 2 || parameters === 3) return undefined;
  return {
    message: `has a method '${hook}' that does not take payload and context (and extensions)`,
    help: `Write 'async def ${hook}(self, payload, context)'.`,
    isMissing: false,
  };
}
