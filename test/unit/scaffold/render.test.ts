import { expect, it } from "vitest";
import { render, renderFolder } from "../../../src/scaffold/render.ts";
import { folderOf } from "./folder.ts";

it("refuses a template that names what there is not", () => {
  expect(() => render("{{nmae}}", { name: "demo" })).toThrow("nmae");
});

it("escapes nothing but by helpers", () => {
  expect(render("{{name}} {{quoted name}} {{markdown name}}", { name: '<"&">' })).toBe(
    String.raw`<"&"> "<\"&\">" \<"\&"\>`,
  );
});

it("does not read a value as a template", () => {
  expect(render("{{quoted name}}", { name: "{{name}} {{#each}}" })).toBe('"{{name}} {{#each}}"');
});

it("renders only what is named .hbs, and turns a leading underscore into a dot", async () => {
  const folder = folderOf({
    "a.txt.hbs": "{{name}}\n",
    "ci.yml": "${{ matrix.os }}\n",
    _gitignore: "x\n",
    "_github/my_file.hbs": "{{name}}",
  });
  const files = await renderFolder(folder, { name: "demo" });
  expect(Object.fromEntries(files.map(({ path, content }) => [path, Buffer.from(content).toString()]))).toEqual({
    "a.txt": "demo\n",
    "ci.yml": "${{ matrix.os }}\n",
    ".gitignore": "x\n",
    ".github/my_file": "demo",
  });
});

it("names a template folder that is not there", async () => {
  await expect(renderFolder("/nonexistent/template", {})).rejects.toThrow("/nonexistent/template");
});
