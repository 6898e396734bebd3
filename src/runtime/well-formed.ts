/** The path of the first string, or key, that holds half of a surrogate pair; undefined when there is none. */
export function illFormedPath(value: unknown): readonly string[] | undefined {
  if (typeof value === "string") return value.isWellFormed() ? undefined : [];
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const below = key.isWellFormed() ? illFormedPath(inner) : [];
    if (below !== undefined) return [key, ...below];
  }
  return undefined;
}
