import type { MakeFields } from "../../samples/define-woven-samples.ts";
import { integer, pick } from "../../samples/random.ts";
import { toFields } from "../../samples/sensitive-value.ts";

/** Characters of text in one service, its keys not counted. */
const SERVICE_SIZE = 100;

/** The settings of so many services that they have the given amount of text, grouped by where they run. */
export const settings: MakeFields = (size, random, dispense) => {
  const regions: Record<string, { services: unknown[] }> = {};
  for (let text = 0; text === 0 || text < size; text += SERVICE_SIZE) {
    const region = pick(random, ["eu-west", "us-east", "ap-south"]);
    regions[region] ??= { services: [] };
    regions[region].services.push({
      name: pick(random, ["search", "billing", "mailer", "gateway"]),
      replicas: integer(random, 1, 9),
      endpoint: { url: "https://service.example.com/v1/endpoint", headers: { accept: "application/json" } },
      environment: { LOG_LEVEL: "info", ...toFields(dispense(text)) },
    });
  }
  return { version: 3, regions };
};
