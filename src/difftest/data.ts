/** Small tools for JSON-like data: what payloads, configs and results are made of. */

/** A key on the way into data: of an object, or an index of a list. */
export type PathKey = string | number;

export type Data = Readonly<Record<string, unknown>>;

/** Whether the value is an object as JSON makes it, and not a list or an instance of a class. */
export function isPlainObject(value: unknown): value is Data {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Makes a plain object; assignment would call the setter of `__proto__`, which JSON may hold as an ordinary key. */
export function objectOf(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, value] of entries) {
    if (key === "__proto__") {
      Object.defineProperty(result, key, { value, writable: true, enumerable: true, configurable: true });
    } else {
      result[key] = value;
    }
  }
  return result;
}

/** A deep copy of JSON-like data; anything else in it is shared. */
export function cloneData<T>(data: T): T {
  if (Array.isArray(data)) return data.map(cloneData) as T;
  if (!isPlainObject(data)) return data;
  return objectOf(Object.keys(data).map((key) => [key, cloneData(data[key])])) as T;
}

/** Every string in the data, keys not counted, in walking order, up to a limit. */
export function stringsIn(data: unknown, limit: number): string[] {
  const strings: string[] = [];
  const visit = (value: unknown): void => {
    if (strings.length >= limit) return;
    if (typeof value === "string") strings.push(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (isPlainObject(value)) for (const key of Object.keys(value)) visit(value[key]);
  };
  visit(data);
  return strings;
}
