import { crateVersion } from "../../cargo.ts";
import { definePluginRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";

export const version = definePluginRule({
  code: "catalog/version",
  *check({ folder, cargo }) {
    if (cargo === undefined || tableOf(cargo, "package") === undefined || crateVersion(cargo) !== undefined) return;
    yield {
      ...placeOf(cargo, "package", "version"),
      message: `${folder}: Cargo.toml must define a non-empty package.version`,
      help: "A version of the workspace ('version.workspace = true') does not count.",
    };
  },
});
