import { createRequire } from "node:module";
import type * as Yaml from "yaml";

const load = createRequire(import.meta.url);

/** The YAML library. It is loaded when it is needed: most files are read without it, in less time than it takes to load. */
export function yamlLibrary(): typeof Yaml {
  return load("yaml") as typeof Yaml;
}
