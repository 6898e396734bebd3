import fc from "fast-check";
import { HOOKS } from "../../../src/plugin/hooks.ts";
import { payloadOf, replacementOf, shared } from "../runtime/samples.ts";
import type { Step } from "./step.ts";
import type { ServedName } from "./served.ts";

type Json = Readonly<Record<string, unknown>>;

/** One call of a hook, as the gateway makes it. */
export interface Call {
  readonly hook: string;
  readonly payload: Json;
  readonly context: Json;
}

/** Hooks of the CMF have the payloads of their namesakes: two stand for all. */
const CALLED = HOOKS.filter((hook) => !hook.startsWith("cmf.") || /tool_pre_invoke|llm_output/.test(hook));

const violation = fc.record(
  {
    reason: fc.constantFrom("r", "é".repeat(20)),
    description: fc.constant("d"),
    code: fc.constantFrom("CODE", "BAD CODE"),
    details: shared,
    mcp_error_code: fc.constantFrom(-32_000, 5),
    http_status_code: fc.constant(429),
    http_headers: fc.constant({ "Retry-After": "1" }),
  },
  { requiredKeys: ["reason", "description", "code", "details"] },
);

const writes = fc.record({ state: shared, metadata: shared, shared }, { requiredKeys: [] });

/** What denies says nothing beside, and what fails writes nothing: both are lost on the way, with CPEX's server as well. */
function steps(hook: string): fc.Arbitrary<Step> {
  const modify = replacementOf(hook);
  const changes = fc.record({ modify, say: shared, retry_delay_ms: fc.constantFrom(0, 10, 500) }, { requiredKeys: [] });
  return fc.oneof(
    fc.tuple(writes, changes).map(([wrote, changed]): Step => Object.assign({}, wrote, changed)),
    fc.tuple(writes, fc.option(violation)).map(([wrote, deny]): Step => Object.assign({ deny }, wrote)),
    fc.constantFrom<Step>({ raise: "it broke" }, { raise: 'it\'s "broken"\n' }),
    fc.constant<Step>({
      raise_plugin_error: {
        message: "it broke",
        plugin_name: "other",
        code: "E1",
        details: { a: 1 },
        mcp_error_code: -3,
      },
    }),
  );
}

const context = fc.record(
  {
    request_id: fc.uuid(),
    user: fc.constantFrom<unknown>("alice", { id: 1, none: null }),
    tenant_id: fc.constant("t"),
    server_id: fc.constant("s"),
    state: shared,
  },
  { requiredKeys: ["request_id"] },
);

const names = fc.constantFrom("x", "é");

/** Calls of the scripted plugin. */
const scripted = (hooks: readonly string[]): fc.Arbitrary<Call> =>
  fc
    .constantFrom(...CALLED.filter((hook) => hooks.includes(hook)))
    .chain((hook) =>
      fc
        .tuple(payloadOf(hook, names), context, steps(hook))
        .map(([payload, given, step]) => ({ hook, payload, context: { ...given, metadata: { step } } })),
    );

/** Words with and without something to be found in them. */
const words = fc.constantFrom(
  "nothing here",
  "mail jo@example.com",
  "SSN 123-45-6789",
  "card 4111 1111 1111 1111 ok",
  "call +1 555 123 4567",
  "AKIAIOSFODNN7EXAMPLE",
  `token ghp_${"a1B2".repeat(9)}`,
  "api_key = 'abcdef0123456789abcdef'",
  "é 10.0.0.1 \u{1f600} jo@example.com",
  "",
);
const texts = fc.oneof(
  words,
  fc.array(words, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(" ")),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    texts,
    fc.constantFrom<unknown>(1, null, true),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "text"), tie("tree"), { maxKeys: 3 }),
  ),
}));
const message = texts.map((text) => ({ role: "user", content: { type: "text", text } }));

const textPayloads: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  tool_pre_invoke: fc.record({ name: names, args: fc.dictionary(fc.constantFrom("a", "b"), tree) }),
  tool_post_invoke: fc.record({ name: names, result: tree }),
  prompt_pre_fetch: fc.record({ prompt_id: names, args: fc.dictionary(fc.constantFrom("a", "b"), texts) }),
  prompt_post_fetch: fc.record({
    prompt_id: names,
    result: fc.record({ messages: fc.array(message, { maxLength: 2 }) }),
  }),
  resource_post_fetch: fc.record({ uri: names, content: texts.map((text) => ({ text })) }),
};

/** Calls of the bundled plugins, with texts that they look for. */
const textual = (hooks: readonly string[]): fc.Arbitrary<Call> =>
  fc
    .constantFrom(...hooks)
    .chain((hook) =>
      fc
        .tuple(textPayloads[hook] ?? fc.constant({}), context)
        .map(([payload, given]) => ({ hook, payload, context: given })),
    );

/** So many random calls of a plugin. */
export function callsOf(name: ServedName, hooks: readonly string[], numRuns: number, seed: number): Call[] {
  const isBundled = /^(Pii|Secrets)/.test(name);
  return fc.sample(isBundled ? textual(hooks) : scripted(hooks), { numRuns, seed });
}
