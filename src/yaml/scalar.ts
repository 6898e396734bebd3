/** The value of a scalar, typed as Python sees it. */
export type ScalarValue =
  | { readonly type: "null" }
  | { readonly type: "string"; readonly value: string }
  | { readonly type: "boolean"; readonly value: boolean }
  | { readonly type: "integer"; readonly value: bigint }
  | { readonly type: "float"; readonly value: number }
  | { readonly type: "date"; readonly value: string }
  /** Not known before the template is rendered, or of a type that no config field has. */
  | { readonly type: "unknown" };

/** A scalar that the loader can't make a value of. */
export interface InvalidScalar {
  readonly type: "invalid";
  readonly message: string;
}

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const NUMBER_START = /^[-+.\d]/;
const BINARY = /^[-+]?0b[01_]+$/;
const OCTAL = /^[-+]?0[0-7_]+$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const HEXADECIMAL = /^[-+]?0x[0-9a-fA-F_]+$/;
const SEXAGESIMAL = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const SEXAGESIMAL_FLOAT = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2}):(\d{2})(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::\d{2})?))?$/;

/** Python refuses to read longer whole numbers (sys.get_int_max_str_digits). */
const MAX_DIGITS = 4300;

/** Reads an unquoted scalar as PyYAML's safe loader does (YAML 1.1; PyYAML 6.0 resolver.py and constructor.py). */
export function resolvePlain(text: string): ScalarValue | InvalidScalar {
  if (NULL.test(text)) return { type: "null" };
  if (TRUE.test(text)) return { type: "boolean", value: true };
  if (FALSE.test(text)) return { type: "boolean", value: false };
  if (text === "=" || text === "<<") {
    return { type: "invalid", message: `an unquoted '${text}' is no value: it has a meaning of its own in YAML 1.1` };
  }
  // As the loader does; most scalars are words.
  const number = NUMBER_START.test(text) ? (resolveNumber(text) ?? resolveTimestamp(text)) : undefined;
  return number ?? { type: "string", value: text };
}

/** Reads a scalar under an explicit tag such as `!!int`; the tag is without its `tag:yaml.org,2002:` prefix. */
export function resolveTagged(tag: string, text: string): ScalarValue | InvalidScalar {
  const invalid: InvalidScalar = { type: "invalid", message: `'${text}' is not a value of !!${tag}` };
  switch (tag) {
    case "str":
      return { type: "string", value: text };
    case "null":
      return { type: "null" };
    case "bool":
      return /^(?:yes|true|on)$/i.test(text)
        ? { type: "boolean", value: true }
        : /^(?:no|false|off)$/i.test(text)
          ? { type: "boolean", value: false }
          : invalid;
    case "int": {
      const number = resolveNumber(text);
      return number?.type === "integer" ? number : invalid;
    }
    case "float": {
      const number = resolveNumber(text);
      return number?.type === "integer" ? { type: "float", value: Number(number.value) } : (number ?? invalid);
    }
    case "timestamp":
      return resolveTimestamp(text) ?? invalid;
    case "binary":
      return isBase64(text) ? { type: "unknown" } : invalid;
    default:
      return invalid;
  }
}

/** Whether Python decodes a text as base64: it passes over other characters, and wants padding. */
function isBase64(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  if (/[^\0-\x7F]/.test(text)) return false;
  let digits = 0;
  let padding = 0;
  for (const character of text.replaceAll(/[^A-Za-z\d+/=]/g, "")) {
    if (character !== "=") [digits, padding] = [(digits + 1) % 4, 0];
    else if (digits >= 2 && digits + ++padding >= 4) return true;
  }
  return digits === 0;
}

function resolveNumber(text: string): ScalarValue | InvalidScalar | undefined {
  const negative = text.startsWith("-");
  const digits = text.replace(/^[-+]/, "").replaceAll("_", "").toLowerCase();
  const integer = (value: bigint): ScalarValue => ({ type: "integer", value: negative ? -value : value });
  const float = (value: number): ScalarValue => ({ type: "float", value: negative ? -value : value });
  if (BINARY.test(text) || HEXADECIMAL.test(text)) {
    return digits.length === 2
      ? { type: "invalid", message: `'${text}' is a number without digits` }
      : integer(BigInt(digits));
  }
  if (OCTAL.test(text)) return integer(BigInt(`0o${digits}`));
  if (DECIMAL.test(text)) {
    return digits.length > MAX_DIGITS
      ? { type: "invalid", message: `a number of ${digits.length} digits; Python reads at most ${MAX_DIGITS}` }
      : integer(BigInt(digits));
  }
  if (SEXAGESIMAL.test(text)) return integer(digits.split(":").reduce((sum, part) => sum * 60n + BigInt(part), 0n));
  if (FLOAT.test(text)) return float(Number(digits));
  if (SEXAGESIMAL_FLOAT.test(text)) return float(digits.split(":").reduce((sum, part) => sum * 60 + Number(part), 0));
  if (INFINITE.test(text)) return float(Number.POSITIVE_INFINITY);
  if (NOT_A_NUMBER.test(text)) return { type: "float", value: Number.NaN };
  return undefined;
}

function resolveTimestamp(text: string): ScalarValue | InvalidScalar | undefined {
  const parts = (DATE.exec(text) ?? TIMESTAMP.exec(text))?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  // Day 0 of the next month is the last day of this one.
  const days = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days;
  return exists && hour < 24 && minute < 60 && second < 60
    ? { type: "date", value: text }
    : { type: "invalid", message: `YAML reads '${text}' as a date, and there is no such date` };
}
