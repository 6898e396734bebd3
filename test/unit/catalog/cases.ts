import type { FakeFiles } from "../validate/check.ts";
import { MANAGED, ROOT } from "./fixture.ts";

const DEMO = `${MANAGED}/demo`;
const FOLDER = `${ROOT}/${DEMO}`;
const WORKSPACE = "Cargo.toml";
const CARGO = `${DEMO}/Cargo.toml`;
const PYPROJECT = `${DEMO}/pyproject.toml`;
const MANIFEST = `${DEMO}/cpex_demo/plugin-manifest.yaml`;
const TABLE = '[project.entry-points."cpex.plugins"]';

/** One change of a valid repository, and what the first finding says then. */
export interface ContractCase {
  readonly title: string;
  readonly change: (files: FakeFiles) => FakeFiles;
  readonly code: string;
  /** What `tools/plugin_catalog.py` prints; of a TOML error only its beginning. */
  readonly message: string;
  /** The file and the text in it that are marked. */
  readonly marked: readonly [file: string, text: string];
}

const replace =
  (file: string, from: string, to: string) =>
  (files: FakeFiles): FakeFiles => {
    const text = files[file] ?? "";
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    return { ...files, [file]: text.replace(from, to) };
  };

const write =
  (file: string, text: string) =>
  (files: FakeFiles): FakeFiles => ({ ...files, [file]: text });

const remove =
  (file: string) =>
  (files: FakeFiles): FakeFiles =>
    Object.fromEntries(Object.entries(files).filter(([path]) => path !== file && !path.startsWith(`${file}/`)));

const versionLine = (line: string): ((files: FakeFiles) => FakeFiles) => replace(MANIFEST, 'version: "0.1.0"', line);
const kindLine = (line: string): ((files: FakeFiles) => FakeFiles) =>
  replace(MANIFEST, "kind: cpex_demo.plugin.DemoPlugin", line);

