import { z } from "../../plugin/index.ts";
import { customPatternProblem, whitelistPatternProblem } from "./custom-pattern.ts";
import { MASK_STRATEGIES } from "./pii-types.ts";

const Custom = z
  .object({
    pattern: required("pattern").describe("what to look for, in the syntax of Rust's regex crate; case is ignored"),
    description: required("description").describe("what it stands for, for people"),
    mask_strategy: strategy("custom_patterns[].mask_strategy")
      .nullable()
      .default(null)
      .describe("what to put in its place; null means default_mask_strategy"),
    enabled: z.boolean().default(true).describe("false keeps the pattern in the file without using it"),
  })
  .check(({ value, issues }) => {
    const problem = value.enabled ? customPatternProblem(value.pattern) : undefined;
    if (problem !== undefined) issues.push(compilationIssue(problem, value.pattern, ["pattern"]));
  });

const Whitelisted = z.string().check(({ value, issues }) => {
  const problem = whitelistPatternProblem(value);
  if (problem !== undefined) issues.push(compilationIssue(problem, value, []));
});

/** The plugin's config: keys, defaults and messages are those of IBM/cpex-plugins' `pii_filter`. */
export const Config = z.object({
  detect_ssn: on("US social security numbers"),
  detect_bsn: on("Dutch citizen service numbers (BSN) after a label"),
  detect_credit_card: on("card numbers with a known prefix and a right check digit"),
  detect_email: on("email addresses"),
  detect_phone: on("US and international phone numbers"),
  detect_ip_address: on("IPv4 addresses and full IPv6 addresses"),
  detect_date_of_birth: on("dates after a birth label, and MM/DD/YYYY dates"),
  detect_passport: on("passport numbers after a label"),
  detect_driver_license: on("driver's license numbers after a label"),
  detect_bank_account: on("account numbers after a label, and IBANs"),
  detect_medical_record: on("medical record numbers after a label"),
  default_mask_strategy: strategy("default_mask_strategy")
    .default("redact")
    .describe("what stands in the place of a finding"),
  redaction_text: z.string().default("[REDACTED]").describe("the text that the redact strategy writes"),
  block_on_detection: off("deny the call instead of masking"),
  log_detections: off("write one log line for a call with findings: counts and types, never the data"),
  include_detection_details: off("has no effect; accepted so that existing configs stay valid"),
  max_text_bytes: limit("max_text_bytes", 100 * 1024 * 1024)
    .default(10 * 1024 * 1024)
    .describe("longest accepted string, in UTF-8 bytes; a longer one is an error of the call"),
  max_nested_depth: limit("max_nested_depth", 1000)
    .default(32)
    .describe("deepest accepted nesting of lists and objects"),
  max_collection_items: limit("max_collection_items", 1_000_000)
    .default(4096)
    .describe("most entries that one list or object may have"),
  custom_patterns: z.array(Custom).default([]).describe("patterns of your own, reported as type 'custom'"),
  whitelist_patterns: z
    .array(Whitelisted)
    .default([])
    .describe("a match in which one of these is found is left alone; same syntax as custom patterns"),
});

export type Config = z.output<typeof Config>;

function on(what: string): z.ZodDefault<z.ZodBoolean> {
  return z.boolean().default(true).describe(`look for ${what}`);
}

function off(what: string): z.ZodDefault<z.ZodBoolean> {
  return z.boolean().default(false).describe(what);
}

function strategy(key: string) {
  return z.enum(MASK_STRATEGIES, {
    error: ({ input }) =>
      typeof input === "string"
        ? `Invalid '${key}' value '${input}'. Expected one of: ${MASK_STRATEGIES.join(", ")}`
        : undefined,
  });
}

function limit(key: string, maximum: number): z.ZodNumber {
  return z
    .number()
    .int()
    .min(1, `${key} must be greater than 0`)
    .max(maximum, `${key} must be less than or equal to ${maximum}`);
}

function required(field: string): z.ZodString {
  return z.string({ error: ({ input }) => (input === undefined ? `Missing '${field}' field` : undefined) });
}

function compilationIssue(problem: string, input: string, path: string[]) {
  return { code: "custom" as const, message: `Pattern compilation failed: ${problem}`, input, path };
}
