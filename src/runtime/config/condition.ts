import { z } from "zod";
import { optionalStrings } from "./lax.ts";

/** A set of names; an empty one restricts nothing, and is none. */
const nameSet = optionalStrings.transform((names) =>
  names === null || names.length === 0 ? null : [...new Set(names)],
);

/**
 * When a plugin runs. All of its parts must hold; an empty list is no restriction. An unknown key is an error, since
 * CPEX ignores it and the condition then always holds.
 */
export const pluginCondition = z.strictObject({
  server_ids: nameSet,
  tenant_ids: nameSet,
  tools: nameSet,
  prompts: nameSet,
  resources: nameSet,
  agents: nameSet,
  /** Texts that the user's name may contain; not regular expressions. */
  user_patterns: optionalStrings,
  /** Compared without parameters and in lower case. */
  content_types: optionalStrings.transform((types) => types?.map(baseContentType) ?? null),
});

export type PluginCondition = z.output<typeof pluginCondition>;

/** `application/json` of `Application/JSON; charset=utf-8`. */
export function baseContentType(value: string): string {
  const [base = ""] = value.split(";", 1);
  return base.trim().toLowerCase();
}
