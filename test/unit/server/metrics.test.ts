import { describe, expect, it } from "vitest";
import { Metrics } from "../../../src/server/metrics.ts";

describe("the metrics", () => {
  it("count calls, denials and errors by plugin, hook and implementation", async () => {
    const metrics = new Metrics(true);
    for (const outcome of ["allowed", "denied", "failed", "failed"] as const) {
      metrics.observe({ plugin: "P", hook: "tool_pre_invoke", implementation: "native", outcome, seconds: 0.002 });
    }
    const text = await metrics.text();
    const labels = '{plugin="P",hook="tool_pre_invoke",implementation="native"}';
    expect(text).toContain(`mcpplugins_hook_calls_total${labels} 4`);
    expect(text).toContain(`mcpplugins_hook_denials_total${labels} 1`);
    expect(text).toContain(`mcpplugins_hook_errors_total${labels} 2`);
    expect(text).toContain(`mcpplugins_hook_duration_seconds_count${labels} 4`);
    expect(text).toContain(`mcpplugins_hook_duration_seconds_sum${labels} 0.008`);
    expect(text).toContain('ssl_enabled="true"');
    expect(metrics.contentType).toContain("text/plain");
  });
});
