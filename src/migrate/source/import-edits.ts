import { type Edit, type Finding, joinProposals, type Proposal } from "./edit.ts";
import { GATEWAY_PLUGINS, isGatewayName, isOldPath, newPath } from "./moved.ts";
import { readUses, type Use } from "./module-uses.ts";
import { moduleStrings } from "./module-strings.ts";
import type { PythonFile } from "./python/file.ts";
import type { FromImport, ImportedName, PlainImport } from "./python/imports.ts";
import type { Chain } from "./python/names.ts";
import { importAfter, splitImport } from "./split-import.ts";

/** Old imports, and what is reached through them, from their new places. */
export function migrateImports(file: PythonFile): Proposal {
  const uses = readUses(file);
  return joinProposals([
    ...file.imports.map((statement) =>
      statement.kind === "from" ? fromImport(file, statement, uses) : plainImport(file, statement, uses),
    ),
    attributes(file, uses),
    moduleStrings(file.source),
  ]);
}

function fromImport(file: PythonFile, statement: FromImport, uses: readonly Use[]): Proposal {
  const { module, moduleSpan } = statement;
  if (module === undefined) return { edits: [], findings: [] };
  if (statement.star) return starImport(file, statement, module);
  const groups = new Map<string, ImportedName[]>();
  for (const name of statement.names) {
    const path = `${module}.${name.name}`;
    const moves = isOldPath(path) && halfOf(file, name.alias ?? name.name, uses) === "moves";
    const target = moves ? newPath(path).slice(0, -name.name.length - 1) : module;
    groups.set(target, [...(groups.get(target) ?? []), name]);
  }
  const targets = [...groups.keys()];
  const kept = targets.find((target) => target === module) ?? targets.find(isNew) ?? targets[0];
  if (kept === undefined) return { edits: [], findings: [] };
  const moved = [...groups].filter(([target]) => target !== kept).map(([to, names]) => ({ module: to, names }));
  const edits: Edit[] = kept === module ? [] : [{ ...moduleSpan, text: kept, reason: `${module} is now ${kept}` }];
  if (moved.length > 0) edits.push(...splitImport(file.text, statement, moved));
  return { edits, findings: [] };
}

function isNew(path: string): boolean {
  return path === "cpex" || path.startsWith("cpex.");
}

/** A star brought the gateway's names along; those that the file uses get an import of their own. */
function starImport({ text, chains, bindings }: PythonFile, statement: FromImport, module: string): Proposal {
  if (!isOldPath(module)) return { edits: [], findings: [] };
  const to = newPath(module);
  const edits: Edit[] = [{ ...statement.moduleSpan, text: to, reason: `${module} is now ${to}` }];
  const used = chains
    .map(({ parts: [root] }) => root?.name ?? "")
    .filter((name) => isGatewayName(name) && !bindings.has(name));
  const groups = new Map<string, Set<string>>();
  for (const name of used) {
    const from = newPath(`${module}.${name}`).slice(0, -name.length - 1);
    if (!isNew(from)) groups.set(from, (groups.get(from) ?? new Set()).add(name));
  }
  const statements = [...groups].map(([from, names]) => `from ${from} import ${[...names].sort().join(", ")}`);
  if (statements.length > 0) edits.push(importAfter(text, statement, statements, "it stays with the gateway"));
  return { edits, findings: [] };
}

function plainImport(file: PythonFile, { names }: PlainImport, uses: readonly Use[]): Proposal {
  const edits = names
    .filter(({ name }) => isOldPath(name))
    .flatMap((entry) => (entry.alias === undefined ? [spelledOut(file, entry, uses)] : aliased(file, entry, uses)));
  return { edits, findings: [] };
}

/** `import a.b` binds `a`: what is reached through `mcpgateway` must still be there after it. */
function spelledOut({ imports }: PythonFile, { name, nameSpan }: ImportedName, uses: readonly Use[]): Edit {
  const to = newPath(name);
  const through = uses.filter(({ chain }) => chain.parts[0]?.name === "mcpgateway").map(({ path }) => path);
  const boundElsewhere = imports.some(
    ({ kind, names }) =>
      kind === "import" &&
      names.some((other) => other.alias === undefined && /^mcpgateway\b/.test(other.name) && !isOldPath(other.name)),
  );
  const cpex = through.some((path) => isNew(newPath(path)));
  const gateway = !boundElsewhere && through.some((path) => !isNew(newPath(path)));
  const text = gateway ? (cpex ? `${to}, ${GATEWAY_PLUGINS}` : GATEWAY_PLUGINS) : to;
  return { ...nameSpan, text, reason: `${name} is now ${text}` };
}

