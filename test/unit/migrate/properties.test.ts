import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { migrateText } from "../../../src/migrate/migrate-text.ts";
import { DEFAULT_OPTIONS } from "../../../src/migrate/plan.ts";
import { readFully, readWritten } from "../../../src/yaml/read-written.ts";

const RUNS = { numRuns: 100 };
const quote = fc.constantFrom("", '"', "'");
const mode = fc.constantFrom("enforce", "permissive", "enforce_ignore_error", "disabled");
const comment = fc.constantFrom(
  "",
  "  # enforce | permissive | disabled",
  ' # set to "enforce"',
  "\t# Start permissive",
  " # x: {{ y }}",
);

/** The lines of a plugin, without their indentation. */
const plugin = fc
  .record({ name: fc.stringMatching(/^[a-z]{1,5}$/), mode, quote, comment, priority: fc.integer({ min: 0, max: 99 }) })
  .chain((parts) =>
    fc
      .shuffledSubarray(
        [
          `priority: ${parts.priority}`,
          "hooks: [tool_pre_invoke, 'b']",
          'config: {mode: enforce, "x": [1, {y: z}]}',
          "description: |\n      mode: enforce\n\n      # permissive",
          "# mode: permissive",
          "conditions:\n    - prompts: []\n      tools: [ a ]  # enforce",
        ],
        { minLength: 0 },
      )
      .map((others) => {
        const line = `mode: ${parts.quote}${parts.mode}${parts.quote}${parts.comment}`;
        return [`name: ${parts.name}`].concat(others.slice(0, 2), line, others.slice(2));
      }),
  );

const config = fc
  .record({
    plugins: fc.array(plugin, { minLength: 1, maxLength: 4 }),
    eol: fc.constantFrom("\n", "\r\n"),
    isEnded: fc.boolean(),
    mark: fc.constantFrom("", "\uFEFF"),
    tail: fc.constantFrom("", "plugin_settings:\n  plugin_timeout: 60\n", "# mode: enforce\n"),
  })
  .map(({ plugins, eol, isEnded, mark, tail }) => {
    const items = plugins.map(([first = "", ...rest]) =>
      [`  - ${first}`, ...rest.map((line) => `    ${line}`)].join("\n"),
    );
    const text = `plugins:\n${items.join("\n\n")}\n${tail}`;
    return mark + (isEnded ? text : text.trimEnd()).replaceAll("\n", eol);
  });

describe("migrateText", () => {
  it("keeps every line byte for byte that no edit is on", () => {
    fc.assert(
      fc.property(config, (text) => {
        const { output, edits, problems } = migrateText(text, DEFAULT_OPTIONS);
        expect(problems).toEqual([]);
        const inserted = edits.filter(({ rule }) => rule === "on-error").length;
        const before = text.split("\n");
        const after = output.split("\n");
        expect(after).toHaveLength(before.length + inserted);
        const touched = new Set(edits.map(({ span }) => text.slice(0, span.start).split("\n").length - 1));
        const kept = before.filter((_, index) => !touched.has(index));
        const left = after.filter((line) => kept.includes(line));
        expect(left.length).toBeGreaterThanOrEqual(kept.length);
      }),
      RUNS,
    );
  });

  it("finds nothing to do in its own result", () => {
    fc.assert(
      fc.property(config, (text) => {
        const { output } = migrateText(text, DEFAULT_OPTIONS);
        expect(migrateText(output, DEFAULT_OPTIONS)).toMatchObject({ output, edits: [], problems: [] });
      }),
      RUNS,
    );
  });

  it("goes back to the text that it came from", () => {
    fc.assert(
      fc.property(config, (text) => {
        const { output } = migrateText(text, DEFAULT_OPTIONS);
        expect(migrateText(output, { ...DEFAULT_OPTIONS, direction: "reverse" }).output).toBe(text);
      }),
      RUNS,
    );
  });

  it("never throws, whatever the text", () => {
    const pieces = fc.constantFrom(
      "plugins:",
      "\n",
      "  ",
      "- ",
      "mode: enforce",
      "name: a",
      "&x ",
      "*x",
      "{",
      "}",
      "[",
      "]",
      "|",
      '"',
      "#",
      "{{",
      "}}",
      "{%",
      "---\n",
      "<<: *x",
      ",",
      "\t",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const text = parts.join("");
        const { output, edits } = migrateText(text, DEFAULT_OPTIONS);
        if (edits.length === 0) expect(output).toBe(text);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("readWritten", () => {
  const strip = (text: string): unknown => JSON.parse(JSON.stringify(readFully(text), ignoreSpans));
  const quick = (text: string): unknown => JSON.parse(JSON.stringify(readWritten(text), ignoreSpans));

  it("reads configs as the full reader does", () => {
    fc.assert(
      fc.property(config, (text) => {
        expect(quick(text)).toEqual(strip(text));
      }),
      RUNS,
    );
  });

  it("reads odd texts as the full reader does, or leaves them to it", () => {
    const pieces = fc.constantFrom(
      "a:",
      " ",
      "\n",
      "\n  ",
      "- ",
      "b: c",
      "'x'",
      '"y\\n"',
      "&x ",
      "*x",
      "{a: b, c}",
      "[d, 'e']",
      "|\n",
      "|-\n",
      "    text\n",
      "# f",
      "---\n",
      "...\n",
      "g h",
      ":",
      ",",
      "-1",
      "a#b",
      "\r\n",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const text = parts.join("");
        const full = strip(text);
        if (typeof full === "object" && full !== null && "problem" in full) return;
        expect(quick(text)).toEqual(full);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Where an empty value, a block and a document end is told differently by the two readers, and matters to nobody. */
function ignoreSpans(key: string, value: unknown): unknown {
  return key === "span" || key === "target" ? undefined : value;
}
