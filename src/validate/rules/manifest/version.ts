import { entryOf, textOf } from "../../../yaml/node.ts";
import { defineRule } from "../../rule.ts";

// semver.org, version 2.0.0, without its named groups.
const SEMVER =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

/** CPEX takes any string as a version; what compares versions needs a semantic one. */
export const version = defineRule({
  code: "manifest/version",
  check({ root }) {
    const entry = entryOf(root, "version");
    const text = textOf(entry?.value);
    if (entry === undefined || text === undefined || SEMVER.test(text)) return [];
    return [
      {
        span: entry.at,
        message: `'${text}' is not a semantic version`,
        help: 'Write major.minor.patch, such as "1.0.0".',
      },
    ];
  },
});
