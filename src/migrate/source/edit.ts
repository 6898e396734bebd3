import type { Span } from "../../yaml/span.ts";

/** A replacement of a piece of text; nothing is replaced where start and end are the same. */
export interface Edit extends Span {
  readonly text: string;
  /** Why, in a few words. */
  readonly reason: string;
}

/** Something that a person has to decide, at a place of the text. */
export interface Finding extends Span {
  readonly message: string;
}

/** What a phase wants from one text. */
export interface Proposal {
  readonly edits: readonly Edit[];
  readonly findings: readonly Finding[];
}

export const NOTHING: Proposal = { edits: [], findings: [] };

export function joinProposals(proposals: readonly Proposal[]): Proposal {
  return {
    edits: proposals.flatMap(({ edits }) => edits).sort((a, b) => a.start - b.start || a.end - b.end),
    findings: proposals.flatMap(({ findings }) => findings).sort((a, b) => a.start - b.start),
  };
}

/**
 * Replaces pieces of a text; everything else stays as it is. The edits are sorted by place.
 *
 * @throws {RangeError} when two edits share a character.
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const pieces: string[] = [];
  let done = 0;
  for (const { start, end, text: replacement } of edits) {
    if (start < done) throw new RangeError(`edits overlap at ${start}`);
    pieces.push(text.slice(done, start), replacement);
    done = end;
  }
  pieces.push(text.slice(done));
  return pieces.join("");
}

/** The edits that turn the edited text back into this one. */
export function invertEdits(text: string, edits: readonly Edit[]): readonly Edit[] {
  let shift = 0;
  return edits.map(({ start, end, text: replacement, reason }) => {
    const at = start + shift;
    shift += replacement.length - (end - start);
    return { start: at, end: at + replacement.length, text: text.slice(start, end), reason };
  });
}

/** Where an offset of the edited text was before; a place inside a replacement was at its start. */
export function originOf(offset: number, edits: readonly Edit[]): number {
  let shift = 0;
  for (const { start, end, text } of edits) {
    if (offset < start + shift) break;
    if (offset < start + shift + text.length) return start;
    shift += text.length - (end - start);
  }
  return offset - shift;
}
