/** Whether a value is a list or an object. */
export function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether it is a plain object; one with a key `__proto__` may be, too, but is not quick to tell. */
function isPlain(container: object): boolean {
  // Unlike `Object.getPrototypeOf`, this is no call out of compiled code.
  return (container as { readonly __proto__?: unknown }).__proto__ === Object.prototype;
}

/** A copy of a list or an object, one level deep. */
export function copyOf<Container extends object>(container: Container): Container {
  if (Array.isArray(container)) return container.slice() as unknown as Container;
  // The spread is the quick way, and takes `__proto__` as the ordinary key that it is.
  if (isPlain(container)) return { ...container };
  const copy = Object.create(Object.getPrototypeOf(container) as object | null) as Container;
  for (const key of Object.keys(container)) withKey(copy, key, (container as Record<string, unknown>)[key]);
  return copy;
}

/** Sets a key of a copy, and returns the copy. */
export function withKey<Container extends object>(container: Container, key: string, value: unknown): Container {
  // Assignment would call the setter of `__proto__`, which JSON may hold as an ordinary key.
  if (key === "__proto__") {
    Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    (container as Record<string, unknown>)[key] = value;
  }
  return container;
}
