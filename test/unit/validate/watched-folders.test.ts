import { describe, expect, it } from "vitest";
import { watchedFolders } from "../../../src/validate/watched-folders.ts";
import { fakeFiles } from "./check.ts";

const FILES = fakeFiles({
  "/work/.git/HEAD": "",
  "/work/project/config.yaml": "",
  "/work/project/plugins/a/plugin-manifest.yaml": "",
  "/work/project/node_modules/b/config.yaml": "",
  "/elsewhere/config.yaml": "",
});

describe("watchedFolders", () => {
  it.each([
    [
      "the folders that are searched",
      [],
      ["/work/project", "/work/project/plugins", "/work/project/plugins/a", "/work"],
    ],
    [
      "the folder of a file",
      ["plugins/a/plugin-manifest.yaml"],
      ["/work/project/plugins/a", "/work/project/plugins", "/work/project", "/work"],
    ],
    ["the nearest folder of a file that is not there", ["new/deep/config.yaml"], ["/work/project", "/work"]],
    ["no folders around where there is no repository", ["/elsewhere/config.yaml"], ["/elsewhere"]],
    [
      "each folder once",
      [".", "config.yaml"],
      ["/work/project", "/work/project/plugins", "/work/project/plugins/a", "/work"],
    ],
  ])("are %s", async (_, paths, folders) => {
    expect(await watchedFolders(paths, "/work/project", FILES)).toEqual(folders);
  });
});
