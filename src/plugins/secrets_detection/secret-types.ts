/** The kinds of secrets; each has its switch under `enabled` in the config. Those that match much else are off by default. */
export const SECRET_TYPES = {
  aws_access_key_id: { enabled: true, breadth: 0 },
  aws_secret_access_key: { enabled: true, breadth: 0 },
  google_api_key: { enabled: true, breadth: 0 },
  github_token: { enabled: true, breadth: 0 },
  stripe_secret_key: { enabled: true, breadth: 0 },
  slack_token: { enabled: true, breadth: 0 },
  private_key_block: { enabled: true, breadth: 0 },
  generic_api_key_assignment: { enabled: false, breadth: 1 },
  jwt_like: { enabled: false, breadth: 1 },
  hex_secret_32: { enabled: false, breadth: 2 },
  base64_24: { enabled: false, breadth: 3 },
} as const satisfies Record<string, SecretTraits>;

export type SecretType = keyof typeof SECRET_TYPES;

interface SecretTraits {
  /** Whether it is looked for unless the config says otherwise. */
  readonly enabled: boolean;
  /** How much can be something else: of secrets that overlap, the type with the lowest number is reported. */
  readonly breadth: number;
}
