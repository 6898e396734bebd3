/** A size in bytes for people: `34 B`, `9.8 kB`, `1.2 MB` (powers of 1000). */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  if (bytes < 1_000_000) return `${significant(bytes / 1000)} kB`;
  if (bytes < 1_000_000_000) return `${significant(bytes / 1_000_000)} MB`;
  return `${significant(bytes / 1_000_000_000)} GB`;
}

/** A duration given in nanoseconds: `85 ns`, `0.412 µs`, `5.2 ms`, `1.3 s`. */
export function formatDuration(nanoseconds: number): string {
  if (nanoseconds < 100) return `${significant(nanoseconds)} ns`;
  if (nanoseconds < 1_000_000) return `${significant(nanoseconds / 1000)} µs`;
  if (nanoseconds < 1_000_000_000) return `${significant(nanoseconds / 1_000_000)} ms`;
  return `${significant(nanoseconds / 1_000_000_000)} s`;
}

/** Three significant digits, without an exponent. */
export function significant(value: number): string {
  if (value === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(digits, 6));
}

/** `1 file`, `2 files`, `1,200 files`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  // The first number that is written for a locale takes longer than some commands.
  const written = count < 1000 ? String(count) : count.toLocaleString("en-US");
  return `${written} ${count === 1 ? one : many}`;
}
