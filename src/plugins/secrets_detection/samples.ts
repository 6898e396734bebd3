import { defineWovenSamples } from "../samples/define-woven-samples.ts";
import { fakeSecret } from "./samples/fake-secrets.ts";
import { settings } from "./samples/settings.ts";
import { chat, code, env, log, prose } from "./samples/units.ts";
import { VOCABULARY } from "./samples/vocabulary.ts";

/** Texts, files and tool results with as many made-up secrets in them as asked for. */
export default defineWovenSamples({
  make: fakeSecret,
  spacing: { sparse: 2000, dense: 150 },
  texts: { chat, log, code, env, prose },
  fields: { settings },
  vocabulary: VOCABULARY,
});
