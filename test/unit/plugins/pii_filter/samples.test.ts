import { expect, it } from "vitest";
import { LOOKS_AT } from "../../../../src/plugins/pii_filter/decide.ts";
import { BUILT_IN_TYPES } from "../../../../src/plugins/pii_filter/pii-types.ts";
import samples from "../../../../src/plugins/pii_filter/samples.ts";
import { countFindings, describeSamples, type SampledPlugin, takeSample } from "../samples/describe-samples.ts";
import { createPii, invoke, type PiiConfig } from "./pii.ts";

const plugin: SampledPlugin<PiiConfig> = {
  slug: "pii_filter",
  samples,
  looksAt: LOOKS_AT,
  textKinds: ["chat", "log", "code", "prose"],
  spacing: { sparse: [800, 1200], dense: [40, 50] },
  types: BUILT_IN_TYPES,
  everyType: {},
  create: createPii,
  invoke,
};

describeSamples(plugin);

it("a large result of records stays within the limits", () => {
  expect(countFindings(plugin, takeSample(samples, "users", "clean", { size: 1_000_000 }))).toBe(0);
});
