import { defineRepositoryRule, type Finding } from "../../rule.ts";
import { placeOf, tableOf, type TomlFile } from "../../source.ts";
import { entryOf, isTrue, nodeAt, type TomlNode } from "../../toml/node.ts";

type Section = "dependencies" | "dev-dependencies";
type Required = Readonly<Record<Section, readonly string[]>>;

/** What the plugins that the catalog knows take from the workspace. It looks only where exactly these are there. */
const REQUIRED: Readonly<Record<string, Required>> = {
  encoded_exfil_detection: {
    dependencies: ["cpex_framework_bridge", "log", "pyo3", "pyo3-log", "pyo3-stub-gen", "regex", "serde_json"],
    "dev-dependencies": ["criterion"],
  },
  pii_filter: {
    dependencies: [
      "cpex_framework_bridge",
      "log",
      "pyo3",
      "pyo3-log",
      "pyo3-stub-gen",
      "regex",
      "serde_json",
      "thiserror",
    ],
    "dev-dependencies": ["criterion"],
  },
  rate_limiter: {
    dependencies: [
      "cpex_framework_bridge",
      "log",
      "pyo3",
      "pyo3-async-runtimes",
      "pyo3-stub-gen",
      "pyo3-log",
      "thiserror",
      "tokio",
    ],
    "dev-dependencies": ["criterion"],
  },
  retry_with_backoff: {
    dependencies: ["log", "pyo3", "pyo3-log", "pyo3-stub-gen", "rand"],
    "dev-dependencies": [],
  },
  secrets_detection: {
    dependencies: ["cpex_framework_bridge", "log", "pyo3", "pyo3-log", "pyo3-stub-gen", "regex", "serde_json"],
    "dev-dependencies": ["criterion"],
  },
  url_reputation: { dependencies: ["log", "pyo3", "pyo3-log", "regex"], "dev-dependencies": ["criterion"] },
};

const SECTIONS: readonly Section[] = ["dependencies", "dev-dependencies"];
/** Built only for the stub generator, so each plugin switches it on by a feature. */
const OPTIONAL = "pyo3-stub-gen";

export const workspaceDependencies = defineRepositoryRule({
  code: "catalog/workspace-dependencies",
  *check({ workspace, plugins }) {
    const slugs = new Set(plugins.map(({ slug }) => slug));
    const isKnown =
      slugs.size === Object.keys(REQUIRED).length && Object.keys(REQUIRED).every((slug) => slugs.has(slug));
    if (!isKnown || workspace === undefined || tableOf(workspace, "workspace") === undefined) return;
    yield* checkWorkspace(workspace);
    for (const { slug, cargo } of plugins) {
      const required = REQUIRED[slug];
      if (cargo?.root !== undefined && required !== undefined) yield* checkPlugin(cargo, required);
    }
  },
});

function* checkWorkspace(workspace: TomlFile): Generator<Finding> {
  const declared = nodeAt(workspace.root, ["workspace", "dependencies"]);
  const place = placeOf(workspace, "workspace", "dependencies");
  if (declared?.kind !== "table") {
    yield { ...place, message: "Workspace Cargo.toml must define [workspace.dependencies]" };
    return;
  }
  const names = Object.values(REQUIRED).flatMap((required) => SECTIONS.flatMap((section) => required[section]));
  for (const name of [...new Set(names)].sort()) {
    if (!declared.entries.has(name)) yield { ...place, message: `Workspace dependency '${name}' must be declared` };
  }
}

function* checkPlugin(cargo: TomlFile, required: Required): Generator<Finding> {
  for (const section of SECTIONS) {
    const table = tableOf(cargo, section);
    if (table === undefined) {
      yield { ...placeOf(cargo, section), message: `${cargo.path}: [${section}] must be a table` };
      continue;
    }
    for (const name of required[section]) {
      const node = entryOf(table, name)?.value;
      const optional = name === OPTIONAL;
      if (isInherited(node, optional)) continue;
      const expected = optional ? "{'workspace': True, 'optional': True}" : "{'workspace': True}";
      const message = `${cargo.path}: ${section}.${name} must be declared as ${expected}`;
      yield { ...placeOf(cargo, section, name), message };
    }
  }
}

/** Whether a dependency is exactly `{ workspace = true }`, with `optional = true` where that is asked for. */
function isInherited(node: TomlNode | undefined, optional: boolean): boolean {
  return (
    node?.kind === "table" &&
    node.entries.size === (optional ? 2 : 1) &&
    isTrue(entryOf(node, "workspace")?.value) &&
    (!optional || isTrue(entryOf(node, "optional")?.value))
  );
}
