import { expect, it } from "vitest";
import { isCardNumber, isSsn } from "../../../../src/plugins/pii_filter/validators.ts";

it.each([
  ["123-45-6789", true],
  ["SSN 899999999", true],
  ["000-45-6789", false],
  ["666-45-6789", false],
  ["900-45-6789", false],
  ["123-00-6789", false],
  ["123-45-0000", false],
  ["12-345-678", false],
  ["1234567890", false],
])("tells whether '%s' can be a social security number: %s", (value, expected) => {
  expect(isSsn(value)).toBe(expected);
});

it.each([
  ["Visa", "4111 1111 1111 1111"],
  ["Visa of 13 digits", "4222222222222"],
  ["Visa of 19 digits", "4000000000000000006"],
  ["Mastercard", "5555-5555-5555-4444"],
  ["Mastercard of the 2-series", "2221000000000009"],
  ["American Express", "378282246310005"],
  ["Diners Club", "30569309025904"],
  ["Diners Club 36", "36227206271667"],
  ["Diners Club 38", "38520000023237"],
  ["Discover", "6011111111111117"],
  ["Discover 65", "6500000000000002"],
  ["JCB", "3530111333300000"],
  ["JCB, the lowest", "3528000000000007"],
  ["UnionPay of 19 digits", "6205500000000000004"],
  ["Maestro", "6759649826438453"],
])("takes a card number: %s", (_network, value) => {
  expect(isCardNumber(value)).toBe(true);
});

it.each([
  ["a wrong check digit", "4111111111111112"],
  ["two digits swapped", "5555555555554454"],
  ["no known prefix", "9111111111111111"],
  ["a prefix just below a range", "2220000000000000"],
  ["a prefix just below JCB's", "3527000000000008"],
  ["a prefix just above a range", "2721000000000004"],
  ["a length that Visa does not use", "41111111111116"],
  ["a length that Mastercard does not use", "555555555555557"],
  ["too few digits", "400000000006"],
  ["no digits", "card"],
])("refuses a card number with %s", (_why, value) => {
  expect(isCardNumber(value)).toBe(false);
});
