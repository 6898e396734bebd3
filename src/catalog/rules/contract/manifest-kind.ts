import { isClassPath } from "../../kind.ts";
import { manifestProblem } from "../../manifest-problem.ts";
import { readManifestScalar } from "../../manifest-scalar.ts";
import { definePluginRule } from "../../rule.ts";

export const manifestKind = definePluginRule({
  code: "catalog/manifest-kind",
  *check({ manifest }) {
    yield* manifestProblem(manifest, "kind");
    if (manifest === undefined) return;
    const { value, span } = readManifestScalar(manifest.text, "kind");
    if (value === undefined || isClassPath(value)) return;
    const message = `${manifest.path}: kind must use canonical module.object form, got ${value}`;
    yield { file: manifest.file, span, message };
  },
});
