const COMPLETE: Readonly<Record<string, string | undefined>> = {
  name: "my_filter",
  kind: "external",
  version: '"1.0.0"',
  description: "Filters",
  author: "Me",
  tags: "[x]",
  available_hooks: "[tool_pre_invoke]",
  default_config: "{}",
};

export function manifest(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const keys = Object.entries({ ...COMPLETE, ...changes }).filter(([, value]) => value !== undefined);
  return keys.map(([key, value]) => `${key}: ${value}\n`).join("");
}

interface Case {
  readonly title: string;
  readonly text: string;
  readonly installed: readonly string[];
  readonly strict: readonly string[];
}

// The verdicts are those of PluginManifest of cpex 0.1.4: as it is, and after the normalisation of tools/catalog.py.
export const MANIFEST_CASES: readonly Case[] = [
  { title: "that is complete", text: manifest(), installed: [], strict: [] },
  {
    title: "that is empty",
    text: "",
    installed: ["error schema/not-a-mapping "],
    strict: ["error schema/not-a-mapping "],
  },
  {
    title: "without name and tags",
    text: manifest({ name: undefined, tags: undefined }),
    installed: [],
    strict: ["error schema/missing-key kind", "error schema/missing-key kind"],
  },
  {
    title: "without an author",
    text: manifest({ author: undefined }),
    installed: ["error schema/missing-key name"],
    strict: ["error schema/missing-key name"],
  },
  {
    title: "with default_configs",
    text: manifest({ default_config: undefined, default_configs: "null" }),
    installed: [],
    strict: ["error schema/missing-key name", "warning schema/unknown-key default_configs"],
  },
  {
    title: "with default_configs that are a list",
    text: manifest({ default_config: undefined, default_configs: "[x]" }),
    installed: ["error schema/wrong-type [x]"],
    strict: ["error schema/missing-key name", "warning schema/unknown-key default_configs"],
  },
  {
    title: "of a class path without a default config",
    text: manifest({ kind: "a.b.C", default_config: undefined }),
    installed: [],
    strict: ["error schema/missing-key name"],
  },
  {
    title: "of a kind that does not exist",
    text: manifest({ kind: "extrnal" }),
    installed: ["error manifest/kind extrnal"],
    strict: [],
  },
  {
    title: "of a module path",
    text: manifest({ kind: "a.b.c" }),
    installed: ["error manifest/kind a.b.c"],
    strict: [],
  },
  {
    title: "with an unquoted version",
    text: manifest({ version: "1.0" }),
    installed: ["error schema/wrong-type 1.0"],
    strict: ["error schema/wrong-type 1.0"],
  },
  {
    title: "with a version that is not semantic",
    text: manifest({ version: '"1.0"' }),
    installed: ['warning manifest/version "1.0"'],
    strict: ['warning manifest/version "1.0"'],
  },
  {
    title: "with a hook that does not exist",
    text: manifest({ available_hooks: "[tool_pre_hook]" }),
    installed: ["warning hook/unknown tool_pre_hook"],
    strict: ["warning hook/unknown tool_pre_hook"],
  },
  {
    title: "with template brackets, which mean nothing here",
    text: manifest({ description: '"{{ a.b }}"' }),
    installed: [],
    strict: [],
  },
];
