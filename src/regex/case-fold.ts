/**
 * The code points that are equal to the given one under Unicode's simple case folding, itself included; under ASCII's alone
 * when `ascii` is set. The data are V8's: its flags `iu` mean simple case folding (ECMA-262, Canonicalize).
 */
export function foldOrbit(codePoint: number, ascii: boolean): readonly number[] {
  const orbits = ascii ? asciiOrbits : unicodeOrbits;
  let orbit = orbits.get(codePoint);
  if (orbit === undefined) {
    const base = ascii ? codePoint : (ASCII_EQUALS.get(codePoint) ?? codePoint);
    orbit = ascii || base < 0x80 ? asciiOrbit(base, ascii) : unicodeOrbit(codePoint);
    orbits.set(codePoint, orbit);
  }
  return orbit;
}

const asciiOrbits = new Map<number, readonly number[]>();
const unicodeOrbits = new Map<number, readonly number[]>();

const LONG_S = 0x17f;
const KELVIN_SIGN = 0x212a;
/** What is equal to an ASCII letter, and the letter. */
const ASCII_EQUALS = new Map([
  [LONG_S, 0x73],
  [KELVIN_SIGN, 0x6b],
]);

function asciiOrbit(codePoint: number, ascii: boolean): readonly number[] {
  const lower = codePoint | 0x20;
  if (codePoint > 0x7f || lower < 0x61 || lower > 0x7a) return [codePoint];
  const orbit = [lower, lower ^ 0x20];
  if (!ascii && lower === 0x6b) orbit.push(KELVIN_SIGN);
  if (!ascii && lower === 0x73) orbit.push(LONG_S);
  return orbit;
}

const CASED = /[\p{Changes_When_Casemapped}\p{Changes_When_Casefolded}]/gu;
const LAST_CASED_PLANE = 0x1ffff;
let allCased: string | undefined;

function unicodeOrbit(codePoint: number): readonly number[] {
  const char = String.fromCodePoint(codePoint);
  if (char.search(CASED) < 0) return [codePoint];
  allCased ??= findCased();
  const equal = allCased.match(new RegExp(`\\u{${codePoint.toString(16)}}`, "giu")) ?? [char];
  return equal.map((other) => other.codePointAt(0) ?? codePoint);
}

/** All characters that have an upper or a lower case, some 2,900. */
function findCased(): string {
  const all: string[] = [];
  for (let first = 0; first < LAST_CASED_PLANE; first += 0x1000) {
    const chunk = String.fromCodePoint(...Array.from({ length: 0x1000 }, (_, index) => first + index));
    all.push(...(chunk.match(CASED) ?? []));
  }
  return all.join("");
}
