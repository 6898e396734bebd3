import { describe, expect, it } from "vitest";
import { checkConfig } from "../../../src/doctor/config.ts";
import { isOlder } from "../../../src/doctor/toolchain.ts";
import { renderDoctorJson, renderDoctorText } from "../../../src/report/doctor.ts";
import { createStyle } from "../../../src/report/style.ts";

describe("doctor", () => {
  it.each([
    ["1.87.0", "1.89", true],
    ["1.89.0", "1.89", false],
    ["1.100.0", "1.89", false],
    ["2.0", "1.89", false],
    ["0", "1.89", true],
  ])("compares version %s with %s by numbers", (version, than, older) => expect(isOlder(version, than)).toBe(older));

  it("reports a config that PLUGINS_CONFIG_FILE names and that is not there", () => {
    expect(checkConfig("/nowhere", { PLUGINS_CONFIG_FILE: "p.yaml" })).toMatchObject({ status: "problem" });
    expect(checkConfig("/nowhere", {})).toMatchObject({ status: "ok" });
  });

  it("prints the remedy below what it mends", () => {
    const checks = [
      { subject: "node", status: "ok", found: "20" },
      { subject: "cargo", status: "warning", found: "not found", remedy: "install it" },
    ] as const;
    expect(renderDoctorText(checks, createStyle(false))).toBe(
      "ok       node   20\nwarning  cargo  not found\n  help: install it\n",
    );
    expect(JSON.parse(renderDoctorJson(checks))).toEqual({ schemaVersion: 1, checks });
  });
});
