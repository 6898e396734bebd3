import { entryPointNode, entryPointOf } from "../../entry-point.ts";
import { kindOf, toEntryPoint } from "../../kind.ts";
import { definePluginRule } from "../../rule.ts";

export const kindMismatch = definePluginRule({
  code: "catalog/kind-mismatch",
  *check(plugin) {
    const { folder, pyproject, manifest } = plugin;
    const [kind, point, node] = [kindOf(manifest), entryPointOf(plugin), entryPointNode(plugin)];
    if (pyproject === undefined || node === undefined || kind === undefined || point === undefined) return;
    if (toEntryPoint(kind) === point) return;
    const sides = `plugin-manifest.yaml (${kind}) and pyproject.toml entry point (${point})`;
    yield { file: pyproject.file, span: node.span, message: `${folder}: kind mismatch between ${sides}` };
  },
});
