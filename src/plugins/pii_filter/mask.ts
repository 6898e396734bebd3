import { createHash } from "node:crypto";
import type { MaskStrategy, PiiType } from "./pii-types.ts";
import { asciiDigits } from "./validators.ts";

/** What the strategies need besides the value. */
export interface MaskOptions {
  /** What `redact` writes. */
  readonly redactionText: string;
  /** A secret of the plugin instance: hashes and tokens of two instances have nothing in common. */
  readonly salt: string;
}

/** Makes the function that gives a value's replacement. It counts the tokens it made, so that no two are alike. */
export function createMask({ redactionText, salt }: MaskOptions) {
  let tokens = 0;
  return (value: string, type: PiiType, strategy: MaskStrategy): string => {
    switch (strategy) {
      case "redact":
        return redactionText;
      case "partial":
        return partialMask(value, type);
      case "hash":
        return `[HASH:${digest(`${salt}:${value}`, 16)}]`;
      case "tokenize":
        return `[TOKEN:${digest(`${salt}:token:${tokens++}`, 8)}]`;
      case "remove":
        return "";
    }
  };
}

function digest(text: string, hexDigits: number): string {
  return createHash("sha256").update(text, "utf8").digest("hex").slice(0, hexDigits);
}

/** Keeps the few characters by which people tell values apart. */
function partialMask(value: string, type: PiiType): string {
  switch (type) {
    case "ssn":
      return `***-**-${last(value, 4)}`;
    case "bsn":
      return `*****${last(value, 4)}`;
    case "credit_card":
      return `****-****-****-${asciiDigits(value).slice(-4)}`;
    case "phone":
      return partialPhone(value);
    case "email":
      return partialEmail(value);
    case "bank_account":
      return partialAccount(value);
    default:
      return firstAndLast(value);
  }
}

function partialPhone(value: string): string {
  const digits = asciiDigits(value);
  return digits.length < 4 ? "***-***-****" : `***-***-${digits.slice(-4)}`;
}

function partialEmail(value: string): string {
  const at = value.indexOf("@");
  const local = Array.from(value.slice(0, at));
  const domain = value.slice(at);
  return local.length > 2 ? `${local.at(0)}***${local.at(-1)}${domain}` : `***${domain}`;
}

/** An account number that has letters (an IBAN, or a label before the digits) keeps both ends; bare digits keep nothing. */
function partialAccount(value: string): string {
  if (!/[A-Za-z]/.test(value)) return "[REDACTED]";
  const characters = [...value];
  return characters.slice(0, 2).join("") + "*".repeat(characters.length - 6) + characters.slice(-4).join("");
}

function firstAndLast(value: string): string {
  const characters = [...value];
  if (characters.length === 1) return "*";
  if (characters.length === 2) return `${characters[0]}*`;
  return `${characters.at(0)}${"*".repeat(characters.length - 2)}${characters.at(-1)}`;
}

function last(value: string, count: number): string {
  return [...value].slice(-count).join("");
}
