import { describe, expect, it } from "vitest";
import { z } from "../../../../src/plugin/index.ts";
import { hideSecrets } from "../../../../src/server/host/secrets.ts";

const secret = z.string().meta({ writeOnly: true });
const schema = z.object({
  url: z.string(),
  password: secret.optional(),
  nested: z.object({ keys: z.array(secret), byName: z.record(z.string(), secret) }).optional(),
  either: z.union([z.object({ token: secret }), z.number()]).optional(),
  transformed: secret.transform((text) => text.length).optional(),
});

describe("a config that is shown", () => {
  it.each([
    ["a value", { url: "u", password: "p" }, { url: "u", password: "**********" }],
    [
      "lists and dictionaries",
      { nested: { keys: ["a", "b"], byName: { x: "a" } } },
      { nested: { keys: ["**********", "**********"], byName: { x: "**********" } } },
    ],
    ["one of several forms", { either: { token: "t" } }, { either: { token: "**********" } }],
    ["what is transformed", { transformed: "t" }, { transformed: "**********" }],
  ])("hides secrets that are %s", (_, config, shown) => {
    expect(hideSecrets(config, schema)).toEqual(shown);
  });

  it("shows everything else as it is", () => {
    const config = { url: "u", unknown: { a: [1, null] }, either: 5, nested: null };
    expect(hideSecrets(config, schema)).toEqual(config);
  });

  it("may be none", () => {
    expect(hideSecrets(null, schema)).toBeNull();
  });
});
