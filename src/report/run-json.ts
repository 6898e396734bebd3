import type { RunReport } from "../run/report.ts";
import { formatJsonReport } from "./json.ts";

/** The call as one document: the result in CPEX's words, with its execution records, and which implementation answered. */
export function renderRunJson({ hook, outcome, plugins, calls, context }: RunReport): string {
  return formatJsonReport({
    command: "run",
    hook,
    ...outcome,
    context: { state: context.state, metadata: context.metadata },
    plugins: plugins.map(({ name, kind, mode, answering }) => ({
      name,
      kind,
      mode,
      implementation: answering?.implementation ?? null,
      ...(answering === undefined ? {} : { reason: answering.reason }),
    })),
    calls: calls.map(({ plugin, status, durationNs }) => ({ plugin, status, durationNs })),
  });
}
