import { type MigratedText, migrateText } from "../../../src/migrate/migrate-text.ts";
import { DEFAULT_OPTIONS, splice } from "../../../src/migrate/plan.ts";

/** What is wrong with a migration as a change of text: it must be its edits and nothing else, and the last one. */
export function textProblems(text: string, { output, edits }: MigratedText): string[] {
  const spliced = splice(text, edits);
  return [
    ...(spliced === output ? [] : ["the output is not the text with its edits"]),
    ...edits.flatMap(({ before }) => (before === "" || MODE.test(before) ? [] : [`edits ${JSON.stringify(before)}`])),
    ...(migrateText(output, DEFAULT_OPTIONS).output === output ? [] : ["a second migration changes it again"]),
  ];
}

const MODE = /enforce|permissive/;
