import type { SecretType } from "./secret-types.ts";

/** What a kind of secret looks like, in the syntax of the Rust `regex` crate. */
export interface SecretPattern {
  readonly source: string;
  /** Every match holds this: a text without it needs no search. */
  readonly needs: RegExp;
  /** Where the secret begins in a match that has something else before it; it goes on to the match's end. */
  readonly valueAt?: RegExp;
  /** A match before this character is none; it still takes its text. */
  readonly notBefore?: RegExp;
}

const regex = String.raw;

/**
 * The patterns find what IBM/cpex-plugins' `secrets_detection` 0.3.10 finds.
 *
 * Three of the original expressions have the secret in a group, between a context and an optional quote. Here they end with the
 * group: a quote begins no match, so that the next one is the same wherever this one ends. `valueAt` tells the group from the
 * context: it is always 40 characters, or all characters of its kind at the end of the match, or what follows the one
 * character before it.
 */
export const SECRET_PATTERNS: Readonly<Record<SecretType, SecretPattern>> = {
  aws_access_key_id: { source: regex`\bAKIA[0-9A-Z]{16}\b`, needs: /AKIA/ },
  aws_secret_access_key: {
    source: regex`(?i)aws.{0,20}(?:secret|access).{0,20}[:=]\s*["']?[A-Za-z0-9/+=]{40}`,
    needs: /aw[s\u017f]/i,
    valueAt: /.{40}$/,
  },
  google_api_key: { source: regex`\bAIza[0-9A-Za-z\-_]{35}\b`, needs: /AIza/ },
  github_token: {
    source: regex`\b(?:gh[opusr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{20,})\b`,
    needs: /gh[opusr]_|github_pat_/,
  },
  stripe_secret_key: {
    source: regex`\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}\b`,
    needs: /k_(?:live|test)_/,
  },
  slack_token: { source: regex`\bxox[abpqr]-[0-9A-Za-z\-]{10,80}\b`, needs: /xox/ },
  private_key_block: {
    source: "-----BEGIN (?:RSA|DSA|EC|OPENSSH) PRIVATE KEY-----",
    needs: /-----BEGIN /,
  },
  generic_api_key_assignment: {
    source: regex`(?i)\b(?:(?:x[-_])?api[-_]?key|(?:api|access|bearer|auth)[-_]?token)\b\s*[:=]\s*['"]?[A-Za-z0-9_\-]{20,}`,
    needs: /[k\u212a]e[yn]/i,
    valueAt: /[A-Za-z0-9_\-\u017f\u212a]+$/,
  },
  jwt_like: {
    source: regex`\beyJ[a-zA-Z0-9_\-]{10,}\.eyJ[a-zA-Z0-9_\-]{10,}\.[a-zA-Z0-9_\-]{10,}\b`,
    needs: /\.eyJ/,
  },
  hex_secret_32: { source: regex`(?i)\b[a-f0-9]{32,}\b`, needs: /[a-f0-9]{32}/i },
  base64_24: {
    source: regex`(?:^|[^A-Za-z0-9+/])(?:[A-Za-z0-9+/]{24,}={0,2}|[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{23}=)`,
    needs: /[A-Za-z0-9+/]{22}/,
    valueAt: /[A-Za-z0-9+/]/,
    notBefore: /[A-Za-z0-9+/=]/,
  },
};
