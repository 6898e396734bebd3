/**
 * Whether Python's `==` holds between two JSON values. It differs from JavaScript's view in one point: `True == 1` and
 * `False == 0`, also inside lists and objects. Absent and null are the same.
 */
export function pythonEquals(left: unknown, right: unknown): boolean {
  const a = comparable(left);
  const b = comparable(right);
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => pythonEquals(item, b[index]));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && pythonEquals((a as Json)[key], (b as Json)[key]));
}

type Json = Readonly<Record<string, unknown>>;

function comparable(value: unknown): unknown {
  return typeof value === "boolean" ? Number(value) : (value ?? null);
}
