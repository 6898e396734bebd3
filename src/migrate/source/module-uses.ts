import type { PythonFile } from "./python/file.ts";
import { type Chain, readChain, resolve } from "./python/names.ts";
import { childrenOf, nodesNamed, textOf } from "./python/parse.ts";
import { readString } from "./python/strings.ts";

/** A use of something in an old module: where it is written, and its full old path. */
export interface Use {
  readonly chain: Chain;
  readonly path: string;
  /** Whether the last part of the path is a string, as in `patch.object(fw, "get_plugin_manager")`. */
  readonly named: boolean;
}

/** Functions that take an object and the name of its attribute. */
const TAKES_ATTRIBUTE = new Set(["setattr", "getattr", "delattr", "hasattr", "object"]);

/** Everything that a file reaches by a name that an import bound, whether it moved or not. */
export function readUses({ source, chains, bindings }: PythonFile): readonly Use[] {
  const uses: Use[] = [];
  for (const chain of chains) {
    const path = resolve(chain, bindings);
    if (path !== undefined) uses.push({ chain, path, named: false });
  }
  for (const call of nodesNamed(source, "CallExpression")) {
    const callee = call.firstChild;
    const list = call.getChild("ArgList");
    if (callee === null || list === null) continue;
    const name = /\w+$/.exec(textOf(source, callee))?.[0] ?? "";
    const [, object, , attribute] = childrenOf(list);
    if (!TAKES_ATTRIBUTE.has(name) || object === undefined || attribute === undefined) continue;
    const chain = readChain(source, object);
    const resolved = chain === undefined ? undefined : resolve(chain, bindings);
    const value = readString(source, attribute)?.value;
    if (chain === undefined || resolved === undefined || value === undefined) continue;
    uses.push({ chain, path: `${resolved}.${value}`, named: true });
  }
  return uses;
}
