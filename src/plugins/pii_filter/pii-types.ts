/** The built-in kinds of personal data; each has its switch `detect_<type>` in the config. */
export const BUILT_IN_TYPES = [
  "ssn",
  "bsn",
  "credit_card",
  "email",
  "phone",
  "ip_address",
  "date_of_birth",
  "passport",
  "driver_license",
  "bank_account",
  "medical_record",
] as const;

export type BuiltInType = (typeof BUILT_IN_TYPES)[number];

/** What a finding can be; `custom` is whatever the operator's own patterns find. */
export type PiiType = BuiltInType | "custom";

/** What stands in the place of a finding. */
export const MASK_STRATEGIES = ["redact", "partial", "hash", "tokenize", "remove"] as const;

export type MaskStrategy = (typeof MASK_STRATEGIES)[number];
