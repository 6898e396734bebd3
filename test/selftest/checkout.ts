import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

/** Copies what the built toolkit needs, to change it there. */
export function copyCheckout(root: string, copy: string): void {
  for (const name of ["bin", "dist", "native", "src", "package.json"]) {
    cpSync(join(root, name), join(copy, name), {
      recursive: true,
      filter: (source) => relative(root, source) !== join("native", "target"),
    });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
}

/** Puts a changed source file into a copy as the build would leave it. */
export function writeCompiled(copy: string, file: string, source: string): void {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.ESNext,
      rewriteRelativeImportExtensions: true,
      verbatimModuleSyntax: true,
    },
  });
  writeFileSync(join(copy, file.replace(/^src/, "dist").replace(/\.ts$/, ".js")), outputText);
}
