/** Whether a value's ASCII digits are a social security number that can have been issued. */
export function isSsn(value: string): boolean {
  const digits = asciiDigits(value);
  if (digits.length !== 9) return false;
  const [area, group, serial] = [digits.slice(0, 3), digits.slice(3, 5), digits.slice(5)];
  return area !== "000" && area !== "666" && area < "900" && group !== "00" && serial !== "0000";
}

interface CardRange {
  readonly network: string;
  /** The first digits, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** How many digits a whole number has. */
  readonly lengths: readonly number[];
}

const CARD_RANGES: readonly CardRange[] = [
  { network: "American Express", from: "34", to: "34", lengths: [15] },
  { network: "American Express", from: "37", to: "37", lengths: [15] },
  { network: "Diners Club", from: "300", to: "305", lengths: [14] },
  { network: "Diners Club", from: "36", to: "36", lengths: [14] },
  { network: "Diners Club", from: "38", to: "39", lengths: [14] },
  { network: "Discover", from: "6011", to: "6011", lengths: [16, 19] },
  { network: "Discover", from: "65", to: "65", lengths: [16, 19] },
  { network: "JCB", from: "3528", to: "3589", lengths: [16] },
  { network: "Maestro", from: "67", to: "67", lengths: [13, 14, 15, 16, 17, 18, 19] },
  { network: "Mastercard", from: "51", to: "55", lengths: [16] },
  { network: "Mastercard", from: "2221", to: "2720", lengths: [16] },
  { network: "UnionPay", from: "62", to: "62", lengths: [16, 17, 18, 19] },
  { network: "Visa", from: "4", to: "4", lengths: [13, 16, 19] },
];

/** Whether a value's ASCII digits are a card number: a known network, a length that it uses, and a right check digit. */
export function isCardNumber(value: string): boolean {
  const digits = asciiDigits(value);
  return hasCardRange(digits) && passesLuhn(digits);
}

function hasCardRange(digits: string): boolean {
  return CARD_RANGES.some(({ from, to, lengths }) => {
    const prefix = digits.slice(0, from.length);
    return from <= prefix && prefix <= to && lengths.includes(digits.length);
  });
}

/** The check of ISO/IEC 7812: from the right, every second digit counts double, as the sum of its own digits. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighted = index % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** The ASCII digits of a value; patterns also match those of other scripts, which no check covers. */
export function asciiDigits(value: string): string {
  return value.replaceAll(/[^0-9]/g, "");
}
