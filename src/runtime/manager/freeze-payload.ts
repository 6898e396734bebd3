/** Frozen objects whose content is known to be frozen as well. */
const known = new WeakSet<object>();

/**
 * Freezes JSON-like data to its last level, in place, so that no plugin can change what others see. An object that was
 * frozen before is looked into once: its content may still be open. Binary views can't be frozen and stay as they are.
 */
export function freezePayload(root: unknown): void {
  if (!isOpen(root)) return;
  let pending: object[] | undefined;
  let value: object | undefined = root;
  while (value !== undefined) {
    for (const key in value) {
      const child: unknown = (value as Record<string, unknown>)[key];
      if (isOpen(child)) (pending ??= []).push(child);
    }
    value = pending?.pop();
  }
}

/** Freezes one object; true when its content has to be looked at. */
function isOpen(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (!Object.isFrozen(value)) {
    if (ArrayBuffer.isView(value)) return false;
    Object.freeze(value);
    return true;
  }
  if (known.has(value)) return false;
  known.add(value);
  return true;
}