/** A module with a name of its own; the gateway's half of it gets its full name where both are used. */
function aliased(file: PythonFile, entry: ImportedName, uses: readonly Use[]): readonly Edit[] {
  const { name, nameSpan, end } = entry;
  const half = halfOf(file, entry.alias ?? name, uses);
  if (half === "unclear") return [];
  const to = half === "stays" ? GATEWAY_PLUGINS : newPath(name);
  const edit = { ...nameSpan, text: to, reason: `${name} is now ${to}` };
  if (half !== "both") return [edit];
  return [edit, { start: end, end, text: `, ${GATEWAY_PLUGINS}`, reason: `part of ${name} stays with the gateway` }];
}

/**
 * What an imported name is used for: for what moves with it, for what stays with the gateway, or for both. `unclear` when the
 * file has no way to name the other half, so that the import has to stay what it is.
 */
type Half = "moves" | "stays" | "both" | "unclear";

function halfOf({ imports, bindings, chains }: PythonFile, local: string, uses: readonly Use[]): Half {
  const [origin] = bindings.get(local) ?? [];
  const through = uses.filter(({ chain, path }) => chain.parts[0]?.name === local && path !== origin);
  const away = through.filter(
    ({ path }) => origin !== undefined && newPath(origin) + path.slice(origin.length) !== newPath(path),
  );
  if (away.length === 0) return "moves";
  const plain = imports.some(({ kind, names }) => kind === "import" && names.some(({ alias }) => alias === local));
  const inPackage = away.every(({ path }) => !newPath(path).startsWith(`${GATEWAY_PLUGINS}.gateway_plugin_manager`));
  if (!plain || !inPackage) return "unclear";
  if (away.length === through.length) return "stays";
  const taken = bindings.get("mcpgateway") ?? chains.filter(({ parts: [root] }) => root?.name === "mcpgateway");
  return [...taken].every((path) => path === "mcpgateway") ? "both" : "unclear";
}

/** Attributes of modules: `mcpgateway.plugins.framework.Plugin`, or something of the gateway's through another name. */
function attributes(file: PythonFile, uses: readonly Use[]): Proposal {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const { chain, path, named } of uses) {
    if (!isOldPath(path)) continue;
    const root = chain.parts[0]?.name ?? "";
    const [origin = root] = file.bindings.get(root) ?? [];
    const to = newPath(path);
    const object = named ? to.replace(/\.\w+$/, "") : to;
    if (origin === "mcpgateway" && root === origin) {
      edits.push(...respell(chain, object));
      continue;
    }
    const moves = isOldPath(origin);
    // The name alone means whatever the import now gives it.
    if (path === origin || (moves && newPath(origin) + path.slice(origin.length) === to)) continue;
    const half = moves ? halfOf(file, root, uses) : "unclear";
    if (half === "both") edits.push(...respell(chain, object));
    if (half !== "unclear") continue;
    const message = `${path} is now ${to}, and is reached through '${root}' here: import it by its name`;
    findings.push({ start: chain.start, end: chain.end, message });
  }
  return { edits: dedupe(edits), findings };
}

/** A call that names an attribute holds a chain of its own: one place, one edit. The later one knows more. */
function dedupe(edits: readonly Edit[]): readonly Edit[] {
  return [...new Map(edits.map((edit) => [edit.start, edit])).values()];
}

/** Writes a chain as another path, and leaves what both end with. */
function respell({ parts }: Chain, path: string): readonly Edit[] {
  const to = path.split(".");
  let same = 0;
  while (parts.at(-1 - same)?.name === to.at(-1 - same) && same < Math.min(parts.length, to.length) - 1) same++;
  const [first, last] = [parts[0], parts.at(-1 - same)];
  if (first === undefined || last === undefined) return [];
  const text = to.slice(0, to.length - same).join(".");
  const from = parts.map(({ name }) => name).join(".");
  return from === path ? [] : [{ start: first.start, end: last.end, text, reason: `${from} is now ${path}` }];
}
