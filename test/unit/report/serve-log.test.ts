import { describe, expect, it } from "vitest";
import { renderLogLine } from "../../../src/report/serve-log.ts";

describe("a log line of a server", () => {
  it("is one JSON object on one line, whatever the message holds", () => {
    const line = renderLogLine({ level: "warning", message: 'a\n"b"' }, new Date(0));
    expect(line).not.toContain("\n");
    expect(JSON.parse(line)).toEqual({ time: "1970-01-01T00:00:00.000Z", level: "warning", message: 'a\n"b"' });
  });
});
