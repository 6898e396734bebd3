import { kindOf } from "../../kind.ts";
import { readManifestScalar } from "../../manifest-scalar.ts";
import { moduleName } from "../../repository.ts";
import { definePluginRule } from "../../rule.ts";

/** The gateway imports the module of a kind when it loads the plugin. */
export const kindModule = definePluginRule({
  code: "repo/kind-module",
  *check({ slug, manifest, modules }) {
    const kind = kindOf(manifest);
    if (manifest === undefined || kind === undefined) return;
    const module = kind.slice(0, kind.lastIndexOf("."));
    if (modules.has(module)) return;
    const { span } = readManifestScalar(manifest.text, "kind");
    const message = `the kind names the module ${module}, which is not in the package ${moduleName(slug)}`;
    yield { file: manifest.file, span, message };
  },
});
