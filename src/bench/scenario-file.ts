import { parse } from "yaml";
import { z } from "zod";
import { failed, messageOf, type ToolError } from "../errors.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { Density } from "../plugin/samples.ts";
import { unknownChoice, withGuess } from "../text/did-you-mean.ts";
import { formatPath } from "../text/path.ts";

export const SCENARIOS_FILE = "scenarios.yaml";

const DENSITIES = ["clean", "sparse", "dense"] as const satisfies readonly Density[];

/** A request to the plugin's samples: what kind of payload, and how much text. */
export interface SampleSpec {
  readonly kind: string;
  readonly size: number;
  readonly density: Density;
}

/** One scenario as it is written: exactly one of `sample`, `payload` and `payloads` is there. */
export interface ScenarioSpec {
  readonly name: string;
  readonly hook: HookName;
  readonly sample?: SampleSpec | undefined;
  readonly payload?: unknown;
  readonly payloads?: readonly unknown[] | undefined;
  readonly config?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Reads the text of a scenarios.yaml.
 *
 * @throws {ToolError} exit 4 that names the file and the place of each mistake.
 */
export function parseScenarios(text: string, path: string, hooks: readonly HookName[]): readonly ScenarioSpec[] {
  let data: unknown;
  try {
    data = parse(text);
  } catch (cause) {
    throw failed(`${path} is not YAML: ${messageOf(cause)}`, { cause });
  }
  const parsed = fileSchema(hooks).safeParse(data);
  if (parsed.success) return parsed.data.scenarios;
  throw mistakes(path, parsed.error.issues);
}

function fileSchema(hooks: readonly HookName[]) {
  const sample = z.strictObject({
    kind: z.string(),
    size: z.int().positive(),
    density: oneOf(DENSITIES),
  });
  const scenario = z
    .strictObject({
      name: z.string().min(1),
      hook: oneOf(hooks),
      sample: sample.optional(),
      payload: z.record(z.string(), z.unknown()).optional(),
      payloads: z.array(z.record(z.string(), z.unknown())).min(1).optional(),
      config: z.record(z.string(), z.unknown()).optional(),
    })
    .check(({ value, issues }) => {
      const given = ["sample", "payload", "payloads"].filter((key) => key in value);
      if (given.length === 1) return;
      const message = `needs exactly one of sample, payload and payloads, and has ${given.join(" and ") || "none"}`;
      issues.push({ code: "custom", message, input: value });
    });
  return z.strictObject({ scenarios: z.array(scenario).min(1).check(uniqueNames) });
}

/** Reports and later runs tell scenarios apart by their names. */
function uniqueNames({ value, issues }: z.core.ParsePayload<readonly { readonly name: string }[]>): void {
  const seen = new Set<string>();
  for (const [index, { name }] of value.entries()) {
    if (seen.has(name)) {
      issues.push({
        code: "custom",
        message: `a scenario before it is called '${name}' too`,
        path: [index, "name"],
        input: name,
      });
    }
    seen.add(name);
  }
}

function oneOf<const Choice extends string>(choices: readonly Choice[]): z.ZodType<Choice> {
  return z.enum(choices as readonly [Choice, ...Choice[]], {
    error: ({ input }) =>
      typeof input === "string" ? unknownChoice(input, choices) : `must be one of ${choices.join(", ")}`,
  }) as unknown as z.ZodType<Choice>;
}

/** The error for a scenarios.yaml that says something impossible. */
function mistakes(path: string, issues: readonly z.core.$ZodIssue[]): ToolError {
  return failed(`${path} does not describe scenarios`, { details: issues.flatMap(explain).join("\n") });
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  file: ["scenarios"],
  scenario: ["name", "hook", "sample", "payload", "payloads", "config"],
  sample: ["kind", "size", "density"],
};

function explain(issue: z.core.$ZodIssue): string[] {
  const place = formatPath(issue.path);
  if (issue.code !== "unrecognized_keys") return [`${place}: ${issue.message}`];
  const known = KEYS[issue.path.length === 0 ? "file" : issue.path.at(-1) === "sample" ? "sample" : "scenario"] ?? [];
  return issue.keys.map((key) => withGuess(`${formatPath([...issue.path, key])}: unknown key`, key, known));
}
