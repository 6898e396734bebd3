import { describe, expect, it } from "vitest";
import { failed } from "../../../src/errors.ts";
import { watchedFolders } from "../../../src/validate/watched-folders.ts";
import { fakeFiles } from "./check.ts";

const FILES = fakeFiles({
  "/repo/.git/HEAD": "",
  "/repo/project/config.yaml": "",
  "/repo/project/plugins/a/plugin-manifest.yaml": "",
  "/repo/project/node_modules/b/config.yaml": "",
  "/elsewhere/config.yaml": "",
});

describe("watchedFolders", () => {
  it.each([
    [
      "the folders that are searched",
      [],
      ["/repo/project", "/repo/project/plugins", "/repo/project/plugins/a", "/repo"],
    ],
    [
      "the folder of a file",
      ["plugins/a/plugin-manifest.yaml"],
      ["/repo/project/plugins/a", "/repo/project/plugins", "/repo/project", "/repo"],
    ],
    ["the nearest folder of a file that is not there", ["new/deep/config.yaml"], ["/repo/project", "/repo"]],
    ["no folders around where there is no repository", ["/elsewhere/config.yaml"], ["/elsewhere"]],
    [
      "each folder once",
      [".", "config.yaml"],
      ["/repo/project", "/repo/project/plugins", "/repo/project/plugins/a", "/repo"],
    ],
  ])("are %s", async (_, paths, folders) => {
    expect(await watchedFolders(paths, "/repo/project", FILES)).toEqual(folders);
  });

  it("are not those that can't be listed", async () => {
    const list = async (folder: string) =>
      folder === "/repo/project/plugins" ? Promise.reject(failed("permission denied")) : await FILES.list(folder);
    expect(await watchedFolders([], "/repo/project", { ...FILES, list })).toEqual(["/repo/project", "/repo"]);
  });
});
