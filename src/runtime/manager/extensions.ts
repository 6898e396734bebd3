import type { Extensions } from "../../plugin/context.ts";
import type { Capability } from "../config/capability.ts";

type Capabilities = ReadonlySet<Capability>;
type Slot = Readonly<Record<string, unknown>>;

/** Slots that every plugin sees. A slot in neither list is seen by none. */
const OPEN_SLOTS = ["request", "provenance", "completion", "llm", "framework", "mcp", "meta", "custom"] as const;

/** Slots behind a capability: one of the named is enough, as the right to write is the right to read. */
const GATED_SLOTS = {
  agent: ["read_agent"],
  http: ["read_headers", "write_headers"],
  delegation: ["read_delegation", "append_delegation"],
} as const satisfies Readonly<Record<string, readonly Capability[]>>;

/** The part of a subject that each capability shows; any of them shows the subject itself. */
const SUBJECT_FIELDS = {
  roles: "read_roles",
  teams: "read_teams",
  claims: "read_claims",
  permissions: "read_permissions",
} as const satisfies Readonly<Record<string, Capability>>;

/** What a plugin may see of the extensions, by the capabilities that its config declares. */
export function filterExtensions(extensions: Extensions, capabilities: Capabilities): Extensions {
  const visible: Record<string, unknown> = {};
  for (const slot of OPEN_SLOTS) {
    if (isPresent(extensions[slot])) visible[slot] = extensions[slot];
  }
  for (const [slot, anyOf] of Object.entries(GATED_SLOTS)) {
    if (isPresent(extensions[slot]) && holdsAny(capabilities, anyOf)) visible[slot] = extensions[slot];
  }
  const { security } = extensions;
  if (isPresent(security)) visible["security"] = filterSecurity(security as Slot, capabilities);
  return visible;
}

function filterSecurity(security: Slot, capabilities: Capabilities): Slot {
  const { labels, subject, ...open } = security;
  const seesLabels = holdsAny(capabilities, ["read_labels", "append_labels"]);
  const seesSubject = holdsAny(capabilities, ["read_subject", ...Object.values(SUBJECT_FIELDS)]);
  return {
    ...pick(open, ["objects", "data", "classification"]),
    labels: seesLabels ? (labels ?? []) : [],
    ...(seesSubject && isPresent(subject) ? { subject: filterSubject(subject as Slot, capabilities) } : {}),
  };
}

function filterSubject(subject: Slot, capabilities: Capabilities): Slot {
  const visible: Record<string, unknown> = { ...subject };
  for (const [field, capability] of Object.entries(SUBJECT_FIELDS)) {
    if (!capabilities.has(capability)) visible[field] = field === "claims" ? {} : [];
  }
  return visible;
}

function pick(slot: Slot, fields: readonly string[]): Slot {
  const picked: Record<string, unknown> = {};
  for (const field of fields) if (isPresent(slot[field])) picked[field] = slot[field];
  return picked;
}

function holdsAny(capabilities: Capabilities, anyOf: readonly Capability[]): boolean {
  return anyOf.some((capability) => capabilities.has(capability));
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
