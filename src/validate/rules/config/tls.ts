import { entryOf, isNull, isUnknown } from "../../../yaml/node.ts";
import { defineRule, type Finding } from "../../rule.ts";
import { transportSections } from "../../transport-sections.ts";
import { truthOf } from "../../truth.ts";

/** A key needs its certificate, and a Unix socket has no TLS. */
export const tls = defineRule({
  code: "config/tls",
  check(input) {
    const findings: Finding[] = [];
    for (const section of transportSections(input)) {
      const settings = entryOf(section, "tls");
      if (settings === undefined || isNull(settings.value) || isUnknown(settings.value)) continue;
      const keyfile = entryOf(settings.value, "keyfile");
      const hasCertificate = truthOf(entryOf(settings.value, "certfile")?.value) !== false;
      if (keyfile !== undefined && truthOf(keyfile.value) === true && !hasCertificate) {
        findings.push({
          span: keyfile.key.span,
          scope: settings.value.span,
          message: "keyfile requires certfile to be specified",
        });
      }
      const uds = entryOf(section, "uds");
      if (uds !== undefined && truthOf(uds.value) === true) {
        const related = [{ span: uds.key.span, message: "the socket" }];
        const message = "TLS configuration is not supported for Unix domain sockets";
        findings.push({ span: settings.key.span, scope: section.span, message, related });
      }
    }
    return findings;
  },
});
