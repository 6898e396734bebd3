import { characters, integer, padded, pick, type Random } from "../../samples/random.ts";
import type { SensitiveValue } from "../../samples/sensitive-value.ts";

const DIGITS = "0123456789";
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/**
 * A made-up piece of personal data that the default config finds. Addresses are of the ranges that are reserved for
 * documentation.
 */
export function personalData(random: Random): SensitiveValue {
  return pick(random, MAKERS)(random);
}

type Maker = (random: Random) => SensitiveValue;

const MAKERS: readonly [Maker, ...Maker[]] = [
  (random) => ({ name: "email", value: email(random) }),
  (random) => ({ name: "contact", value: email(random) }),
  (random) => ({ name: "phone", value: `202-555-${padded(random, 100, 199, 4)}` }),
  (random) => ({ name: "mobile", value: `+3161${characters(random, DIGITS, 7)}` }),
  (random) => ({ name: "ssn", value: ssn(random) }),
  (random) => ({ name: "card", value: card(random) }),
  (random) => ({ name: "client_ip", value: `203.0.113.${integer(random, 1, 254)}` }),
  (random) => ({ name: "birthday", value: birthday(random) }),
  (random) => ({ name: "iban", value: iban(random) }),
  (random) => ({
    name: "document",
    value: `Passport No ${characters(random, LETTERS, 2)}${characters(random, DIGITS, 7)}`,
  }),
  (random) => ({ name: "record", value: `MRN: ${characters(random, LETTERS, 2)}${characters(random, DIGITS, 6)}` }),
];

function email(random: Random): string {
  const first = pick(random, ["ana", "ben", "chloe", "dmitri", "emeka", "fatima", "goran", "hana", "ivo", "jun"]);
  const last = pick(random, ["ruiz", "okafor", "schmidt", "tanaka", "novak", "silva", "khan", "larsen"]);
  return `${first}.${last}@example.${pick(random, ["com", "org", "net"])}`;
}

function ssn(random: Random): string {
  return `${padded(random, 1, 665, 3)}-${padded(random, 1, 99, 2)}-${padded(random, 1, 9999, 4)}`;
}

function birthday(random: Random): string {
  return `${padded(random, 1, 12, 2)}/${padded(random, 1, 28, 2)}/${integer(random, 1940, 2005)}`;
}

function iban(random: Random): string {
  return `NL${characters(random, DIGITS, 2)}ABNA${characters(random, DIGITS, 10)}`;
}

/** A Visa number in groups of four. */
function card(random: Random): string {
  return withCheckDigit(`4${characters(random, DIGITS, 14)}`).replaceAll(/(\d{4})(?=\d)/g, "$1 ");
}

/** The digits of a card number with the one behind them that makes the checksum right. */
export function withCheckDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighted = index % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return `${digits}${(10 - (sum % 10)) % 10}`;
}
