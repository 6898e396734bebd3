import { shownPath } from "../../../files/shown-path.ts";
import { isHookName } from "../../../plugin/hooks.ts";
import { didYouMean } from "../../../text/did-you-mean.ts";
import { entryOf, textOf } from "../../../yaml/node.ts";
import { placeOf } from "../../model/check-shape.ts";
import { hookLists } from "../../hook-lists.ts";
import { hooksOfKind } from "../../project/plugin-hooks.ts";
import { findClass, type FoundClass } from "../../project/python-class.ts";
import { defineRule, type Finding, type Host } from "../../rule.ts";

/** A manifest and the Python class that it names: the class is there, and has the methods of the hooks. */
export const manifestCode = defineRule({
  code: "manifest/code",
  async check({ type, root, plugins, folder, host }) {
    const entry = entryOf(root, "kind");
    const kind = textOf(entry?.value);
    if (entry === undefined || kind === undefined) return [];
    const findings: Finding[] = [];
    const found = await findClass(kind, folder, host);
    const missing = classProblem(kind, found, host);
    if (missing !== undefined) findings.push({ span: placeOf(entry), ...missing });
    const hooks = await hooksOfKind(kind, folder, host);
    const named = hookLists({ type, root, plugins }).flat();
    for (const { name, span } of hooks === undefined ? [] : named) {
      const problem = isHookName(name) ? hooks?.problemOf(name) : undefined;
      if (problem === undefined) continue;
      const { message, help } = problem;
      findings.push({ span, message, ...(help === undefined ? {} : { help }) });
    }
    const names = named.map(({ name }) => name);
    const list = entryOf(root, "available_hooks");
    return list?.value.kind === "list" ? [...findings, ...unnamed(found, names, list.key.span)] : findings;
  },
});

function classProblem(kind: string, found: FoundClass, { cwd }: Host): Pick<Finding, "message" | "help"> | undefined {
  const className = kind.slice(kind.lastIndexOf(".") + 1);
  const prefix = kind.slice(0, -className.length);
  if (found.status === "no-module")
    return { message: `there is no module ${found.module}`, help: `Did you mean '${found.near}.${className}'?` };
  if (found.status !== "no-class") return undefined;
  const help = didYouMean(
    kind,
    found.classes.map((name) => `${prefix}${name}`),
  );
  const message = `there is no class ${className} in ${shownPath(found.file, cwd)}`;
  return help === undefined ? { message } : { message, help };
}

/** The hooks that the class has methods for and the manifest does not name. */
function unnamed(found: FoundClass, names: readonly string[], span: Finding["span"]): readonly Finding[] {
  if (found.status !== "found" || found.class === undefined) return [];
  const methods = [...found.class.methods.keys()].filter((name) => isHookName(name) && !names.includes(name));
  if (methods.length === 0) return [];
  return [{ span, message: `the class has methods of hooks that are not named here: ${methods.join(", ")}` }];
}
