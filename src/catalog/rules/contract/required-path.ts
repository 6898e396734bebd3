import { requiredPaths } from "../../repository.ts";
import { definePluginRule } from "../../rule.ts";
import { startOf } from "../../source.ts";

export const requiredPath = definePluginRule({
  code: "catalog/required-path",
  *check({ slug, path, folder, present }) {
    for (const required of requiredPaths(slug)) {
      if (present.has(required)) continue;
      const file = `${path}/${required}`;
      yield { ...startOf(file), message: `${folder}: missing required path ${file}` };
    }
  },
});
