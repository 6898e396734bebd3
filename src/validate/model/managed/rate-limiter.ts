import { entryOf, isNull, isUnknown, textOf, type YamlEntry, type YamlNode } from "../../../yaml/node.ts";
import type { Finding } from "../../rule.ts";
import { mapOf, oneOf, type Setting, type SettingType, SWITCH, TEXT } from "../setting.ts";
import { placeOf } from "../check-shape.ts";
import type { ManagedPlugin } from "./managed-plugin.ts";

const COUNT_AND_UNIT = /^\s*\+?(\d+)\s*\/\s*(?:s|sec|second|m|min|minute|h|hr|hour)\s*$/i;
const MOST = 1_000_000;

const RATE: SettingType = { is: "form", what: "a text such as 60/m", problemOf: rateProblem };

function rateProblem(rate: string): string | undefined {
  const count = COUNT_AND_UNIT.exec(rate)?.[1];
  if (count === undefined) return `'${rate}' is no rate: write a number and s, m or h, such as 60/m`;
  const isInRange = Number(count) > 0 && Number(count) <= MOST;
  return isInRange ? undefined : `a rate is from 1 to ${MOST}, and this one is ${count}`;
}

const DEFAULT = "it is ignored, and the default is used";
const NO_TOOL = "the whole map is ignored, and no tool is limited";
const LIMITS = ["by_user", "by_user_per_server", "by_tenant", "by_tool"];

const TLS_KEYS = ["redis_ssl_ca_certs", "redis_ssl_certfile", "redis_ssl_keyfile", "redis_ssl_check_hostname"];
/** A host and perhaps the number of a database, or the path of a socket. */
const REDIS_URL =
  /^(?:(?:redis|valkey)s?:\/\/(?:[^/@?#]*@)?[^/:@?#\s]+(?::\d+)?(?:\/\d*)?(?:[?#].*)?|(?:(?:redis|valkey)\+)?unix:.*)$/i;

const text = (type: SettingType, otherwise: string): Setting => ({ type, otherwise, nullable: true });

export const rateLimiter: ManagedPlugin = {
  name: "cpex-rate-limiter",
  version: "0.1.12",
  className: "RateLimiterPlugin",
  hooks: ["prompt_pre_fetch", "tool_pre_invoke"],
  settings: {
    by_user: text(RATE, "it is ignored, and users are not limited"),
    by_tenant: text(RATE, "it is ignored, and tenants are not limited"),
    by_tool: text(mapOf(RATE, NO_TOOL), NO_TOOL),
    by_user_per_server: text(RATE, "it is ignored, and users are not limited by server"),
    algorithm: text(oneOf("fixed_window", "sliding_window", "token_bucket"), DEFAULT),
    backend: text(oneOf("memory", "redis"), DEFAULT),
    redis_url: text(TEXT, "it is ignored"),
    redis_key_prefix: text(TEXT, DEFAULT),
    fail_mode: text(TEXT, DEFAULT),
    redis_ssl_ca_certs: text(TEXT, "it is ignored"),
    redis_ssl_certfile: text(TEXT, "it is ignored"),
    redis_ssl_keyfile: text(TEXT, "it is ignored"),
    redis_ssl_check_hostname: text(SWITCH, DEFAULT),
  },
  *refused(config): Iterable<Finding> {
    const backend = entryOf(config, "backend");
    if (textOf(backend?.value) !== "redis" || backend === undefined) return;
    const entry = entryOf(config, "redis_url");
    const url = textOf(entry?.value);
    if (entry === undefined || url === undefined) {
      if (!isUnknown(entry?.value))
        yield { span: backend.at, scope: config.span, message: "the backend redis needs the setting 'redis_url'" };
      return;
    }
    if (!REDIS_URL.test(url)) yield { span: placeOf(entry), message: `'${url}' is no URL of a Redis server` };
    if (url.startsWith("rediss://")) return;
    for (const key of TLS_KEYS) {
      const setting = entryOf(config, key);
      if (setting !== undefined && asksForTls(key, setting.value))
        yield {
          span: setting.key.span,
          scope: config.span,
          message: `'${key}' needs a 'redis_url' that begins with rediss://`,
        };
    }
  },
  *pitfalls(config): Iterable<Finding> {
    const check = entryOf(config, "redis_ssl_check_hostname");
    if (check !== undefined && isFalse(check.value)) {
      const message = "false switches off all checks of the certificate, not only that of the name";
      yield { span: placeOf(check), message, help: "Leave it out, and give the server a certificate for its name." };
    }
    const mode = entryOf(config, "fail_mode");
    const modeText = textOf(mode?.value);
    if (mode !== undefined && modeText !== undefined && modeText !== "open" && modeText !== "closed") {
      const message = `'${modeText}' is taken as 'open': requests pass while Redis can't be reached`;
      yield { span: mode.at, message, help: "Write open or closed." };
    }
    if (!LIMITS.some((key) => isLimit(entryOf(config, key)))) {
      const [first] = config.entries;
      if (first !== undefined)
        yield { span: first.key.span, scope: config.span, message: "no limit is set: every call passes" };
    }
  },
};

/** The name of a file, or that the name of the host is not to be checked: the plugin looks at no other value. */
function asksForTls(key: string, node: YamlNode): boolean {
  return key === "redis_ssl_check_hostname" ? isFalse(node) : textOf(node) !== undefined;
}

function isFalse(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value.type === "boolean" && !node.value.value;
}

function isLimit(entry: YamlEntry | undefined): boolean {
  return entry !== undefined && !isNull(entry.value) && !isEmptyMap(entry.value);
}

function isEmptyMap(node: YamlNode): boolean {
  return node.kind === "map" && node.entries.length === 0;
}
