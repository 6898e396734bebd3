import { pythonString } from "../../../runtime/manager/python-text.ts";
import { entryPointNode } from "../../entry-point.ts";
import { isEntryPoint } from "../../kind.ts";
import { definePluginRule } from "../../rule.ts";
import { textOf } from "../../toml/node.ts";

export const entryPoint = definePluginRule({
  code: "catalog/entry-point",
  *check(plugin) {
    const node = entryPointNode(plugin);
    const text = textOf(node);
    if (plugin.pyproject === undefined || node === undefined || !text || isEntryPoint(text)) return;
    const { file, path } = plugin.pyproject;
    const source = `${path} entry point ${pythonString(plugin.slug)}`;
    yield { file, span: node.span, message: `${source}: kind must use canonical module:object form, got ${text}` };
  },
});
