import { readdir } from "node:fs/promises";
import { join } from "node:path";
import Handlebars from "handlebars";
import { ioError } from "../files/io-error.ts";
import { decodeUtf8, readBytes } from "../files/read-text.ts";
import { fence, markdown, quoted } from "./escape.ts";

const SUFFIX = ".hbs";

const handlebars = Handlebars.create();
handlebars.registerHelper({ fence, markdown, quoted });

/** Fills in one template. A name that the values don't have is an error, and nothing is escaped but by helpers. */
export function render(template: string, values: object): string {
  return handlebars.compile(template, { strict: true, noEscape: true })(values);
}

/** A file of a template folder, rendered or as it is. */
export interface TemplateFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly content: Uint8Array;
}

/**
 * Reads a template folder: files named `*.hbs` are rendered, all others are taken as they are. A name that begins with `_`
 * begins with a dot in the project, because npm leaves files such as .gitignore out of packages.
 */
export async function renderFolder(folder: string, values: object): Promise<TemplateFile[]> {
  const files: TemplateFile[] = [];
  for (const name of await listFiles(folder)) {
    const source = join(folder, name);
    const bytes = await readBytes(source);
    const path = projectPath(name);
    if (!name.endsWith(SUFFIX)) files.push({ path, content: bytes });
    else files.push({ path, content: Buffer.from(render(decodeUtf8(bytes, source), values)) });
  }
  return files;
}

function projectPath(name: string): string {
  const path = name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : name;
  return path.replaceAll(/(?<=^|\/)_/g, ".");
}

async function listFiles(folder: string, prefix = ""): Promise<string[]> {
  try {
    const names: string[] = [];
    for (const entry of await readdir(join(folder, prefix), { withFileTypes: true })) {
      const name = `${prefix}${entry.name}`;
      if (entry.isDirectory()) names.push(...(await listFiles(folder, `${name}/`)));
      else names.push(name);
    }
    return names;
  } catch (error) {
    throw ioError("list", folder, error);
  }
}
