import { definePluginRule } from "../../rule.ts";
import { startOf } from "../../source.ts";

const SLUG = /^[a-z0-9_]+$/;

export const slug = definePluginRule({
  code: "catalog/slug",
  isGate: true,
  *check({ slug: name, path, folder }) {
    if (SLUG.test(name)) return;
    yield {
      ...startOf(path),
      message: `${folder}: plugin slug must match ${SLUG.source}, got ${name}`,
      help: "Every folder here counts as a plugin: rename it, or remove it when it is a cache.",
    };
  },
});
