import type { BuiltInType } from "./pii-types.ts";
import { isCardNumber, isSsn } from "./validators.ts";

/** One built-in pattern, in the syntax of the Rust `regex` crate, matched without regard to case. */
export interface PiiPattern {
  readonly type: BuiltInType;
  readonly source: string;
  /** Every match holds this literal, or some digit: a text without it needs no search. */
  readonly needs?: "digit" | "-" | "@" | "+" | "." | ":";
  /** What a match must satisfy besides. */
  readonly isValid?: (value: string) => boolean;
}

const regex = String.raw;

// The parts of a social security number that can have been issued: no area 000, 666 or 900-999, no group 00, no serial 0000.
const SSN_AREA = regex`(?:00[1-9]|0[1-9][0-9]|[1-578][0-9]{2}|6(?:[0-57-9][0-9]|6[0-57-9]))`;
const SSN_GROUP = regex`(?:0[1-9]|[1-9][0-9])`;
const SSN_SERIAL = regex`(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})`;
const SSN_LABEL = regex`(?:SSN|Social\s+Security(?:\s+Number)?)[:\s#-]*`;

const BSN_LABEL = regex`(?:BSN|Citizen\s+ID|Citizen\s+Service\s+Number|Burgerservicenummer)[:\s#]*`;

const BYTE = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)";

const BIRTH_LABEL = regex`(?:DOB|Date of Birth|Born|Birthday)[:\s]+`;

const ACCOUNT_LABEL = regex`(?:Account|Acct|Bank\s+Account|Account\s+Number|Routing\s+Account)[#:\s-]*`;

/**
 * The built-in patterns. Their order counts: of two matches with the same span and type, the earlier pattern's is kept.
 *
 * They find what IBM/cpex-plugins' `pii_filter` 0.3.6 finds, oddities included, such as the `|` in a top-level domain.
 */
export const PII_PATTERNS: readonly PiiPattern[] = [
  { type: "bsn", source: regex`\b${BSN_LABEL}\d{9}\b`, needs: "digit" },
  { type: "bsn", source: regex`\b(?:My\s+)?BSN\s+(?:is\s+)?\d{9}\b`, needs: "digit" },
  { type: "ssn", source: regex`\b${SSN_AREA}-${SSN_GROUP}-${SSN_SERIAL}\b`, needs: "-", isValid: isSsn },
  { type: "ssn", source: regex`\b${SSN_LABEL}${SSN_AREA}${SSN_GROUP}${SSN_SERIAL}\b`, needs: "digit", isValid: isSsn },
  { type: "credit_card", source: regex`\b(?:\d[-\s]?){12,18}\d\b`, needs: "digit", isValid: isCardNumber },
  { type: "email", source: regex`\b[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,}\b`, needs: "@" },
  {
    type: "phone",
    source: regex`\b(?:\+?1[-.\s]?)?\(?\d{3}\)?[-.\s]?\d{3}[-.\s]?\d{4}\b`,
    needs: "digit",
  },
  { type: "phone", source: regex`\+[1-9]\d{9,14}\b`, needs: "+" },
  { type: "ip_address", source: regex`\b(?:${BYTE}\.){3}${BYTE}\b`, needs: "." },
  { type: "ip_address", source: regex`\b(?:[A-Fa-f0-9]{1,4}:){7}[A-Fa-f0-9]{1,4}\b`, needs: ":" },
  { type: "date_of_birth", source: regex`\b${BIRTH_LABEL}\d{1,2}[-/]\d{1,2}[-/]\d{2,4}\b`, needs: "digit" },
  {
    type: "date_of_birth",
    source: regex`\b(?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])[-/](?:19|20)\d{2}\b`,
    needs: "digit",
  },
  { type: "passport", source: regex`\b(?:Passport\s+Number|Passport\s+No|Passport)[#:\s-]+[A-Z0-9]{6,9}\b` },
  { type: "driver_license", source: regex`\b(?:DL|License|Driver'?s? License)[#:\s]+[A-Z0-9]{5,20}\b` },
  { type: "bank_account", source: regex`\b${ACCOUNT_LABEL}\d{8,17}\b`, needs: "digit" },
  { type: "bank_account", source: regex`\b[A-Z]{2}\d{2}[A-Z0-9]{4}\d{7}(?:\d{3})?\b`, needs: "digit" },
  { type: "medical_record", source: regex`\b(?:MRN|Medical Record)[#:\s]+[A-Z0-9]{6,12}\b` },
];
