/** One hook call. */
export interface Call {
  readonly hook: "tool_pre_invoke" | "tool_post_invoke";
  readonly payload: unknown;
}

const PROSE = "The train to the coast leaves at noon and comes back before the shops close. ";
const PERSON = "Write to jo.doe@example.com or call 555-123-4567. ";
const KEY = `aws key ${["AKIA", "IOSFODNN7", "EXAMPLE"].join("")} in a file. `;

/** Calls of every kind: no text, clean, with findings, in both widths of string, with more edits than fit at first. */
export const CALLS: readonly Call[] = [
  pre({}),
  pre({ q: "" }),
  pre({ q: PROSE }),
  pre({ q: PROSE.repeat(20) }),
  pre({ q: `${PROSE}日本語 ${PROSE}` }),
  pre({ q: PERSON, note: PROSE, list: [PROSE, KEY] }),
  pre({ q: `${KEY}日本語 ${PERSON}` }),
  post({ users: Array.from({ length: 5 }, (_, id) => ({ id, text: PERSON, bio: PROSE })) }),
  post(PERSON.repeat(100)),
];

function pre(args: object): Call {
  return { hook: "tool_pre_invoke", payload: { name: "send", args } };
}

function post(result: unknown): Call {
  return { hook: "tool_post_invoke", payload: { name: "fetch", result } };
}
