import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExitCode } from "../../../src/errors.ts";
import { ioError } from "../../../src/files/io-error.ts";
import { decodeUtf8, readText } from "../../../src/files/read-text.ts";
import { writeAtomic } from "../../../src/files/write-atomic.ts";
import { checkReplaceable } from "../../../src/files/write-target.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "files-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("reading text", () => {
  it("keeps a byte order mark and line ends", () => {
    expect(decodeUtf8(Buffer.from("\uFEFFa\r\n"), "f")).toBe("\uFEFFa\r\n");
  });

  it.each([
    [[0x61, 0x0a, 0xff], "byte 0xff at offset 2, line 2"],
    [[0xc3, 0xa9, 0xc3], "byte 0xc3 at offset 2, line 1"],
    [[0xed, 0xa0, 0x80], "byte 0xed at offset 0, line 1"],
  ])("says where %j stops being UTF-8", (bytes, place) => {
    expect(() => decodeUtf8(Uint8Array.from(bytes), "f.yaml")).toThrow(`f.yaml is not UTF-8: ${place}`);
  });

  it("tells a missing file from a folder", async () => {
    await expect(readText(join(folder, "none"))).rejects.toMatchObject({ exitCode: ExitCode.notFound });
    await expect(readText(folder)).rejects.toMatchObject({ exitCode: ExitCode.failed, message: /it is a directory/ });
  });
});

describe("writing atomically", () => {
  it("replaces the content and keeps the mode", async () => {
    const file = join(folder, "f");
    writeFileSync(file, "old");
    chmodSync(file, 0o640);
    await writeAtomic(file, "new");
    expect(readFileSync(file, "utf8")).toBe("new");
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(["f"]);
  });

  it("follows a symbolic link", async () => {
    writeFileSync(join(folder, "real"), "old");
    symlinkSync("real", join(folder, "link"));
    await writeAtomic(join(folder, "link"), "new");
    expect(readFileSync(join(folder, "real"), "utf8")).toBe("new");
  });

  it("writes to a pipe, and does not put a file in its place", async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const [read] = await Promise.all([readText(pipe), writeAtomic(pipe, "through")]);
    expect(read).toBe("through");
    expect(statSync(pipe).isFIFO()).toBe(true);
    expect(readdirSync(folder)).toEqual(["pipe"]);
  });

  it("leaves nothing behind when it can't be done", async () => {
    await expect(writeAtomic(join(folder, "none", "f"), "x")).rejects.toMatchObject({ exitCode: ExitCode.notFound });
    await expect(writeAtomic(folder, "x")).rejects.toMatchObject({ exitCode: ExitCode.failed });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("file system errors", () => {
  it.each([
    ["EACCES", "permission denied"],
    ["ENOSPC", "no space left"],
    ["ENOTDIR", "part of the path is a file"],
    ["ELOOP", "lead in a circle"],
    ["EIO", "boom"],
  ])("%s becomes a sentence with the path", (code, text) => {
    const error = ioError("write", "/some/file", Object.assign(new Error("boom"), { code }));
    expect(error.message).toContain("cannot write /some/file");
    expect(error.message).toContain(text);
    expect(error.exitCode).toBe(ExitCode.failed);
  });
});

describe("making sure that a file may be replaced", () => {
  it("finds where a link leads, and the permissions there", async () => {
    writeFileSync(join(folder, "real"), "old");
    chmodSync(join(folder, "real"), 0o640);
    symlinkSync("real", join(folder, "link"));
    const target = await checkReplaceable(join(folder, "link"), "link", "old");
    expect(target).toEqual({ path: join(folder, "real"), mode: 0o640 });
  });

  it("refuses a file that is write-protected or not what was read", async () => {
    writeFileSync(join(folder, "f"), "old");
    await expect(checkReplaceable(join(folder, "f"), "f", "older")).rejects.toThrow("f changed after it was read");
    chmodSync(join(folder, "f"), 0o440);
    await expect(checkReplaceable(join(folder, "f"), "f", "old")).rejects.toThrow(
      "cannot write f: it is write-protected",
    );
  });
});
