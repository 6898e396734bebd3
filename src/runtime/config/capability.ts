/** What a plugin may ask to see or change of the extensions (cpex 0.1.4). */
export const CAPABILITIES = [
  "read_subject",
  "read_roles",
  "read_teams",
  "read_claims",
  "read_permissions",
  "read_agent",
  "read_headers",
  "write_headers",
  "read_labels",
  "append_labels",
  "read_delegation",
  "append_delegation",
] as const;

export type Capability = (typeof CAPABILITIES)[number];
