import { characters, pick, type Random } from "../../samples/random.ts";
import type { SensitiveValue } from "../../samples/sensitive-value.ts";

const DIGITS = "0123456789";
const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const ALPHANUMERIC = DIGITS + CAPITALS + CAPITALS.toLowerCase();

/** A made-up secret that the default config finds. No source file holds one whole. */
export function fakeSecret(random: Random): SensitiveValue {
  return pick(random, MAKERS)(random);
}

type Maker = (random: Random) => SensitiveValue;

const MAKERS: readonly [Maker, ...Maker[]] = [
  (random) => ({ name: "AWS_ACCESS_KEY_ID", value: `AKIA${characters(random, CAPITALS + DIGITS, 16)}` }),
  (random) => ({ name: "aws_secret_access_key", value: `aws secret = ${characters(random, ALPHANUMERIC, 40)}` }),
  (random) => ({ name: "GOOGLE_KEY", value: `AIza${characters(random, ALPHANUMERIC, 35)}` }),
  (random) => ({ name: "GITHUB_TOKEN", value: `ghp_${characters(random, ALPHANUMERIC, 36)}` }),
  (random) => ({ name: "DEPLOY_TOKEN", value: `github_pat_${characters(random, ALPHANUMERIC, 40)}` }),
  (random) => ({ name: "PAYMENTS", value: `rk_test_${characters(random, ALPHANUMERIC, 24)}` }),
  (random) => ({
    name: "CHAT_BOT",
    value: `xoxb-${characters(random, DIGITS, 11)}-${characters(random, ALPHANUMERIC, 20)}`,
  }),
  (random) => ({ name: "SIGNING_KEY", value: `-----BEGIN ${pick(random, ["RSA", "EC", "OPENSSH"])} PRIVATE KEY-----` }),
];
