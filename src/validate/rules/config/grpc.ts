import { entryOf, isNull, isUnknown, textOf, type YamlEntry, type YamlMap } from "../../../yaml/node.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** A gRPC connection has either a target or a socket (GRPCClientConfig). */
export const grpc = defineRule({
  code: "config/grpc",
  *check({ plugins }) {
    for (const { entry } of entriesOf(plugins, "grpc")) {
      if (entry.value.kind !== "map") continue;
      for (const finding of checkAddress(entry, entry.value)) yield { scope: entry.value.span, ...finding };
    }
  },
});

function* checkAddress(section: YamlEntry, map: YamlMap): Generator<Finding> {
  const given = (key: string): YamlEntry | undefined => {
    const entry = entryOf(map, key);
    return entry === undefined || isNull(entry.value) ? undefined : entry;
  };
  const [target, uds] = [given("target"), given("uds")];
  if (isUnknown(target?.value) || isUnknown(uds?.value)) return;
  if (target === undefined && uds === undefined) {
    yield { span: section.key.span, message: "gRPC client must have either 'target' or 'uds' configured" };
  }
  if (target !== undefined && uds !== undefined) {
    const related = [{ span: target.key.span, message: "the target" }];
    yield { span: uds.key.span, message: "gRPC client cannot have both 'target' and 'uds' configured", related };
  }
  const address = textOf(target?.value);
  if (target !== undefined && address !== undefined && !address.includes(":")) {
    yield { span: target.at, message: `gRPC target must be in host:port format, got '${address}'` };
  }
}
