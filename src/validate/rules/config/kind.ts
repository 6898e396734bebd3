import { resolve } from "node:path";
import { shownPath } from "../../../files/shown-path.ts";
import { closest } from "../../../text/closest.ts";
import { didYouMean } from "../../../text/did-you-mean.ts";
import { textOf } from "../../../yaml/node.ts";
import { replaceWord } from "../../fix.ts";
import { MANAGED_SLUGS, managedPlugin } from "../../model/managed/index.ts";
import { MANIFEST_KINDS } from "../../model/manifest-model.ts";
import { placeOf } from "../../model/check-shape.ts";
import { entriesOf } from "../../plugins.ts";
import { manifestIn } from "../../project/manifest-facts.ts";
import { isPathKind } from "../../project/plugin-folder.ts";
import { findClass } from "../../project/python-class.ts";
import { defineRule, type Finding, type Host } from "../../rule.ts";

/** Modules of Python that CPEX loads no plugin from (cpex 0.1.4, framework/loader/plugin.py). */
const BLOCKED = [
  "builtins",
  "code",
  "codeop",
  "compileall",
  "ctypes",
  "http.server",
  "importlib",
  "os",
  "runpy",
  "shutil",
  "socket",
  "subprocess",
  "sys",
];

const RUN_KINDS = ["external", "isolated_venv"];

/** A kind that passes the loader, and that no plugin can be loaded from. */
export const configKind = defineRule({
  code: "config/kind",
  async check({ plugins, document, folder, host }) {
    const findings: Finding[] = [];
    for (const { entry } of entriesOf(plugins, "kind")) {
      const kind = textOf(entry.value);
      const problem =
        kind === undefined ? undefined : ((await problemOf(kind)) ?? (await problemBeside(kind, folder, host)));
      if (kind === undefined || problem === undefined) continue;
      const help = didYouMean(kind, problem.choices);
      const fix = replaceWord(document.text, entry.value.span, kind, closest(kind, problem.choices));
      findings.push({
        span: placeOf(entry),
        message: problem.message,
        ...(help === undefined ? {} : { help }),
        ...fix,
      });
    }
    return findings;
  },
});

interface KindProblem {
  readonly message: string;
  readonly choices: readonly string[];
}

async function problemOf(kind: string): Promise<KindProblem | undefined> {
  const managed = await managedPlugin(kind);
  if (managed !== undefined) return classProblem(kind, managed.className);
  const module = kind.slice(0, Math.max(0, kind.lastIndexOf(".")));
  if (BLOCKED.some((name) => module === name || module.startsWith(`${name}.`)))
    return { message: `CPEX loads no plugin from the module ${module}`, choices: [] };
  if (kind.includes(".") || kind.includes("/") || RUN_KINDS.includes(kind)) return undefined;
  if ((MANIFEST_KINDS as readonly string[]).includes(kind))
    return {
      message: `'${kind}' is a kind of manifests: a config names the class, as package.module.Class`,
      choices: [],
    };
  const guess = closest(kind, RUN_KINDS);
  return guess === undefined || MANAGED_SLUGS.includes(kind)
    ? undefined
    : { message: `'${kind}' is no kind that CPEX loads a plugin from`, choices: RUN_KINDS };
}

/** What can be seen of the plugin's own files. */
async function problemBeside(kind: string, folder: string, host: Host): Promise<KindProblem | undefined> {
  if (isPathKind(kind)) {
    const isThere = (await manifestIn(resolve(folder, kind), host)) !== undefined;
    return isThere ? undefined : { message: `there is no plugin-manifest.yaml in ${kind}`, choices: [] };
  }
  const found = await findClass(kind, folder, host);
  const className = kind.slice(kind.lastIndexOf(".") + 1);
  if (found.status === "no-module")
    return { message: `there is no module ${found.module}`, choices: [`${found.near}.${className}`] };
  if (found.status !== "no-class") return undefined;
  const module = kind.slice(0, -className.length);
  const message = `there is no class ${className} in ${shownPath(found.file, host.cwd)}: CPEX leaves the plugin out when the gateway starts`;
  return { message, choices: found.classes.map((name) => `${module}${name}`) };
}

/** The class stands in the package, and in the module that is called as the plugin. */
function classProblem(kind: string, className: string): KindProblem | undefined {
  const [packageName = ""] = kind.split(".");
  const slug = packageName.replace(/^cpex_/, "");
  const choices = [`${packageName}.${className}`, `${packageName}.${slug}.${className}`];
  if (choices.includes(kind)) return undefined;
  return { message: `there is no ${kind}: CPEX leaves the plugin out when the gateway starts`, choices };
}
