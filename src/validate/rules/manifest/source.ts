import { entryOf, textOf, type YamlNode } from "../../../yaml/node.ts";
import { checkUrl } from "../../../runtime/config/check-url.ts";
import { defineRule, type Finding } from "../../rule.ts";

const PACKAGE = /^[a-zA-Z0-9](?:[a-zA-Z0-9._-]*[a-zA-Z0-9])?$/;
const CONSTRAINT = /^(?:==|!=|<=|>=|<|>|~=|===)\s*\d+(?:\.\d+)*[a-zA-Z0-9._-]*$/;
const GIT_URL = /^(?:https?:\/\/|git:\/\/|git@)[a-zA-Z0-9._-]+[/:][a-zA-Z0-9._/-]+$/;
const GIT_REF = /^[a-zA-Z0-9._/-]+$/;

/** Where a plugin comes from, in the forms that CPEX takes (PyPiRepo and GitRepo). An empty text is taken as none. */
export const source = defineRule({
  code: "manifest/source",
  check({ root }) {
    return [
      ...check(root, "package_info", "pypi_package", packageProblem),
      ...check(root, "package_info", "version_constraint", constraintProblem),
      ...check(root, "git_repo", "git_repository", repositoryProblem),
      ...check(root, "git_repo", "git_branch_tag_commit", refProblem),
    ];
  },
});

function check(
  root: YamlNode,
  section: string,
  key: string,
  problemOf: (text: string) => string | undefined,
): Finding[] {
  const entry = entryOf(entryOf(root, section)?.value, key);
  const text = textOf(entry?.value);
  const message = text === undefined || text === "" ? undefined : problemOf(text);
  return entry === undefined || message === undefined ? [] : [{ span: entry.at, message }];
}

function packageProblem(name: string): string | undefined {
  if (!PACKAGE.test(name)) return `'${name}' is not a name of a Python package`;
  return name.length > 214 ? "a package name has at most 214 characters" : undefined;
}

function constraintProblem(constraint: string): string | undefined {
  const wrong = constraint.split(",").find((part) => !CONSTRAINT.test(part.trim()));
  if (wrong !== undefined)
    return `'${wrong.trim()}' is not a version constraint such as >=1.0.0, ~=1.2.3 or ==1.0.0,<2.0.0`;
  return constraint.length > 255 ? "a version constraint has at most 255 characters" : undefined;
}

function repositoryProblem(url: string): string | undefined {
  if (!GIT_URL.test(url)) return `'${url}' is not a Git URL that CPEX takes: https://, git:// or git@host:path`;
  return /^https?:/.test(url) ? checkUrl(url, "Git repository URL")?.message : undefined;
}

function refProblem(ref: string): string | undefined {
  if (!GIT_REF.test(ref) || /^[/.-]|[/.]$/.test(ref)) return `'${ref}' is not a branch, tag or commit`;
  return ref.length > 255 ? "a branch, tag or commit has at most 255 characters" : undefined;
}
