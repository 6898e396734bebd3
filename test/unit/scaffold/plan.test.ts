import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { packageRoot } from "../../../src/package.ts";
import { HOOKS } from "../../../src/plugin/hooks.ts";
import {
  type Answers,
  CI_SYSTEMS,
  defaultAnswers,
  hooksOf,
  LICENSES,
  TEMPLATES,
} from "../../../src/scaffold/answers.ts";
import { planProject, refuseOccupied } from "../../../src/scaffold/plan.ts";
import { folderOf } from "./folder.ts";

const answers = (template: Answers["template"], given: Partial<Answers> = {}): Answers => ({
  ...defaultAnswers("my-filter", template, {}),
  ...given,
});

/** The files of a project, in a folder that does not exist. */
async function filesOf(of: Answers): Promise<Record<string, string>> {
  const { files } = await planProject(of, join(folderOf(), "project"));
  return Object.fromEntries(files.map(({ path, content }) => [path, Buffer.from(content).toString()]));
}

const yaml = (text: string | undefined): unknown => parse(text ?? "", { version: "1.1" });

describe.each(TEMPLATES)("the template %s", (template) => {
  it.each(LICENSES.flatMap((license) => CI_SYSTEMS.map((ci) => [license, ci] as const)))(
    "leaves nothing unrendered, with the license %s and the CI %s",
    async (license, ci) => {
      const files = await filesOf(answers(template, { hooks: hooksOf(template), license, ci, email: "a@b.example" }));
      for (const [path, text] of Object.entries(files)) {
        expect(path).not.toMatch(/\.hbs$|(^|\/)_/);
        expect(text, path).not.toMatch(/(?<!\$)\{\{|\[object /);
        if (!path.endsWith(".gitkeep")) expect(text, path).toMatch(/[^\n]\n$/);
        expect(text, path).not.toContain("\r");
      }
      expect("LICENSE" in files).toBe(license !== "none");
      expect(".github/workflows/ci.yml" in files).toBe(ci === "github");
      expect(files[".gitignore"]).toContain("node_modules/");
    },
  );

  it("keeps every character of the answers in every file", async () => {
    const description = "a \"q\" 's' \\n \\\n# new {{x}} {% y %} #c 🎫 ```";
    const author = 'Zoë "Q" O\'Brien \\ {{a}}';
    const files = await filesOf(answers(template, { description, author, email: "z@b.example", license: "MIT" }));
    expect(JSON.parse(files["package.json"] ?? "")).toMatchObject({ description, author: `${author} <z@b.example>` });
    expect(yaml(files["plugin-manifest.yaml"])).toMatchObject({ description, author });
    expect(yaml(files[".mcpplugins/answers.yaml"])).toMatchObject({ answers: { description, author } });
    expect(files["LICENSE"]).toContain(`Copyright (c) ${author}\n`);
    if (template === "rust")
      expect(files["native/Cargo.toml"]).toContain(`description = ${JSON.stringify(description)}\n`);
    // CPEX reads config.yaml as a template: no answer that is free text may get into it.
    expect(files["config.yaml"]).not.toMatch(/\{[{%#]/);
  });

  it("takes a name for text that YAML 1.1 reads as a boolean", async () => {
    const files = await filesOf({ ...defaultAnswers("on", template, {}), author: "yes" });
    expect(yaml(files["plugin-manifest.yaml"])).toMatchObject({ name: "on", author: "yes", version: "0.1.0" });
    expect(yaml(files["config.yaml"])).toMatchObject({ plugins: [{ name: "on" }] });
    expect(yaml(files[".mcpplugins/answers.yaml"])).toMatchObject({ answers: { name: "on", author: "yes" } });
  });

  it.each(["tool_pre_invoke", "tool_pre_invoke,prompt_post_fetch", hooksOf(template).join(",")])(
    "puts the hooks %s into the manifest, the config and the code",
    async (list) => {
      const hooks = HOOKS.filter((hook) => list.split(",").includes(hook));
      const files = await filesOf(answers(template, { hooks }));
      expect(yaml(files["plugin-manifest.yaml"])).toMatchObject({ available_hooks: hooks });
      expect(yaml(files["config.yaml"])).toMatchObject({ plugins: [{ kind: "./", hooks }] });
      for (const hook of hooks) expect(files["src/index.ts"]).toContain(hook);
    },
  );

  it("is the same for the same answers", async () => {
    const folder = join(folderOf(), "project");
    const of = answers(template);
    expect(await planProject(of, folder)).toEqual(await planProject(of, folder));
  });
});

describe("the dependency on the toolkit", () => {
  it("is a path from the project to the toolkit", async () => {
    const inside = await planProject(answers("rust"), join(packageRoot, "..", "a", "b"));
    const file = (path: string): string =>
      Buffer.from(inside.files.find((planned) => planned.path === path)?.content ?? "").toString();
    const toolkit = packageRoot
      .replace(/[/\\]+$/, "")
      .split(/[/\\]/)
      .at(-1);
    expect(JSON.parse(file("package.json"))).toMatchObject({ dependencies: { mcpplugins: `file:../../${toolkit}` } });
    expect(file("native/Cargo.toml")).toContain(`path = "../../../${toolkit}/native/crates/plugin-abi"`);
  });

  it("is a version where the project's own node_modules holds the toolkit", async () => {
    const folder = folderOf();
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(packageRoot, join(folder, "node_modules", "mcpplugins"));
    const { files } = await planProject(answers("rust"), folder);
    const text = files.map(({ content }) => Buffer.from(content).toString()).join("");
    expect(text).toMatch(/"mcpplugins": "\^\d+\.\d+\.\d+"/);
    expect(text).toContain('path = "../node_modules/mcpplugins/native/crates/plugin-abi"');
  });
});

describe("the folder of a project", () => {
  it("may hold a repository, a README and a LICENSE, which are kept", async () => {
    const folder = folderOf({ ".git/HEAD": "x", "README.md": "mine", LICENSE: "mine" });
    const plan = await planProject(answers("typescript"), folder);
    expect(plan).toMatchObject({ exists: true, strangers: [] });
    const kept = plan.files.filter(({ action }) => action !== "create");
    expect(kept).toMatchObject([
      { path: "LICENSE", action: "keep" },
      { path: "README.md", action: "keep" },
    ]);
    expect(() => refuseOccupied(plan)).not.toThrow();
  });

  it("must not hold anything else; files in conflict are listed first", async () => {
    const folder = folderOf({ "a.txt": "", "package.json": "mine", "src/other.ts": "", "test/plugin.test.ts": "mine" });
    const plan = await planProject(answers("typescript"), folder);
    expect(() => refuseOccupied(plan)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: `${folder} is not empty`,
        details: "package.json (in conflict)\ntest/plugin.test.ts (in conflict)\na.txt\nsrc",
        hint: expect.stringContaining("--force"),
      }),
    );
  });

  it("must not be a file, nor lie below one", async () => {
    const file = join(folderOf({ file: "" }), "file");
    for (const path of [file, join(file, "project")]) {
      await expect(planProject(answers("rust"), path)).rejects.toMatchObject({
        exitCode: 2,
        message: expect.stringContaining("it is a file, or lies below one"),
      });
    }
  });
});

it("a plugin in Rust must not be called as a crate that it needs", async () => {
  const of = defaultAnswers("itoa", "rust", {});
  await expect(planProject(of, join(folderOf(), "itoa"))).rejects.toMatchObject({ exitCode: 2 });
  await expect(planProject({ ...of, template: "typescript" }, join(folderOf(), "itoa"))).resolves.toBeDefined();
});
