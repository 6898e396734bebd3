import { z } from "zod";
import { failed, messageOf } from "../errors.ts";
import { readText } from "../files/read-text.ts";
import { HOOKS } from "../plugin/hooks.ts";
import type { Case } from "./case.ts";
import { type Data, isPlainObject } from "./data.ts";

const plainObject = z.custom<Data>(isPlainObject, "must be an object");

/** One recorded call: what the hook was given, and the plugin's config where it was not the default one. */
const line = z.object({
  hook: z.enum(HOOKS),
  payload: z.unknown(),
  config: plainObject.default({}),
  traced: z.boolean().default(false),
});

/**
 * Reads recorded hook calls, one JSON object a line, in their order. Other keys of a line are left alone, and so are
 * blank lines.
 *
 * @throws {ToolError} exit 3 when the file is missing, exit 4 that names the first line which is no hook call.
 */
export async function loadTraffic(path: string): Promise<Case[]> {
  const cases: Case[] = [];
  for (const [index, text] of (await readText(path)).split("\n").entries()) {
    if (text.trim() !== "") cases.push(parseLine(text, `${path}:${index + 1}`));
  }
  return cases;
}

function parseLine(text: string, place: string): Case {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw failed(`${place} is not JSON: ${messageOf(cause)}`, { cause });
  }
  const parsed = line.safeParse(data);
  if (parsed.success) return { ...parsed.data, before: [] };
  const issues = parsed.error.issues.map((issue) => `${issue.path.join(".") || "the line"}: ${issue.message}`);
  throw failed(`${place} is not a recorded hook call`, {
    details: issues.join("\n"),
    hint: 'Write one object a line: {"hook": "tool_pre_invoke", "payload": {"name": "search", "args": {}}}',
  });
}
