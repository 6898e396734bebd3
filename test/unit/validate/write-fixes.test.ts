import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { ValidateResult } from "../../../src/validate/result.ts";
import { writeFixes } from "../../../src/validate/write-fixes.ts";

function file(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), "write-fixes-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "config.yaml");
  writeFileSync(path, content);
  return path;
}

function result(path: string): ValidateResult {
  const fix = { path, before: "old\n", fixed: [] };
  return { files: [{ file: "config.yaml", type: "config", text: "new\n", fix }], diagnostics: [] };
}

const { signal } = new AbortController();

it("writes the fixed text", async () => {
  const path = file("old\n");
  await writeFixes(result(path), signal);
  expect(readFileSync(path, "utf8")).toBe("new\n");
});

it("leaves a file that changed meanwhile", async () => {
  const path = file("other\n");
  await expect(writeFixes(result(path), signal)).rejects.toThrow("config.yaml changed after it was read");
  expect(readFileSync(path, "utf8")).toBe("other\n");
});

it("leaves a file that is write-protected", async () => {
  const path = file("old\n");
  chmodSync(path, 0o444);
  await expect(writeFixes(result(path), signal)).rejects.toThrow("config.yaml: it is write-protected");
  expect(readFileSync(path, "utf8")).toBe("old\n");
});

it("writes nothing once it was interrupted", async () => {
  const path = file("old\n");
  await expect(writeFixes(result(path), AbortSignal.abort())).rejects.toThrow();
  expect(readFileSync(path, "utf8")).toBe("old\n");
});
