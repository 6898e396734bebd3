/** The versions of MCP that are spoken, newest first; they are the same for a server that has tools only. */
export const PROTOCOL_VERSIONS = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"] as const;

/** The version to speak with a client that wants this one: its own, or else our newest. */
export function negotiateVersion(wanted: string): string {
  return isProtocolVersion(wanted) ? wanted : PROTOCOL_VERSIONS[0];
}

export function isProtocolVersion(version: string): boolean {
  return (PROTOCOL_VERSIONS as readonly string[]).includes(version);
}
