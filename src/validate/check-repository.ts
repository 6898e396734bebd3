import { dirname } from "node:path";
import { type CatalogFinding, checkContract, checkStricter } from "../catalog/check-repository.ts";
import { readRepository } from "../catalog/read-repository.ts";
import type { Repository } from "../catalog/repository.ts";
import type { SourceFile } from "../catalog/source.ts";
import { Lines, type Position } from "../yaml/lines.ts";
import { checkFile, type FileChecks } from "./check-file.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { applySeverities, type Severities } from "./severities.ts";
import { docsPage, RULE_DOCS } from "./docs.ts";

export interface RepositoryResult {
  /** Every file that was looked into. */
  readonly files: readonly SourceFile[];
  /**
   * First what breaks the contract, in the order of the repository's own tool, then what that tool does not look at: its own rules
   * and those on manifests, as warnings.
   */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a managed-plugin repository.
 *
 * @param shown How a path, given from the root, is shown.
 * @throws {ToolError} exit 4 when a file can't be read.
 */
export async function checkRepository(
  root: string,
  shown: (file: string) => string,
  checks: FileChecks,
  severities: Severities,
): Promise<RepositoryResult> {
  const repository = await readRepository(root, checks.host.files);
  const files = filesOf(repository);
  const findings = [...checkContract(repository), ...checkStricter(repository)];
  const texts = new Map(files.map(({ file, text }) => [file, new Lines(text)]));
  const diagnostics = findings.map((finding) => toDiagnostic(finding, texts.get(finding.file), shown));
  for (const { manifest } of repository.plugins) {
    if (manifest !== undefined) diagnostics.push(...(await checkManifest(manifest, shown(manifest.file), checks)));
  }
  return { files, diagnostics: applySeverities(diagnostics, severities) };
}

function filesOf({ workspace, pyproject, plugins }: Repository): readonly SourceFile[] {
  const own = plugins.flatMap((plugin) => [plugin.cargo, plugin.pyproject, plugin.manifest]);
  return [workspace, pyproject, ...own].filter((file) => file !== undefined);
}

function toDiagnostic(
  { code, message, help, file, span }: CatalogFinding,
  lines: Lines | undefined,
  shown: (file: string) => string,
): Diagnostic {
  // A file or folder that is not there has no lines.
  const at = (offset: number): Position => lines?.at(offset) ?? { offset: 0, line: 1, column: 1 };
  return {
    code,
    severity: RULE_DOCS[code].severity,
    message,
    ...(help === undefined ? {} : { help }),
    file: shown(file),
    range: { start: at(span.start), end: at(span.end) },
    related: [],
    docs: docsPage(code),
  };
}

/** The repository's tool reads two keys of a manifest; what CPEX refuses of the rest does not fail the repository. */
async function checkManifest({ path, text }: SourceFile, file: string, checks: FileChecks): Promise<Diagnostic[]> {
  const found = await checkFile({ text, type: "manifest", file, folder: dirname(path) }, checks);
  return found.map(toWarning);
}

/** Without its fix: what is right for CPEX may break the contract of the repository. */
function toWarning(diagnostic: Diagnostic): Diagnostic {
  const { fix: _, ...rest } = diagnostic;
  return rest.severity === "error" ? { ...rest, severity: "warning" } : rest;
}
