import type { IncomingMessage } from "node:http";

/** Why a body could not be read. */
export type BodyProblem = "too large" | "broken off";

/** Reads a body as UTF-8, and no more of it than so many bytes. */
export function readBody(
  message: IncomingMessage,
  maxBytes: number,
): Promise<string | { readonly problem: BodyProblem }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    message.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        message.pause();
        resolve({ problem: "too large" });
      }
    });
    message.on("end", () => {
      const [first, ...others] = chunks;
      resolve(others.length === 0 ? (first?.toString() ?? "") : Buffer.concat(chunks).toString());
    });
    const breakOff = (): void => resolve({ problem: "broken off" });
    message.on("close", breakOff);
    message.on("error", breakOff);
  });
}
