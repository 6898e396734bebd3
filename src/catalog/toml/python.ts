import { pythonString } from "../../runtime/manager/python-text.ts";
import type { TomlNode } from "./node.ts";

/** A value as Python's `str` writes it, which is what a message of the catalog quotes; nothing is `None`. */
export function pythonStr(node: TomlNode | undefined): string {
  return node?.kind === "scalar" && node.type === "string" ? node.value : pythonRepr(node);
}

/** A value as Python's `repr` writes it. Dates stand as the file writes them. */
export function pythonRepr(node: TomlNode | undefined): string {
  if (node === undefined) return "None";
  if (node.kind === "array") return `[${node.items.map(pythonRepr).join(", ")}]`;
  if (node.kind === "table") {
    const entries = [...node.entries].map(([key, { value }]) => `${pythonString(key)}: ${pythonRepr(value)}`);
    return `{${entries.join(", ")}}`;
  }
  switch (node.type) {
    case "string":
      return pythonString(node.value);
    case "boolean":
      return node.value ? "True" : "False";
    case "float":
      return pythonFloat(node.value);
    case "integer":
    case "date":
      return String(node.value);
    default:
      return node satisfies never;
  }
}

/** A list of strings as Python's `repr` writes it. */
export function pythonList(texts: readonly string[]): string {
  return `[${texts.map(pythonString).join(", ")}]`;
}

/** A float as Python's `repr` writes it: the same digits as JavaScript's, with a point or an exponent always. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const [mantissa = "", power = "+0"] = value.toExponential().split("e");
  if (Number(power) < -4 || Number(power) > 15)
    return `${mantissa}e${power[0] ?? "+"}${power.slice(1).padStart(2, "0")}`;
  const plain =
    Number(power) < 0 ? value.toFixed(mantissa.replace(/[-.]/g, "").length - 1 - Number(power)) : String(value);
  return plain.includes(".") ? plain : `${plain}.0`;
}
