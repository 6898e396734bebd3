import { describe, expect, it } from "vitest";
import { MANAGED_PLUGINS } from "../../../src/validate/model/managed/index.ts";
import { check } from "./check.ts";

/** A config of one managed plugin, by its class path. */
async function settings(slug: string, ...lines: readonly string[]): Promise<string[]> {
  const { className } = await MANAGED_PLUGINS[slug]!();
  const text = `plugins:\n  - name: a\n    kind: cpex_${slug}.${className}\n    config:\n${lines.map((line) => `      ${line}\n`).join("")}`;
  const diagnostics = await check(text);
  return diagnostics.map(({ code, marked }) => `${code.replace("plugin-config/", "")} ${marked}`);
}

// The verdicts are those of the Python packages; npm run conformance -- validate compares all of them.
describe("the config of a managed plugin", () => {
  it.each([
    ["pii_filter", "default_mask_strategy: Redact", "invalid Redact"],
    ["pii_filter", "detect_ssn: 1", "invalid 1"],
    ["pii_filter", "max_text_bytes: 0", "invalid 0"],
    ["pii_filter", "custom_patterns: [{pattern: a}]", "invalid pattern"],
    ["pii_filter", "custom_patterns: [{pattern: (, description: b}]", "invalid ("],
    ["pii_filter", "whitelist_patterns: ['(?=a)']", "invalid '(?=a)'"],
    ["secrets_detection", "enabled: {jwt_like: 1}", "invalid 1"],
    ["secrets_detection", "field_allowlist: [a..b]", "invalid a..b"],
    ["rate_limiter", "by_user: 60/day", "invalid 60/day"],
    ["rate_limiter", "by_tool: {x: 0/s}", "invalid 0/s"],
    ["rate_limiter", "by_user_per_server: 5/y", "invalid 5/y"],
    ["retry_with_backoff", "max_retries: 11", "invalid 11"],
    ["retry_with_backoff", "backoff_base_ms: 6000", "invalid 6000"],
    ["retry_with_backoff", "tool_overrides: {x: {jitter: 1}}", "invalid 1"],
    ["sql_sanitizer", "strip_comments: 0", "invalid 0"],
    ["sql_sanitizer", "blocked_statements: [1]", "invalid 1"],
    ["url_reputation", "blocked_domains: 5", "invalid 5"],
    ["url_reputation", "use_heuristic_check: maybe", "invalid maybe"],
    ["encoded_exfil_detection", "min_entropy: '8.5'", "invalid '8.5'"],
    ["encoded_exfil_detection", "allowlist_patterns: ['']", "invalid ''"],
  ])("%s: %s is refused", async (slug, line, found) => {
    expect(await settings(slug, line)).toContain(found);
  });

  it.each([
    ["pii_filter", "custom_patterns: null", "pitfall null"],
    ["pii_filter", "custom_patterns: [a]", "pitfall a"],
    ["pii_filter", "include_detection_details: true", "pitfall include_detection_details"],
    ["secrets_detection", "min_findings_to_block: 0", "pitfall 0"],
    ["secrets_detection", "enabled: {jwt: true}", "pitfall jwt"],
    ["secrets_detection", "block_on_detection: false", "pitfall block_on_detection"],
    ["rate_limiter", "by_user: 60", "pitfall 60"],
    ["rate_limiter", "by_tool: {x: 1/s, y: 5}", "pitfall 5"],
    ["rate_limiter", "fail_mode: Closed", "pitfall Closed"],
    ["rate_limiter", "by_user: null", "pitfall by_user"],
    ["rate_limiter", "redis_ssl_check_hostname: false", "pitfall false"],
    ["retry_with_backoff", "tool_overrides: {x: {max_retries: 99}}", "pitfall 99"],
    ["retry_with_backoff", "tool_overrides: {x: {max_backoff_ms: 5}}", "pitfall 5"],
    ["sql_sanitizer", "blocked_statements: DROP", "pitfall DROP"],
    ["sql_sanitizer", "fields: []", "pitfall []"],
    ["url_reputation", "blocked_domains: x.org", "pitfall x.org"],
    ["url_reputation", "whitelist_domains: ['https://x.org/']", "pitfall 'https://x.org/'"],
    ["url_reputation", "entropy_threshold: 4", "pitfall entropy_threshold"],
    ["encoded_exfil_detection", "per_encoding_score: {base64: 1, hex: -1}", "pitfall -1"],
    ["encoded_exfil_detection", "enabled: {base32: true}", "pitfall base32"],
  ])("%s: %s is taken, and is not what it says", async (slug, line, found) => {
    expect(await settings(slug, line)).toContain(found);
  });

  it.each([
    ["pii_filter", "max_text_bytes: true", "custom_patterns: [{pattern: (, description: b, enabled: false}]"],
    ["secrets_detection", "redact: true", "block_on_detection: false", "min_findings_to_block: 2"],
    [
      "rate_limiter",
      "by_user: ' +60 / Hour '",
      "backend: redis",
      "redis_url: '{{ env.REDIS | safe }}'",
      "fail_mode: closed",
    ],
    ["retry_with_backoff", "backoff_base_ms: 6000", "max_backoff_ms: 6000"],
    ["sql_sanitizer", "fields: null", "strip_comments: null"],
    ["url_reputation", "blocked_domains: [x.org, '[::1]']", "use_heuristic_check: yes", "entropy_threshold: '3.5'"],
    ["encoded_exfil_detection", "min_entropy: '3'", "per_encoding_score: {hex: 5}", "max_decode_depth: 2.0"],
  ])("%s: there is nothing to say of %s …", async (slug, ...lines) => {
    expect(await settings(slug, ...lines)).toEqual([]);
  });

  it.each([
    ["redis://h", []],
    ["rediss://u:p@h:6379/0?x=1", []],
    ["unix:///run/redis.sock", []],
    ["{{ env.REDIS | safe }}", []],
    ["http://h", ["http://h"]],
    ["redis://", ["redis://"]],
    ["redis://h/cache", ["redis://h/cache"]],
    ["", ['""']],
  ])("of the backend redis has a URL such as %j or not", async (url, expected) => {
    const found = await settings("rate_limiter", "by_user: 1/s", "backend: redis", `redis_url: "${url}"`);
    const refused = found.filter((line) => line.startsWith("invalid ")).map((line) => line.slice("invalid ".length));
    expect(refused).toEqual(expected.map((text) => (text.startsWith('"') ? text : `"${text}"`)));
  });

  it("of the backend redis has TLS settings with a URL for TLS only", async () => {
    const lines = ["by_user: 1/s", "backend: redis", "redis_ssl_ca_certs: ca.pem", "redis_ssl_certfile: null"];
    expect(await settings("rate_limiter", ...lines, "redis_url: redis://h")).toEqual(["invalid redis_ssl_ca_certs"]);
    expect(await settings("rate_limiter", ...lines, "redis_url: rediss://h")).toEqual([]);
  });

  it.each([
    ["transform", ["plugin-config/pitfall block_on_detection"]],
    ["permissive", ["config/legacy-mode permissive", "plugin-config/pitfall block_on_detection"]],
    ["audit", []],
    ["sequential", []],
  ])("that is to block in the mode %s neither blocks nor masks where that can't block", async (mode, expected) => {
    const diagnostics = await check(
      `plugins: [{name: a, kind: cpex_pii_filter.PIIFilterPlugin, mode: ${mode}, config: {block_on_detection: true}}]\n`,
    );
    expect(diagnostics.map(({ code, marked }) => `${code} ${marked}`)).toEqual(expected);
  });

  it("has settings that its package knows; others have a near name where there is one", async () => {
    const [diagnostic] = await check(
      "plugins: [{name: a, kind: cpex_rate_limiter.RateLimiterPlugin, config: {by_usr: 1/s, by_tenant: 1/s}}]\n",
    );
    expect(diagnostic).toMatchObject({
      code: "plugin-config/unknown-key",
      marked: "by_usr",
      message: "'by_usr' is not a setting of cpex-rate-limiter 0.1.12; it has no effect",
      help: "Did you mean 'by_user'?",
      fix: { safe: false, edits: [{ text: "by_user" }] },
    });
  });

  it.each([
    [
      "by_user: 5",
      "'by_user' must be a text such as 60/m or null, and this is the number 5: it is ignored, and users are not limited",
    ],
    [
      "algorithm: tokens",
      "'tokens' is not a value of 'algorithm'; it takes fixed_window, sliding_window, token_bucket",
    ],
    ["by_user: 9999999/s", "a rate is from 1 to 1000000, and this one is 9999999"],
    ["backend: redis", "the backend redis needs the setting 'redis_url'"],
  ])("is told of %s what is asked for", async (line, message) => {
    const diagnostics = await check(
      `plugins: [{name: a, kind: cpex_rate_limiter.RateLimiterPlugin, config: {${line}}}]\n`,
    );
    expect(diagnostics.map((one) => one.message)).toContain(message);
  });
});
