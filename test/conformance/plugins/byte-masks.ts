import { isPlainObject, objectOf } from "../../../src/difftest/data.ts";
import type { Finding } from "../../../src/plugin/text/found.ts";

/** Types whose partial mask the real plugin cuts out of bytes. */
const CUT_TYPES = new Set(["email", "bsn", "bank_account"]);

/** Whether the real plugin's partial mask of a finding is cut inside of characters, or counts some of them more than once. */
export function isCutAtBytes(text: string, { type, start, end }: Finding): boolean {
  return CUT_TYPES.has(type) && Buffer.byteLength(text.slice(start, end)) > end - start;
}

/**
 * A masked payload of the real plugin in which the masks that were cut at bytes are replaced by ours. Where anything else in a
 * text differs, it stays.
 *
 * @param findingsIn our findings in a text of the payload.
 */
export function withOurMasks(
  theirs: unknown,
  ours: unknown,
  payload: unknown,
  findingsIn: (text: string) => readonly Finding[],
): unknown {
  if (typeof theirs === "string" && typeof payload === "string") {
    const pattern = maskedText(payload, findingsIn(payload));
    return typeof ours === "string" && pattern.test(theirs) && pattern.test(ours) ? ours : theirs;
  }
  if (Array.isArray(theirs) && Array.isArray(ours) && Array.isArray(payload)) {
    return theirs.map((item, index) => withOurMasks(item, ours[index], payload[index], findingsIn));
  }
  if (!isPlainObject(theirs) || !isPlainObject(ours) || !isPlainObject(payload)) return theirs;
  return objectOf(
    Object.keys(theirs).map((key) => [key, withOurMasks(theirs[key], ours[key], payload[key], findingsIn)]),
  );
}

/** What a masked text looks like, with room where a mask may be cut otherwise. */
function maskedText(text: string, findings: readonly Finding[]): RegExp {
  let source = "";
  let at = 0;
  for (const finding of findings) {
    source += literal(text.slice(at, finding.start));
    source += isCutAtBytes(text, finding)
      ? ".*"
      : literal(finding.replacement).replace(/^\\\[(HASH|TOKEN):.*/, "\\[$1 \\d+\\]");
    at = finding.end;
  }
  return new RegExp(`^${source}${literal(text.slice(at))}$`, "s");
}

function literal(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
