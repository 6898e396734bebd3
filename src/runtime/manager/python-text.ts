/**
 * How Python writes values as text. CPEX measures payloads by `len(str(value))` and reports errors by `repr`, so the
 * same text, or at least its length, is needed here. Lengths count code points.
 */

const UNPRINTABLE = /[\p{C}\p{Z}]/u;
const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;

/** A string as `repr` writes it, quotes included. */
export function pythonString(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let written = quote;
  for (const character of text) written += escape(character, quote);
  return written + quote;
}

function escape(character: string, quote: string): string {
  switch (character) {
    case "\\":
      return "\\\\";
    case "\n":
      return "\\n";
    case "\r":
      return "\\r";
    case "\t":
      return "\\t";
    case quote:
      return `\\${quote}`;
    case " ":
      return " ";
  }
  if (!UNPRINTABLE.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x1_0000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

/** How many code points a string has: `len(text)`. */
export function codePoints(text: string): number {
  let count = text.length;
  for (let at = 0; at < text.length - 1; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = text.charCodeAt(at + 1);
    if (next >= 0xdc00 && next <= 0xdfff) {
      count--;
      at++;
    }
  }
  return count;
}

/** A number as Python writes it. JSON's `1.0` can't be told from `1` here, and counts as an integer. */
export function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  if (Number.isInteger(value) ? exponent < 21 : exponent >= -3) return String(value);
  const [mantissa = "", power = "0"] = value.toExponential().split("e");
  if (Number(power) >= -4 && !Number.isInteger(value)) return String(value);
  return `${mantissa}e${power[0] ?? "+"}${power.slice(1).padStart(2, "0")}`;
}
