import { describe, expect, it, vi } from "vitest";
import { findClass } from "../../../../src/validate/project/python-class.ts";
import type { Host } from "../../../../src/validate/rule.ts";
import { type FakeFiles, fakeFiles } from "../check.ts";

const FILES = {
  "/project/filters/masks.py": "from other import Elsewhere\n\nclass Mask:\n    pass\n",
  "/project/filters/deep/__init__.py": "class Deep:\n    pass\n",
};

function hostOf(files: FakeFiles = FILES): Host {
  return { files: fakeFiles(files), cwd: "/project", home: "/srv/me" };
}

describe("findClass", () => {
  it.each<[string, object]>([
    ["filters.masks.Mask", { status: "found", file: "/project/filters/masks.py", class: { bases: [] } }],
    ["filters.deep.Deep", { status: "found", file: "/project/filters/deep/__init__.py", class: { bases: [] } }],
    ["filters.masks.Elsewhere", { status: "found", class: undefined }],
    ["filters.masks.Musk", { status: "no-class", classes: ["Mask"] }],
    ["filters.mask.Mask", { status: "no-module", module: "filters.mask", near: "filters.masks" }],
    ["filters.nothing_like_it.Mask", { status: "elsewhere" }],
    ["masks.Mask", { status: "elsewhere" }],
    ["external", { status: "elsewhere" }],
  ])("knows of %s what the folders show", async (kind, expected) => {
    expect(await findClass(kind, "/project", hostOf())).toMatchObject(expected);
  });

  it("looks up a kind of many plugins once, and reads each folder and file once", async () => {
    const host = hostOf();
    const { stat, list, readText } = host.files;
    const files = { ...host.files, stat: vi.fn(stat), list: vi.fn(list), readText: vi.fn(readText) };
    const counted = { ...host, files };
    const kinds = ["filters.mask.Mask", "filters.maks.Mask", "filters.masks.Mask", "filters.masks.Musk"];
    const first = await Promise.all(kinds.map((kind) => findClass(kind, "/project", counted)));
    const looked = files.stat.mock.calls.map(([path]) => path);
    expect(new Set(looked).size).toBe(looked.length);
    expect(files.list.mock.calls).toEqual([["/project/filters"]]);
    expect(files.readText.mock.calls).toEqual([["/project/filters/masks.py"]]);
    const again = await Promise.all(kinds.map((kind) => findClass(kind, "/project", counted)));
    expect(again).toEqual(first);
    expect(files.stat).toHaveBeenCalledTimes(looked.length);
  });

  it("finds by the folder of the config, and looks anew in another run", async () => {
    const files = { "/project/a/filters/masks.py": "class Mask:\n    pass\n" };
    const host = hostOf(files);
    expect(await findClass("filters.masks.Mask", "/project/b", host)).toEqual({ status: "elsewhere" });
    expect(await findClass("filters.masks.Mask", "/project/a", host)).toMatchObject({ status: "found" });
    expect(await findClass("filters.masks.Mask", "/project/a", hostOf({}))).toEqual({ status: "elsewhere" });
  });
});
