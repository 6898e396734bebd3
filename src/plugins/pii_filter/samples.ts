import { defineWovenSamples } from "../samples/define-woven-samples.ts";
import { personalData } from "./samples/personal-data.ts";
import { items, users } from "./samples/records.ts";
import { chat, code, log, prose } from "./samples/units.ts";
import { VOCABULARY } from "./samples/vocabulary.ts";

/** Text and tool results with as much personal data in them as asked for. */
export default defineWovenSamples({
  make: personalData,
  spacing: { sparse: 1000, dense: 45 },
  texts: { chat, log, code, prose },
  fields: { users, items },
  vocabulary: VOCABULARY,
});
