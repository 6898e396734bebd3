import { type ManifestProblem, readManifestScalar } from "./manifest-scalar.ts";
import type { Finding } from "./rule.ts";
import type { SourceFile } from "./source.ts";

/** What is wrong with a key of a manifest, if anything is. */
export function* manifestProblem(manifest: SourceFile | undefined, key: string): Generator<Finding> {
  if (manifest === undefined) return;
  const { problem, span } = readManifestScalar(manifest.text, key);
  if (problem === undefined) return;
  yield {
    file: manifest.file,
    span,
    message: `${describe(problem, key)} in ${manifest.path}`,
    ...(problem === "missing"
      ? { help: `Write it without quotes around the key and without indentation: '${key}: ...'.` }
      : {}),
  };
}

function describe(problem: ManifestProblem, key: string): string {
  switch (problem) {
    case "missing":
      return `Missing ${key}`;
    case "empty":
      return `Empty ${key}`;
    case "duplicate":
      return `Duplicate top-level ${key}`;
    case "trailing":
      return `Invalid trailing content for ${key}`;
    case "literal":
      // There, Python's error ends the program.
      return `Invalid string for ${key}`;
    default:
      return problem satisfies never;
  }
}
