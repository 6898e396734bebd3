import { libraryName as expectedName } from "../../maturin.ts";
import { definePluginRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";
import { nodeAt, textOf } from "../../toml/node.ts";

/** maturin looks for the library under the last part of `module-name`. */
export const libraryName = definePluginRule({
  code: "repo/library-name",
  *check({ slug, cargo }) {
    if (cargo === undefined || tableOf(cargo, "package") === undefined) return;
    const library = nodeAt(cargo.root, ["lib"]);
    const name = textOf(nodeAt(library, ["name"]));
    const expected = expectedName(slug);
    if (name === expected) return;
    const message = name === undefined ? "the library has no name" : `the library is named '${name}'`;
    yield {
      ...(library === undefined ? placeOf(cargo, "package") : placeOf(cargo, "lib", "name")),
      message: `${message}, and maturin builds '${expected}'`,
      help: `Write name = "${expected}" under [lib].`,
    };
  },
});
