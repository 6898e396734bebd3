import type { IncomingMessage } from "node:http";

/** Why a body could not be read. */
export type BodyProblem = "too large" | "broken off";

/** Reads a body as UTF-8, and no more of it than so many bytes. */
export function readBody(
  request: IncomingMessage,
  maxBytes: number,
): Promise<string | { readonly problem: BodyProblem }> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        request.pause();
        resolve({ problem: "too large" });
      }
    });
    request.on("end", () => {
      const [first, ...others] = chunks;
      resolve(others.length === 0 ? (first?.toString() ?? "") : Buffer.concat(chunks).toString());
    });
    const breakOff = (): void => resolve({ problem: "broken off" });
    request.on("close", breakOff);
    request.on("error", breakOff);
  });
}
