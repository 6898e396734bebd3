import { crateVersion } from "../../cargo.ts";
import { readManifestScalar } from "../../manifest-scalar.ts";
import { definePluginRule } from "../../rule.ts";

export const versionMismatch = definePluginRule({
  code: "catalog/version-mismatch",
  *check({ folder, cargo, manifest }) {
    const version = crateVersion(cargo);
    if (manifest === undefined || version === undefined) return;
    const { value, span } = readManifestScalar(manifest.text, "version");
    if (value === undefined || value === version) return;
    const message = `${folder}: version mismatch between Cargo.toml (${version}) and plugin-manifest.yaml (${value})`;
    yield { file: manifest.file, span, message };
  },
});
