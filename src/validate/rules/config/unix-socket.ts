import { entryOf, textOf } from "../../../yaml/node.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule } from "../../rule.ts";

/** The path of a Unix socket begins with a slash (UnixSocketClientConfig.validate_path). */
export const unixSocket = defineRule({
  code: "config/unix-socket",
  check({ plugins }) {
    return [...entriesOf(plugins, "unix_socket")].flatMap(({ entry }) => {
      const path = entryOf(entry.value, "path");
      const text = textOf(path?.value);
      if (path === undefined || text === undefined || text.startsWith("/")) return [];
      return [{ span: path.at, message: `Unix socket path must be absolute, got '${text}'` }];
    });
  },
});
