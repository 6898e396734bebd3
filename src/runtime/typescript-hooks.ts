import { existsSync, readFileSync } from "node:fs";
import type { LoadHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";
import { transform } from "sucrase";

/** Module hooks for plugin sources: types are stripped, and `mcpplugins/*` is the toolkit that is running. */

const TYPESCRIPT = /\.m?ts$/;
const OWN = /^mcpplugins\/(plugin|runtime)$/;

/** The toolkit's own module for `mcpplugins/plugin`, so that a plugin and its host never load two copies. */
function ownModule(specifier: string): string | undefined {
  const name = OWN.exec(specifier)?.[1];
  return name === undefined ? undefined : new URL(`../${name}/index.js`, import.meta.url).href;
}

/** TypeScript allows `./x.js` to mean `./x.ts`. */
function typescriptSource(specifier: string, parent: string | undefined): string | undefined {
  if (parent === undefined || !specifier.startsWith(".") || !specifier.endsWith(".js")) return undefined;
  const script = new URL(specifier, parent);
  const source = new URL(specifier.replace(/\.js$/, ".ts"), parent);
  return !existsSync(script) && existsSync(source) ? source.href : undefined;
}

export const resolve: ResolveHook = (specifier, context, next) => {
  const url = ownModule(specifier) ?? typescriptSource(specifier, context.parentURL);
  return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
};

export const load: LoadHook = (url, context, next) => {
  if (!url.startsWith("file:") || !TYPESCRIPT.test(url)) return next(url, context);
  const file = fileURLToPath(url);
  const { code } = transform(readFileSync(file, "utf8"), {
    transforms: ["typescript"],
    disableESTransforms: true,
    filePath: file,
  });
  return { format: "module", source: code, shortCircuit: true };
};
