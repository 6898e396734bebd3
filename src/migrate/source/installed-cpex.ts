import { dirname, join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { exists } from "../../files/exists.ts";
import { type GateResult, gateResult } from "./gate.ts";
import { isOldPath, newPath } from "./moved.ts";
import { readPython } from "./python/file.ts";
import type { SourceFile } from "./source-file.ts";

/** What the plan wants `cpex` to have before anything is changed. */
const EXPECTED: readonly string[] = [
  ...["SEQUENTIAL", "TRANSFORM", "AUDIT", "CONCURRENT", "FIRE_AND_FORGET", "DISABLED"].map(
    (mode) => `cpex.framework.PluginMode.${mode}`,
  ),
  "cpex.framework.OnError.IGNORE",
];

/** Reads dotted paths from stdin and says what is wrong with them in this interpreter's `cpex`. */
const LOOK_UP = `
import importlib, json, sys
from importlib.metadata import PackageNotFoundError, version
sys.path[:] = [path for path in sys.path if path]
try:
    found = version("cpex")
except PackageNotFoundError:
    print(json.dumps({"version": None, "problems": []}))
    sys.exit()

def problem(path):
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        module = ".".join(parts[:length])
        try:
            value = importlib.import_module(module)
        except ModuleNotFoundError as error:
            if error.name is not None and (module + ".").startswith(error.name + "."):
                continue
            return f"{module} can't be imported: {error}"
        except Exception as error:
            return f"{module} can't be imported: {error}"
        for name in parts[length:]:
            if not hasattr(value, name):
                return f"there is no {path}"
            value = getattr(value, name)
        return None
    return f"there is no {path}"

problems = sorted({text for text in map(problem, json.load(sys.stdin)) if text})
print(json.dumps({"version": found, "problems": problems}))
`;

/** For an import of all of cpex on a slow machine. */
const TIMEOUT_MS = 60_000;

const answerSchema = z.object({ version: z.string().nullable(), problems: z.array(z.string()) });

/**
 * The gate of phase 0: the installed `cpex` has what the plan and this tree count on.
 *
 * @param python the interpreter; without one, the virtual environment of the folder or of one above it, then `python3`
 */
export async function checkInstalled(
  files: readonly SourceFile[],
  { python, cwd }: { readonly python: string | undefined; readonly cwd: string },
): Promise<GateResult> {
  const interpreter = python ?? (await findVenv(cwd)) ?? "python3";
  const wanted = [...new Set([...EXPECTED, ...files.flatMap(usedNames)])].sort();
  const { exitCode, stdout, stderr } = await execa(interpreter, ["-c", LOOK_UP], {
    cwd,
    input: JSON.stringify(wanted),
    reject: false,
    timeout: TIMEOUT_MS,
  });
  const answer = exitCode === 0 ? readAnswer(stdout) : undefined;
  if (answer === undefined) {
    const why = exitCode === undefined ? "there is no such interpreter, or it does not answer" : stderr.trim();
    return gateResult(0, [], [`${interpreter} can't be asked for cpex: ${why}`]);
  }
  const { version, problems } = answer;
  if (version === null) return gateResult(0, [], [`cpex is not installed for ${interpreter}`]);
  return gateResult(
    0,
    [],
    problems.map((problem) => `cpex ${version}: ${problem}`),
  );
}

/** The last line: modules may write to stdout when they are imported. */
function readAnswer(stdout: string): z.output<typeof answerSchema> | undefined {
  try {
    return answerSchema.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
  } catch {
    return undefined;
  }
}

/** What a file imports from `cpex`, or will when it is migrated. */
function usedNames(file: SourceFile): readonly string[] {
  if (file.kind !== "python" || !/mcpgateway|cpex|framework/.test(file.text)) return [];
  const paths = readPython(file.text, file.package).imports.flatMap((statement) => {
    if (statement.kind === "import") return statement.names.map(({ name }) => name);
    const { module, star, names } = statement;
    if (module === undefined) return [];
    return star ? [module] : names.map(({ name }) => `${module}.${name}`);
  });
  return paths.map((path) => (isOldPath(path) ? newPath(path) : path)).filter((path) => /^cpex(?:\.|$)/.test(path));
}

async function findVenv(cwd: string): Promise<string | undefined> {
  for (let folder = cwd; ; folder = dirname(folder)) {
    for (const python of [
      ".venv/bin/python",
      "venv/bin/python",
      ".venv/Scripts/python.exe",
      "venv/Scripts/python.exe",
    ]) {
      const path = join(folder, python);
      if (await exists(path)) return path;
    }
    if (dirname(folder) === folder) return undefined;
  }
}
