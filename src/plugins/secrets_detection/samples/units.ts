import { characters, pick } from "../../samples/random.ts";
import { toFields } from "../../samples/sensitive-value.ts";
import type { TextUnit } from "../../samples/weave.ts";

/** A chat message, sentence by sentence. */
export const chat: TextUnit = (random, secrets) => {
  const sentence = pick(random, [
    "The access to the staging bucket works again. ",
    "Please rotate the keys before Friday. ",
    "Who has the token for the bot? ",
    "I can't log in since the update. ",
    "Never paste secrets into a ticket. ",
    "The job failed after 3 of 17 steps. ",
  ]);
  return sentence + secrets.map(({ value }) => `${pick(random, ["It is", "Use", "Try"])} ${value} for now. `).join("");
};

const HEX = "0123456789abcdef";

/** A line of a log, with ids and hashes. */
export const log: TextUnit = (random, secrets) => {
  const fields = {
    level: pick(random, ["debug", "info", "warn"]),
    trace: `${characters(random, HEX, 8)}-${characters(random, HEX, 4)}`,
    path: `/v1/${pick(random, ["items", "tools", "prompts"])}/${characters(random, "123456789", 4)}`,
    status: pick(random, [200, 201, 304, 404]),
    sha256: characters(random, HEX, 64),
    ...toFields(secrets),
  };
  return `${JSON.stringify(fields)}\n`;
};

/** A line of source code. */
export const code: TextUnit = (random, secrets) => {
  const line = pick(random, [
    "export async function getSecret(name: string): Promise<string> {\n",
    "  const token = await vault.read(`kv/${name}`);\n",
    "  if (!token.startsWith(prefix)) throw new Error('not a token');\n",
    "// The key is read from the environment, never from this file.\n",
    "import { createHash, timingSafeEqual } from 'node:crypto';\n",
    "  return laws.filter((law) => law.accessible);\n",
    "}\n\n",
  ]);
  return line + secrets.map(({ name, value }) => `const ${name} = "${value}";\n`).join("");
};

/** A line of an environment file. */
export const env: TextUnit = (random, secrets) => {
  const line = pick(random, [
    "# Copy to .env and fill in.\n",
    "NODE_ENV=production\n",
    "DATABASE_URL=postgres://localhost:5432/app\n",
    "AWS_REGION=eu-central-1\n",
    "API_KEY=\n",
    "LOG_LEVEL=info\n",
    `BUILD_ID=${characters(random, HEX, 40)}\n`,
  ]);
  return line + secrets.map(({ name, value }) => `${name}=${value}\n`).join("");
};

/** A sentence with letters beyond ASCII: accents, other scripts, emoji. */
export const prose: TextUnit = (random, secrets) => {
  const sentence = pick(random, [
    "Le mot de passe a été changé dès l'été. ",
    "Größere Schlüssel führen übers Gebirge. ",
    "Съешь же ещё этих мягких булок. ",
    "会議は来週の月曜日に延期されました。",
    "안녕하세요, 만나서 반갑습니다. ",
    "Ça marche 👍🎉 ",
  ]);
  return sentence + secrets.map(({ value }) => `— ${value} ✓ `).join("");
};
