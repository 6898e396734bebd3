import { isBehaviour, type Part } from "./part.ts";
import { codeLines, type PythonModule } from "./python/tree.ts";
import type { Stretch } from "./stretch.ts";

interface Label {
  readonly part: Part;
  readonly unit: string;
}

/** Labels the lines of code of a module, each once. */
export class Marker {
  readonly #module: PythonModule;
  readonly #code: ReadonlySet<number>;
  readonly #labels = new Map<number, Label>();

  constructor(module: PythonModule) {
    this.#module = module;
    this.#code = codeLines(module);
  }

  /** Labels the lines between two offsets. Where a line is both, behaviour counts. */
  mark(from: number, to: number, part: Part, unit: string): void {
    const { lines } = this.#module;
    const last = lines.at(Math.max(from, to - 1)).line;
    for (let { line } = lines.at(from); line <= last; line++) {
      const present = this.#labels.get(line);
      if (!this.#code.has(line) || (present !== undefined && (isBehaviour(present.part) || !isBehaviour(part))))
        continue;
      this.#labels.set(line, { part, unit });
    }
  }

  /** The labels in the order of the module, one for each part of each unit. What has none is the module's own. */
  stretches(): readonly Stretch[] {
    const found = new Map<string, { part: Part; unit: string; line: number; lines: number }>();
    for (const line of [...this.#code].sort((a, b) => a - b)) {
      const { part, unit } = this.#labels.get(line) ?? { part: "helpers", unit: "module" };
      const key = `${part} ${unit}`;
      const stretch = found.get(key);
      if (stretch === undefined) found.set(key, { part, unit, line, lines: 1 });
      else stretch.lines++;
    }
    return [...found.values()];
  }
}
