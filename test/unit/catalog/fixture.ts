import { readRepository } from "../../../src/catalog/read-repository.ts";
import type { Repository } from "../../../src/catalog/repository.ts";
import { fakeFiles, type FakeFiles } from "../validate/check.ts";

export const ROOT = "/repo";
export const MANAGED = "plugins/rust/python-package";

/** The files of a valid plugin. */
export function pluginFiles(slug: string): FakeFiles {
  const folder = `${MANAGED}/${slug}`;
  return {
    [`${folder}/Cargo.toml`]: `[package]
name = "${slug}"
version = "0.1.0"
repository.workspace = true

[lib]
name = "${slug}_rust"

[dependencies]
log = { workspace = true }
`,
    [`${folder}/pyproject.toml`]: `[project]
name = "cpex-${slug.replaceAll("_", "-")}"
dynamic = ["version"]

[project.entry-points."cpex.plugins"]
${slug} = "cpex_${slug}.plugin:DemoPlugin"

[tool.maturin]
module-name = "cpex_${slug}.${slug}_rust"
python-source = "."
`,
    [`${folder}/Makefile`]: "all:\n",
    [`${folder}/README.md`]: "# Demo\n",
    [`${folder}/cpex_${slug}/__init__.py`]: "",
    [`${folder}/cpex_${slug}/plugin.py`]:
      "class DemoPlugin:\n    async def tool_pre_invoke(self, payload, context): ...\n",
    [`${folder}/cpex_${slug}/plugin-manifest.yaml`]: `description: A demo
author: Me
version: "0.1.0"
kind: cpex_${slug}.plugin.DemoPlugin
available_hooks: [tool_pre_invoke]
default_configs: {}
`,
  };
}

/** The files of a valid repository with these plugins, by their path from the root. */
export function repositoryFiles(...slugs: readonly string[]): FakeFiles {
  return {
    "Cargo.toml": `[workspace]
members = [${slugs.map((slug) => `"${MANAGED}/${slug}"`).join(", ")}]

[workspace.package]
repository = "https://github.com/IBM/cpex-plugins"

[workspace.dependencies]
log = "0.4"
`,
    ...Object.assign({}, ...slugs.map(pluginFiles)),
  };
}

/** Reads a repository from files by their path from the root. */
export async function repositoryOf(files: FakeFiles): Promise<Repository> {
  const absolute = Object.fromEntries(Object.entries(files).map(([path, text]) => [`${ROOT}/${path}`, text]));
  return await readRepository(ROOT, fakeFiles(absolute));
}
