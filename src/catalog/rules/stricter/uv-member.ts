import { definePluginRule } from "../../rule.ts";
import { placeOf } from "../../source.ts";
import { nodeAt } from "../../toml/node.ts";
import { stringsOf } from "../../workspace.ts";

const MEMBERS = ["tool", "uv", "workspace", "members"] as const;
/** Where the part of a pattern begins that may stand for several folders. */
const PATTERN = /[*?[]/;

/** A plugin that uv does not know is left out of the root's lock file and environment. */
export const uvMember = definePluginRule({
  code: "repo/uv-member",
  *check({ path }, { pyproject }) {
    const members = stringsOf(nodeAt(pyproject?.root, MEMBERS));
    if (pyproject === undefined || members === undefined) return;
    if ([...members].some((member) => mayName(member, path))) return;
    yield {
      ...placeOf(pyproject, ...MEMBERS),
      message: `the plugin ${path} is not in the uv workspace`,
      help: `Add "${path}".`,
    };
  },
});

/** Whether a member of a uv workspace names a path; of a pattern only the part before its first wildcard is compared. */
function mayName(member: string, path: string): boolean {
  const wildcard = member.search(PATTERN);
  return wildcard === -1 ? member.replace(/\/$/, "") === path : path.startsWith(member.slice(0, wildcard));
}
