import { describe, expect, it } from "vitest";
import { readShims } from "../../../src/shims/read-shims.ts";
import { fakeFiles, type FakeFiles } from "../validate/check.ts";

const MANAGED = "/repo/plugins/rust/python-package";

async function shimsOf(files: FakeFiles): Promise<Awaited<ReturnType<typeof readShims>>> {
  return await readShims("/repo", fakeFiles(files));
}

describe("readShims", () => {
  it("reads all Python files of each plugin's package, and nothing else", async () => {
    const shims = await shimsOf({
      [`${MANAGED}/b/cpex_b/__init__.py`]: "",
      [`${MANAGED}/b/cpex_b/inner/more.py`]: "import re\n\nX = 1",
      [`${MANAGED}/b/cpex_b/b.pyi`]: "x: int\n",
      [`${MANAGED}/b/cpex_b/__pycache__/b.py`]: "x = 1\n",
      [`${MANAGED}/b/tests/test_b.py`]: "x = 1\n",
      [`${MANAGED}/a/cpex_a/a.py`]: "from cpex.framework import Plugin\n",
      [`${MANAGED}/empty/README.md`]: "",
    });
    expect(shims).toMatchObject([
      { slug: "a", kind: "thin", behaviours: [], parts: { framework: 1, helpers: 0 }, stretches: [] },
      {
        slug: "b",
        kind: "behaviour",
        behaviours: ["helpers"],
        files: [
          { file: "plugins/rust/python-package/b/cpex_b/__init__.py", lines: 0 },
          { file: "plugins/rust/python-package/b/cpex_b/inner/more.py", lines: 3 },
        ],
        stretches: [
          {
            part: "helpers",
            unit: "module",
            file: "plugins/rust/python-package/b/cpex_b/inner/more.py",
            line: 1,
            lines: 2,
          },
        ],
      },
    ]);
  });

  it("calls a shim thin that has log lines beside the framework's", async () => {
    const [shim] = await shimsOf({
      [`${MANAGED}/a/cpex_a/a.py`]: "import logging\nlog = logging.getLogger(__name__)\n",
    });
    expect(shim).toMatchObject({ kind: "thin", parts: { logging: 2 } });
  });

  it.each([
    ["without managed plugins", { "/repo/README.md": "" }],
    ["whose plugins have no Python", { [`${MANAGED}/a/README.md`]: "" }],
  ])("refuses a folder %s", async (_, files) => {
    await expect(shimsOf(files as FakeFiles)).rejects.toMatchObject({ exitCode: 3 });
  });
});
