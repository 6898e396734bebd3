/** One thing that doctor looked at. */
export interface Check {
  readonly subject: string;
  /** `warning`: it works, with less. `problem`: something does not work. */
  readonly status: "ok" | "warning" | "problem";
  /** What was found. */
  readonly found: string;
  /** The command or the step that mends it. */
  readonly remedy?: string;
}

export function ok(subject: string, found: string): Check {
  return { subject, status: "ok", found };
}

export function warning(subject: string, found: string, remedy: string): Check {
  return { subject, status: "warning", found, remedy };
}

export function problem(subject: string, found: string, remedy: string): Check {
  return { subject, status: "problem", found, remedy };
}
