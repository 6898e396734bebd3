import { entryOf, textOf } from "../../../yaml/node.ts";
import type { Finding } from "../../rule.ts";
import { truthOf } from "../../truth.ts";
import { placeOf } from "../check-shape.ts";
import { ANY, LAX_SWITCH, listOf, pattern } from "../setting.ts";
import type { ManagedPlugin } from "./managed-plugin.ts";

const DOMAINS = ["whitelist_domains", "blocked_domains"];

export const urlReputation: ManagedPlugin = {
  name: "cpex-url-reputation",
  version: "0.3.9",
  className: "URLReputationPlugin",
  hooks: ["resource_pre_fetch"],
  settings: {
    // Anything that Python can go through is taken, see below.
    whitelist_domains: { type: ANY },
    blocked_domains: { type: ANY },
    allowed_patterns: { type: listOf(pattern("rust")) },
    blocked_patterns: { type: listOf(pattern("rust")) },
    use_heuristic_check: { type: LAX_SWITCH },
    entropy_threshold: { type: { is: "number", min: -Infinity, max: Infinity } },
    block_non_secure_http: { type: LAX_SWITCH },
  },
  *refused(config): Iterable<Finding> {
    for (const key of DOMAINS) {
      const entry = entryOf(config, key);
      if (entry?.value.kind !== "scalar" || truthOf(entry.value) !== true || entry.value.value.type === "string")
        continue;
      yield { span: placeOf(entry), message: `'${key}' must be a list of domains` };
    }
  },
  *pitfalls(config): Iterable<Finding> {
    for (const key of DOMAINS) {
      const entry = entryOf(config, key);
      const text = textOf(entry?.value);
      if (entry !== undefined && text !== undefined && text !== "") {
        const message = "a text is taken letter by letter: each letter is a domain, and none of them exists";
        yield { span: placeOf(entry), message, help: `Write it as a list: [${text}]` };
      }
      if (entry?.value.kind !== "list") continue;
      for (const item of entry.value.items) {
        const domain = textOf(item.value);
        if (domain === undefined || !NO_DOMAIN.test(domain)) continue;
        const message = `'${domain}' is compared with the host of a URL, and no host is written like this`;
        yield { span: placeOf(item), message, help: "Write the domain alone; its subdomains are meant too." };
      }
    }
    const threshold = entryOf(config, "entropy_threshold");
    if (threshold !== undefined && truthOf(entryOf(config, "use_heuristic_check")?.value) === false) {
      const message = "'entropy_threshold' has no effect without 'use_heuristic_check: true'";
      yield { span: threshold.key.span, scope: config.span, message };
    }
  },
};

/** A scheme, a path, a port or a wildcard; brackets stand around an IPv6 address. */
const NO_DOMAIN = /[/*\s]|^(?!\[).*:|^\.|^$/;
