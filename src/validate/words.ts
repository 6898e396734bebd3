import type { YamlNode } from "../yaml/node.ts";
import type { FieldType } from "./model/field.ts";

/** What a type takes, in a message: `a whole number`. */
export function typeName(type: FieldType): string {
  switch (type.is) {
    case "string":
      return "a string";
    case "integer":
      return "a whole number";
    case "number":
      return "a number";
    case "boolean":
      return "true or false";
    case "choice":
      return `one of ${type.of.join(", ")}`;
    case "list":
      return type.of.is === "string" ? "a list of strings" : "a list";
    case "record":
    case "model":
      return "a map";
    case "anything":
      return "anything";
    default:
      return type satisfies never;
  }
}

/** What a value is, in a message: `the number 1.0`; `source` is how the file writes it. */
export function valueName(node: YamlNode, source: string): string {
  if (node.kind !== "scalar") return `a ${node.kind}`;
  switch (node.value.type) {
    case "null":
      return "null";
    case "boolean":
      return source === String(node.value.value) ? source : `${source}, which YAML reads as ${node.value.value}`;
    case "integer":
    case "float":
      return `the number ${source}`;
    case "date":
      return `${source}, which YAML reads as a date`;
    case "string":
    case "unknown":
      return `the string ${JSON.stringify(node.value.type === "string" ? node.value.value : source)}`;
    default:
      return node.value satisfies never;
  }
}
