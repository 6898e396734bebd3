import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import type { Diagnostic } from "../../../src/validate/diagnostic.ts";
import type { ManifestLevel } from "../../../src/validate/model/manifest-model.ts";
import { configSchema, manifestSchema } from "../../../src/validate/schema/file-schema.ts";
import { parseYaml } from "../../../src/yaml/document.ts";
import type { YamlNode } from "../../../src/yaml/node.ts";
import { toData } from "../../../src/yaml/to-data.ts";

/** The rules that a JSON Schema can hold. */
const STRUCTURAL: ReadonlySet<string> = new Set([
  "schema/not-a-mapping",
  "schema/missing-key",
  "schema/wrong-type",
  "schema/unknown-value",
]);

/** The schemas that `mcpplugins schema` writes, as an independent validator understands them. */
export class Schemas {
  readonly #schemas: Readonly<Record<"config" | ManifestLevel, ValidateFunction>>;

  constructor() {
    const ajv = new Ajv2020({ strict: true, strictRequired: false });
    this.#schemas = {
      config: ajv.compile(configSchema()),
      installed: ajv.compile(manifestSchema("installed")),
      strict: ajv.compile(manifestSchema("strict")),
    };
  }

  /**
   * How the schema differs from the structural rules on a file: a sentence, or undefined where they agree.
   *
   * @returns false where there is nothing to compare: the file holds what JSON does not have, or templates.
   */
  compare(text: string, kind: "config" | ManifestLevel, found: readonly Diagnostic[]): string | undefined | false {
    const data = jsonOf(text, kind === "config");
    if (data === undefined) return false;
    const schema = this.#schemas[kind];
    const taken = schema(data.value);
    const first = found.find(({ code }) => STRUCTURAL.has(code));
    if (taken === (first === undefined)) return undefined;
    const [error] = schema.errors ?? [];
    return first === undefined
      ? `the schema refuses it: ${error?.instancePath ?? ""} ${error?.message ?? ""}`
      : `the schema takes it, and the rules do not: ${first.message}`;
  }
}

function jsonOf(text: string, templates: boolean): { readonly value: unknown } | undefined {
  const { root, problems, templates: spans } = parseYaml(text, { templates });
  const isRead = problems.every(({ code }) => code === "yaml/duplicate-key") && spans.length === 0;
  return root !== undefined && isRead && isJson(root) ? { value: toData(root) } : undefined;
}

function isJson(node: YamlNode): boolean {
  if (node.kind === "list") return node.items.every(({ value }) => isJson(value));
  if (node.kind === "map") return node.entries.every(({ key, value }) => key.value.type === "string" && isJson(value));
  const { value } = node;
  if (value.type === "float") return Number.isFinite(value.value);
  return value.type !== "date" && value.type !== "unknown";
}