export const CONTRACT_CASES: readonly ContractCase[] = [
  {
    title: "without the folder of managed plugins",
    change: remove("plugins"),
    code: "catalog/managed-root",
    message: `Managed plugin root not found: ${ROOT}/${MANAGED}`,
    marked: [MANAGED, ""],
  },
  {
    title: "without a Cargo.toml",
    change: remove(WORKSPACE),
    code: "catalog/workspace",
    message: `Workspace Cargo.toml not found at ${ROOT}/Cargo.toml`,
    marked: [WORKSPACE, ""],
  },
  {
    title: "with a Cargo.toml that is not TOML",
    change: replace(WORKSPACE, "[workspace]", "[workspace"),
    code: "catalog/workspace-toml",
    message: `Invalid TOML in ${ROOT}/Cargo.toml: `,
    marked: [WORKSPACE, "m"],
  },
  {
    title: "with a text as workspace",
    change: write(WORKSPACE, 'workspace = "all"\n'),
    code: "catalog/workspace-table",
    message: "Workspace Cargo.toml must define [workspace] metadata as a table",
    marked: [WORKSPACE, '"all"'],
  },
  {
    title: "without a workspace",
    change: write(WORKSPACE, ""),
    code: "catalog/workspace-members",
    message: "Workspace Cargo.toml must define [workspace].members",
    marked: [WORKSPACE, ""],
  },
  {
    title: "with a text as members",
    change: replace(WORKSPACE, `members = ["${DEMO}"]`, 'members = "all"'),
    code: "catalog/workspace-members",
    message: "Workspace Cargo.toml must define [workspace].members",
    marked: [WORKSPACE, '"all"'],
  },
  {
    title: "with a number among the members",
    change: replace(WORKSPACE, `["${DEMO}"]`, `["${DEMO}", 7]`),
    code: "catalog/workspace-members",
    message: "Workspace Cargo.toml [workspace].members must contain only strings",
    marked: [WORKSPACE, "7"],
  },
  {
    title: "with a text as workspace.package",
    change: write(WORKSPACE, `[workspace]\nmembers = ["${DEMO}"]\npackage = "x"\n`),
    code: "catalog/workspace-package",
    message: "Workspace Cargo.toml must define [workspace.package] metadata",
    marked: [WORKSPACE, '"x"'],
  },
  {
    title: "with a folder that can't be a plugin",
    change: write(`${MANAGED}/.ruff_cache/x`, ""),
    code: "catalog/slug",
    message: `${ROOT}/${MANAGED}/.ruff_cache: plugin slug must match ^[a-z0-9_]+$, got .ruff_cache`,
    marked: [`${MANAGED}/.ruff_cache`, ""],
  },
  {
    title: "with a cache folder that looks like a plugin",
    change: write(`${MANAGED}/__pycache__/x`, ""),
    code: "catalog/required-path",
    message: `${ROOT}/${MANAGED}/__pycache__: missing required path ${MANAGED}/__pycache__/pyproject.toml`,
    marked: [`${MANAGED}/__pycache__/pyproject.toml`, ""],
  },
  ...[
    "pyproject.toml",
    "Cargo.toml",
    "Makefile",
    "README.md",
    "cpex_demo/__init__.py",
    "cpex_demo/plugin-manifest.yaml",
  ].map((file): ContractCase => ({
    title: `with a plugin without ${file}`,
    change: remove(`${DEMO}/${file}`),
    code: "catalog/required-path",
    message: `${FOLDER}: missing required path ${DEMO}/${file}`,
    marked: [`${DEMO}/${file}`, ""],
  })),
  {
    title: "with a pyproject.toml that is not TOML",
    change: replace(PYPROJECT, "[project]", "[project"),
    code: "catalog/toml",
    message: `Invalid TOML in ${FOLDER}/pyproject.toml: `,
    marked: [PYPROJECT, "n"],
  },
  {
    title: "with a plugin's Cargo.toml that sets a key twice",
    change: replace(CARGO, 'name = "demo"', 'name = "demo"\nname = "demo"'),
    code: "catalog/toml",
    message: `Invalid TOML in ${FOLDER}/Cargo.toml: `,
    marked: [CARGO, "n"],
  },
  {
    title: "with a list as project",
    change: write(PYPROJECT, "project = []\n"),
    code: "catalog/table",
    message: `${FOLDER}: pyproject.toml [project] must be a table`,
    marked: [PYPROJECT, "[]"],
  },
  {
    title: "with a list as tool.maturin",
    change: (files) =>
      write(PYPROJECT, `${(files[PYPROJECT] ?? "").split("[tool.maturin]")[0]}[tool]\nmaturin = [1]\n`)(files),
    code: "catalog/table",
    message: `${FOLDER}: pyproject.toml tool.maturin must be a table`,
    marked: [PYPROJECT, "[1]"],
  },
  {
    title: "with an array of tables as package",
    change: replace(CARGO, "[package]", "[[package]]"),
    code: "catalog/table",
    message: `${FOLDER}: Cargo.toml [package] must be a table`,
    marked: [CARGO, "package"],
  },
  {
    title: "with a text as tool",
    change: (files) => write(PYPROJECT, `tool = "x"\n${(files[PYPROJECT] ?? "").split("[tool.maturin]")[0]}`)(files),
    code: "catalog/module-name",
    message: `${FOLDER}: tool.maturin.module-name must be cpex_demo.demo_rust, got None`,
    marked: [PYPROJECT, '"x"'],
  },
  {
    title: "with a plugin that is in the workspace by a pattern only",
    change: replace(WORKSPACE, `["${DEMO}"]`, `["${MANAGED}/*"]`),
    code: "catalog/workspace-member",
    message: `${FOLDER}: plugin is missing from the top-level Cargo workspace`,
    marked: [WORKSPACE, `["${MANAGED}/*"]`],
  },
  {
    title: "with another distribution name",
    change: replace(PYPROJECT, '"cpex-demo"', '"cpex_demo"'),
    code: "catalog/package-name",
    message: `${FOLDER}: package name must be cpex-demo, got cpex_demo`,
    marked: [PYPROJECT, '"cpex_demo"'],
  },
  {
    title: "without a distribution name",
    change: replace(PYPROJECT, 'name = "cpex-demo"\n', ""),
    code: "catalog/package-name",
    message: `${FOLDER}: package name must be cpex-demo, got None`,
    marked: [PYPROJECT, "project"],
  },
  {
    title: "with a table as distribution name",
    change: replace(PYPROJECT, '"cpex-demo"', `{ a = [true, 1.5, "it's"], b = 10 }`),
    code: "catalog/package-name",
    message: `${FOLDER}: package name must be cpex-demo, got {'a': [True, 1.5, "it's"], 'b': 10}`,
    marked: [PYPROJECT, `{ a = [true, 1.5, "it's"], b = 10 }`],
  },
  {
    title: "without dynamic",
    change: replace(PYPROJECT, 'dynamic = ["version"]\n', ""),
    code: "catalog/dynamic-version",
    message: `${FOLDER}: pyproject.toml must declare dynamic version sourced from Cargo.toml`,
    marked: [PYPROJECT, "project"],
  },
  {
    title: "with dynamic without the version",
    change: replace(PYPROJECT, '["version"]', '["readme"]'),
    code: "catalog/dynamic-version",
    message: `${FOLDER}: pyproject.toml must declare dynamic version sourced from Cargo.toml`,
    marked: [PYPROJECT, '["readme"]'],
  },
  {
    title: "with a number in dynamic",
    change: replace(PYPROJECT, '["version"]', '["version", 1]'),
    code: "catalog/dynamic-version",
    message: `${FOLDER}: pyproject.toml must declare dynamic version sourced from Cargo.toml`,
    marked: [PYPROJECT, '["version", 1]'],
  },
  {
    title: "with a version in pyproject.toml",
    change: replace(PYPROJECT, 'dynamic = ["version"]', 'dynamic = ["version"]\nversion = "0.1.0"'),
    code: "catalog/dynamic-version",
    message: `${FOLDER}: pyproject.toml must declare dynamic version sourced from Cargo.toml`,
    marked: [PYPROJECT, "version"],
  },
  {
    title: "with another native module",
    change: replace(PYPROJECT, '"cpex_demo.demo_rust"', '"cpex_demo.demo"'),
    code: "catalog/module-name",
    message: `${FOLDER}: tool.maturin.module-name must be cpex_demo.demo_rust, got cpex_demo.demo`,
    marked: [PYPROJECT, '"cpex_demo.demo"'],
  },
  {
    title: "with Python sources elsewhere",
    change: replace(PYPROJECT, 'python-source = "."', 'python-source = "python"'),
    code: "catalog/python-source",
    message: `${FOLDER}: tool.maturin.python-source must be '.', got python`,
    marked: [PYPROJECT, '"python"'],
  },
  {
    title: "without python-source",
    change: replace(PYPROJECT, 'python-source = "."\n', ""),
    code: "catalog/python-source",
    message: `${FOLDER}: tool.maturin.python-source must be '.', got None`,
    marked: [PYPROJECT, "maturin"],
  },
  {
    title: "with another repository",
    change: replace(CARGO, "repository.workspace = true", 'repository = "https://example.com"'),
    code: "catalog/repository",
    message: `${FOLDER}: repository metadata must point to https://github.com/IBM/cpex-plugins, got https://example.com`,
    marked: [CARGO, '"https://example.com"'],
  },
  {
    title: "with a repository that is not inherited",
    change: replace(CARGO, "repository.workspace = true", "repository.workspace = false"),
    code: "catalog/repository",
    message: `${FOLDER}: repository metadata must point to https://github.com/IBM/cpex-plugins, got {'workspace': False}`,
    marked: [CARGO, "repository"],
  },
  {
    title: "with another repository in the workspace",
    change: replace(WORKSPACE, '"https://github.com/IBM/cpex-plugins"', "1979-05-27"),
    code: "catalog/repository",
    message: `${FOLDER}: repository metadata must point to https://github.com/IBM/cpex-plugins, got 1979-05-27`,
    marked: [WORKSPACE, "1979-05-27"],
  },
  {
    title: "with an inherited version",
    change: replace(CARGO, 'version = "0.1.0"', "version.workspace = true"),
    code: "catalog/version",
    message: `${FOLDER}: Cargo.toml must define a non-empty package.version`,
    marked: [CARGO, "version"],
  },
  {
    title: "with an empty version",
    change: replace(CARGO, 'version = "0.1.0"', 'version = ""'),
    code: "catalog/version",
    message: `${FOLDER}: Cargo.toml must define a non-empty package.version`,
    marked: [CARGO, '""'],
  },
  {
    title: "with another crate name",
    change: replace(CARGO, 'name = "demo"', 'name = "demo-rust"'),
    code: "catalog/crate-name",
    message: `${FOLDER}: Cargo.toml [package].name must be demo, got demo-rust`,
    marked: [CARGO, '"demo-rust"'],
  },
  {
    title: "with a manifest without a version",
    change: versionLine(""),
    code: "catalog/manifest-version",
    message: `Missing version in ${ROOT}/${MANIFEST}`,
    marked: [MANIFEST, ""],
  },
  {
    title: "with a quoted key in the manifest",
    change: versionLine('"version": "0.1.0"'),
    code: "catalog/manifest-version",
    message: `Missing version in ${ROOT}/${MANIFEST}`,
    marked: [MANIFEST, ""],
  },
  {
    title: "with an indented version in the manifest",
    change: versionLine(' version: "0.1.0"'),
    code: "catalog/manifest-version",
    message: `Missing version in ${ROOT}/${MANIFEST}`,
    marked: [MANIFEST, ""],
  },
  {
    title: "with an empty version in the manifest",
    change: versionLine("version: # soon"),
    code: "catalog/manifest-version",
    message: `Empty version in ${ROOT}/${MANIFEST}`,
    marked: [MANIFEST, "version"],
  },
  {
    title: "with a version of quotes alone in the manifest",
    change: versionLine('version: ""'),
    code: "catalog/manifest-version",
    message: `Empty version in ${ROOT}/${MANIFEST}`,
    marked: [MANIFEST, "version"],
  },
  {
    title: "with two versions in the manifest",
    change: versionLine('version: "0.1.0"\nversion : 0.2.0'),
    code: "catalog/manifest-version",
    message: `Duplicate top-level version in ${ROOT}/${MANIFEST}`,
    marked: [MANIFEST, "0.2.0"],
  },
  {
    title: "with more behind the version in the manifest",
    change: versionLine('version: "0.1.0" beta'),
    code: "catalog/manifest-version",
    message: `Invalid trailing content for version in ${ROOT}/${MANIFEST}`,
    marked: [MANIFEST, "beta"],
  },
  {
    title: "with another version in the manifest",
    change: versionLine("version: 0.2.0 # next"),
    code: "catalog/version-mismatch",
    message: `${FOLDER}: version mismatch between Cargo.toml (0.1.0) and plugin-manifest.yaml (0.2.0)`,
    marked: [MANIFEST, "0.2.0"],
  },
  {
    title: "with a quote that does not end",
    change: versionLine('version: "0.1.0'),
    code: "catalog/version-mismatch",
    message: `${FOLDER}: version mismatch between Cargo.toml (0.1.0) and plugin-manifest.yaml ("0.1.0)`,
    marked: [MANIFEST, '"0.1.0'],
  },
  {
    title: "with an escape in the version",
    change: versionLine(String.raw`version: "0.1.\x30\d\\"`),
    code: "catalog/version-mismatch",
    message: String.raw`${FOLDER}: version mismatch between Cargo.toml (0.1.0) and plugin-manifest.yaml ("0.1.\x30\d\\")`,
    marked: [MANIFEST, String.raw`"0.1.\x30\d\\"`],
  },
  {
    title: "with a manifest without a kind",
    change: kindLine(""),
    code: "catalog/manifest-kind",
    message: `Missing kind in ${ROOT}/${MANIFEST}`,
    marked: [MANIFEST, ""],
  },
  {
    title: "with a kind that is no class path",
    change: kindLine("kind: external"),
    code: "catalog/manifest-kind",
    message: `${ROOT}/${MANIFEST}: kind must use canonical module.object form, got external`,
    marked: [MANIFEST, "external"],
  },
  {
    title: "with an entry point as kind",
    change: kindLine("kind: cpex_demo.plugin:DemoPlugin"),
    code: "catalog/manifest-kind",
    message: `${ROOT}/${MANIFEST}: kind must use canonical module.object form, got cpex_demo.plugin:DemoPlugin`,
    marked: [MANIFEST, "cpex_demo.plugin:DemoPlugin"],
  },
  {
    title: "with a text as entry points",
    change: replace(PYPROJECT, `${TABLE}\ndemo = "cpex_demo.plugin:DemoPlugin"`, 'entry-points = "x"'),
    code: "catalog/entry-point-table",
    message: "pyproject.toml project.entry-points must be a table",
    marked: [PYPROJECT, '"x"'],
  },
  {
    title: "with entry points of another group alone",
    change: replace(PYPROJECT, '"cpex.plugins"', '"other"'),
    code: "catalog/entry-point-table",
    message: `pyproject.toml must define ${TABLE}`,
    marked: [PYPROJECT, "entry-points"],
  },
  {
    title: "with an entry point group that quotes do not hold together",
    change: replace(PYPROJECT, '"cpex.plugins"', "cpex.plugins"),
    code: "catalog/entry-point-table",
    message: `pyproject.toml must define ${TABLE}`,
    marked: [PYPROJECT, "entry-points"],
  },
  {
    title: "with a number among the entry points",
    change: replace(PYPROJECT, 'demo = "cpex_demo', 'x = 1\ndemo = "cpex_demo'),
    code: "catalog/entry-point-table",
    message: `pyproject.toml ${TABLE} must map plugin names to strings`,
    marked: [PYPROJECT, "1"],
  },
  {
    title: "with an entry point of another name",
    change: replace(PYPROJECT, 'demo = "cpex_demo', 'other = "cpex_demo'),
    code: "catalog/entry-point-table",
    message: `pyproject.toml must define entry point 'demo' in ${TABLE}`,
    marked: [PYPROJECT, '"cpex.plugins"'],
  },
  {
    title: "with an empty entry point",
    change: replace(PYPROJECT, '"cpex_demo.plugin:DemoPlugin"', '""'),
    code: "catalog/entry-point-table",
    message: `pyproject.toml must define entry point 'demo' in ${TABLE}`,
    marked: [PYPROJECT, '""'],
  },
  {
    title: "with a class path as entry point",
    change: replace(PYPROJECT, "plugin:DemoPlugin", "plugin.DemoPlugin"),
    code: "catalog/entry-point",
    message: `${FOLDER}/pyproject.toml entry point 'demo': kind must use canonical module:object form, got cpex_demo.plugin.DemoPlugin`,
    marked: [PYPROJECT, '"cpex_demo.plugin.DemoPlugin"'],
  },
  {
    title: "with an entry point to another class",
    change: replace(PYPROJECT, "plugin:DemoPlugin", "plugin:Demo"),
    code: "catalog/kind-mismatch",
    message: `${FOLDER}: kind mismatch between plugin-manifest.yaml (cpex_demo.plugin.DemoPlugin) and pyproject.toml entry point (cpex_demo.plugin:Demo)`,
    marked: [PYPROJECT, '"cpex_demo.plugin:Demo"'],
  },
];

