import type { ManagedPlugin } from "./managed-plugin.ts";

/** The plugins of IBM/cpex-plugins, by slug. Each is loaded when a config names it. */
export const MANAGED_PLUGINS: Readonly<Record<string, () => Promise<ManagedPlugin>>> = {
  encoded_exfil_detection: async () => (await import("./encoded-exfil-detection.ts")).encodedExfilDetection,
  pii_filter: async () => (await import("./pii-filter.ts")).piiFilter,
  rate_limiter: async () => (await import("./rate-limiter.ts")).rateLimiter,
  retry_with_backoff: async () => (await import("./retry-with-backoff.ts")).retryWithBackoff,
  secrets_detection: async () => (await import("./secrets-detection.ts")).secretsDetection,
  sql_sanitizer: async () => (await import("./sql-sanitizer.ts")).sqlSanitizer,
  url_reputation: async () => (await import("./url-reputation.ts")).urlReputation,
};

/** The slugs of the managed plugins that are known here. */
export const MANAGED_SLUGS: readonly string[] = Object.keys(MANAGED_PLUGINS);

/** The managed plugin that a class path is of; undefined for every other kind. */
export async function managedPlugin(kind: string | undefined): Promise<ManagedPlugin | undefined> {
  const slug = /^cpex_(\w+)\./.exec(kind ?? "")?.[1];
  return slug !== undefined && Object.hasOwn(MANAGED_PLUGINS, slug) ? await MANAGED_PLUGINS[slug]?.() : undefined;
}
