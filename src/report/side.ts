import type { Side } from "../difftest/value-diff.ts";

/** What one implementation had at a place where the two differ; `show` writes its values and its messages. */
export function describeSide(side: Side, show: (data: unknown) => string): string {
  switch (side.kind) {
    case "absent":
      return "(absent)";
    case "error":
      return `throws ${show(side.message)}`;
    case "value":
      return show(side.value);
  }
}
