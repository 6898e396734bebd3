import type { Density } from "../../../plugin/index.ts";
import { type FakeSecret, fakeSecret } from "./fake-secrets.ts";
import { pick, type Random } from "./random.ts";
import { fieldsOf, type TextUnit } from "./units.ts";

/** Characters of text for each secret. */
const SPACING: Readonly<Record<Density, number>> = { clean: Number.POSITIVE_INFINITY, sparse: 2000, dense: 150 };

/** Hands out secrets at the rate of a density: the first at once, unless there is to be none. */
function createDispenser(random: Random, density: Density): (textSoFar: number) => FakeSecret[] {
  let given = 0;
  return (textSoFar) => {
    const due = density === "clean" ? 0 : Math.floor(textSoFar / SPACING[density]) + 1;
    const secrets = Array.from({ length: due - given }, () => fakeSecret(random));
    given = due;
    return secrets;
  };
}

/** A text of the given length, or of one unit if that is longer. */
export function weave(unit: TextUnit, size: number, density: Density, random: Random): string {
  const dispense = createDispenser(random, density);
  let text = size > 0 ? unit(random, dispense(0)) : "";
  while (text.length < size) {
    const next = unit(random, dispense(text.length));
    if (text.length + next.length > size) break;
    text += next;
  }
  return text + " all fine,".repeat(Math.ceil(Math.max(size - text.length, 0) / 10)).slice(0, size - text.length);
}

/** Characters of text in one service, its keys not counted. */
const SERVICE_SIZE = 100;

/** The settings of so many services that they have the given amount of text, grouped by where they run. */
export function settings(size: number, density: Density, random: Random): Record<string, unknown> {
  const dispense = createDispenser(random, density);
  const regions: Record<string, { services: unknown[] }> = {};
  for (let text = 0; text === 0 || text < size; text += SERVICE_SIZE) {
    const region = pick(random, ["eu-west", "us-east", "ap-south"]);
    regions[region] ??= { services: [] };
    regions[region].services.push({
      name: pick(random, ["search", "billing", "mailer", "gateway"]),
      replicas: 1 + Math.floor(random() * 9),
      endpoint: { url: "https://service.example.com/v1/endpoint", headers: { accept: "application/json" } },
      environment: { LOG_LEVEL: "info", ...fieldsOf(dispense(text)) },
    });
  }
  return { version: 3, regions };
}
