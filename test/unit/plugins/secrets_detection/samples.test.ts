import { LOOKS_AT } from "../../../../src/plugins/secrets_detection/decide.ts";
import samples from "../../../../src/plugins/secrets_detection/samples.ts";
import { describeSamples } from "../samples/describe-samples.ts";
import { createSecrets, invoke, only, TYPES } from "./secrets.ts";

describeSamples({
  slug: "secrets_detection",
  samples,
  looksAt: LOOKS_AT,
  textKinds: ["chat", "log", "code", "env", "prose"],
  spacing: { sparse: [1600, 2400], dense: [130, 170] },
  types: TYPES,
  everyType: only(...TYPES),
  create: createSecrets,
  invoke,
});
