import { z } from "../../plugin/index.ts";
import { fieldPathProblem } from "./field-path.ts";
import { SECRET_TYPES } from "./secret-types.ts";

const Enabled = z
  .object({
    aws_access_key_id: type("aws_access_key_id", "access key ids of AWS"),
    aws_secret_access_key: type("aws_secret_access_key", "secret access keys of AWS, after their name"),
    google_api_key: type("google_api_key", "API keys of Google"),
    github_token: type("github_token", "tokens of GitHub"),
    stripe_secret_key: type("stripe_secret_key", "secret and restricted keys of Stripe"),
    slack_token: type("slack_token", "tokens of Slack"),
    private_key_block: type("private_key_block", "the first lines of private keys"),
    generic_api_key_assignment: type("generic_api_key_assignment", "values after a name such as api_key or auth-token"),
    jwt_like: type("jwt_like", "JSON web tokens"),
    hex_secret_32: type("hex_secret_32", "32 hex digits or more"),
    base64_24: type("base64_24", "24 characters of Base64 or more"),
  })
  .catchall(z.boolean());

/** The plugin's config: keys, defaults and messages are those of IBM/cpex-plugins' `secrets_detection`. */
export const Config = z.object({
  enabled: Enabled.prefault({}).describe("what to look for; a type that is not named keeps its default"),
  redact: z.boolean().default(false).describe("put the redaction text in the place of secrets"),
  redaction_text: z.string().default("***REDACTED***").describe("what stands in the place of a secret"),
  block_on_detection: z.boolean().default(true).describe("deny the call when enough secrets are found"),
  min_findings_to_block: z
    .number()
    .int()
    .min(0, "min_findings_to_block must not be negative")
    .default(1)
    .describe("how many secrets are enough; 0 denies every call"),
  field_allowlist: fields("field_allowlist").describe("dotted paths of the fields to look at; empty means all"),
  field_denylist: fields("field_denylist").describe(
    "dotted paths of the fields to leave alone; wins over the other list",
  ),
});

export type Config = z.output<typeof Config>;

function type(name: keyof typeof SECRET_TYPES, what: string): z.ZodDefault<z.ZodBoolean> {
  return z.boolean().default(SECRET_TYPES[name].enabled).describe(`look for ${what}`);
}

function fields(list: string) {
  const error = `${list} must be a list of dotted field path strings`;
  const path = z.string(error).check(({ value, issues }) => {
    const message = fieldPathProblem(value, list);
    if (message !== undefined) issues.push({ code: "custom", message, input: value, path: [] });
  });
  return z.array(path, error).default([]);
}