/** Changes that the contract allows, though they look wrong. */
export const ALLOWED: readonly Pick<ContractCase, "title" | "change">[] = [
  { title: "with blanks around the colon", change: versionLine('version :"0.1.0"#x') },
  { title: "with single quotes", change: versionLine("version: '0.1.0'") },
  { title: "with an escaped digit", change: versionLine(String.raw`version: "0.1.\x30"`) },
  { title: "with an octal and a Unicode escape", change: versionLine(String.raw`version: "\60.\u0031.0"`) },
  {
    title: "with carriage returns",
    change: (files) => write(MANIFEST, (files[MANIFEST] ?? "").replaceAll("\n", "\r\n"))(files),
  },
  { title: "with a manifest that is not YAML", change: versionLine('version: "0.1.0"\nx: [') },
  {
    title: "with a version that is not semantic",
    change: (files) => versionLine("version: abc")(replace(CARGO, "0.1.0", "abc")(files)),
  },
  { title: "with a file beside the plugins", change: write(`${MANAGED}/README.md`, "") },
  { title: "with a member that is no plugin", change: replace(WORKSPACE, "members = [", 'members = ["crates/x", ') },
  {
    title: "with a repository of its own",
    change: replace(CARGO, "repository.workspace = true", 'repository = "https://github.com/IBM/cpex-plugins"'),
  },
  {
    title: "with a comment in Unicode before everything",
    change: (files) => write(CARGO, `# ſ 😀\n${files[CARGO] ?? ""}`)(files),
  },
];
