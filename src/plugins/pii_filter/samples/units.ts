import { characters, integer, pick, type Random } from "../../samples/random.ts";
import { toFields } from "../../samples/sensitive-value.ts";
import type { TextUnit } from "../../samples/weave.ts";

/** A chat message, sentence by sentence. */
export const chat: TextUnit = (random, data) => {
  const sentence = pick(random, [
    "Hi, can you help? ",
    "The build is red again. ",
    "Thanks a lot! ",
    "I tried it twice, same error. ",
    "Let's ship it on Friday. ",
    "Who owns this service? ",
    "It works on my laptop. ",
    "See chapter 12, page 340. ",
    "We lost 3 of 17 nodes. ",
    "The invoice total was 129.50 euros. ",
  ]);
  return sentence + data.map(({ value }) => `${pick(random, ["It is", "Use", "I have", "Try"])} ${value}. `).join("");
};

const START_OF_2025 = Date.UTC(2025);

/** A line of a JSON log, with ids, hashes and times. */
export const log: TextUnit = (random, data) => {
  const fields = {
    time: new Date(START_OF_2025 + integer(random, 0, 31_000_000_000)).toISOString(),
    level: pick(random, ["debug", "info", "warn"]),
    trace: uuid(random),
    path: `/v1/${pick(random, ["items", "tools", "prompts"])}/${integer(random, 1, 9999)}`,
    status: pick(random, [200, 201, 304, 404]),
    took_ms: integer(random, 1, 900),
    sha256: hex(random, 64),
  };
  return `${JSON.stringify({ ...fields, ...toFields(data) })}\n`;
};

/** A line of source code. */
export const code: TextUnit = (random, data) => {
  const line = pick(random, [
    "for (let i = 0; i < rows.length; i++) {\n",
    "  if (cache.has(key)) return cache.get(key);\n",
    "  const total = price * (1 + rate / 100);\n",
    "export function parse(input: string): Token[] {\n",
    "// Retries 3 times, 250 ms apart.\n",
    "import { readFile } from 'node:fs/promises';\n",
    "  return lines.map((line) => line.trim());\n",
    "}\n\n",
  ]);
  return line + data.map(({ name, value }) => `const ${name} = "${value}";\n`).join("");
};

/** A sentence with letters beyond ASCII: accents, other scripts, emoji. */
export const prose: TextUnit = (random, data) => {
  const sentence = pick(random, [
    "Déjà vu à la fenêtre, où l'été s'achève. ",
    "Größere Straßen führen übers Gebirge. ",
    "Съешь же ещё этих мягких булок. ",
    "会議は来週の月曜日に延期されました。",
    "我们明天在图书馆见面。",
    "안녕하세요, 만나서 반갑습니다. ",
    "Ça marche 👍🎉 ",
    "Żółw płynie powoli 🐢 ",
  ]);
  return sentence + data.map(({ value }) => `— ${value} ✓ `).join("");
};

/** A UUID with a letter in each group: one of digits alone could pass for an account or a phone number. */
export function uuid(random: Random): string {
  return [8, 4, 4, 4, 12].map((length) => hex(random, length)).join("-");
}

function hex(random: Random, length: number): string {
  return characters(random, "0123456789abcdef", length - 1) + characters(random, "abcdef", 1);
}
