import fc from "fast-check";
import { CAPABILITIES } from "../../../src/runtime/config/capability.ts";
import { extensionsSample, payloadOf, REPLACEMENT_FIELDS, replacementOf, shared, updateOf } from "./samples.ts";
import type { Call, Json, Scenario, ScenarioPlugin, Step } from "./scenario.ts";

/** How a scenario spends time: not at all, side by side in a fixed order, or beyond the time limit. */
type Pace = "instant" | "staggered" | "late";

/** Far enough apart that two machines' clocks agree on the order. */
const STAGGER_MS = 25;
const LATE = { timeout: 0.07, sleep_ms: 220 };

const HOOKS = Object.keys(REPLACEMENT_FIELDS);
const MODES = [
  "sequential",
  "transform",
  "audit",
  "concurrent",
  "fire_and_forget",
  "disabled",
  "enforce",
  "permissive",
  "enforce_ignore_error",
];

/** Absent is undefined, which JSON drops. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const rarely = <T>(arbitrary: fc.Arbitrary<T>, absent = 5) =>
  fc.oneof({ weight: absent, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const names = fc.constantFrom("n1", "n2", "n3");
const condition = fc.record(
  {
    tools: fc.subarray(["n1", "n2"]),
    prompts: fc.subarray(["n1", "n2"]),
    resources: fc.subarray(["n1", "n2"]),
    agents: fc.subarray(["n1", "n2"]),
    server_ids: fc.subarray(["s1", "s2"]),
    tenant_ids: fc.subarray(["t1", "t2"]),
    user_patterns: fc.subarray(["ali", "bob"]),
    content_types: fc.subarray(["application/json; v=1", "TEXT/plain"]),
  },
  { requiredKeys: [] },
);

const violation = fc.record(
  {
    reason: fc.constantFrom("r", "reason ".repeat(50), "é".repeat(200)),
    description: fc.constant("d"),
    code: fc.constantFrom("CODE", "BAD CODE"),
    details: shared,
    mcp_error_code: fc.constantFrom(-32000, 5),
    http_status_code: fc.constantFrom(429, 99),
    http_headers: fc.constant({ "Retry-After": "1" }),
  },
  { requiredKeys: ["reason", "description", "code"] },
);

const writes: fc.Arbitrary<Step> = fc.record(
  {
    state: shared,
    local_metadata: shared,
    global_state: shared,
    global_metadata: shared,
    delete_global_state: fc.subarray(["a", "b"]),
    async: fc.boolean(),
  },
  { requiredKeys: [] },
);

const says: fc.Arbitrary<Step> = fc.record(
  {
    metadata: fc.oneof(shared, fc.constant({ _decision_plugin: "me", z: 1 })),
    retry_delay_ms: fc.constantFrom(0, 10, 500),
    denial_metadata: fc.constantFrom({ n: 1, ok: true, no: "text" }, { "bad key": 1, f: 0.5 }),
    http_headers: fc.constant({ "X-A": "1" }),
  },
  { requiredKeys: [] },
);

function acts(hook: string): fc.Arbitrary<Step> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant({}) },
    { weight: 8, arbitrary: updateOf(hook).map((update) => ({ update })) },
    { weight: 3, arbitrary: replacementOf(hook).map((modify) => ({ modify })) },
    { weight: 1, arbitrary: fc.constant({ modify_same: true }) },
    { weight: 3, arbitrary: maybe(violation).map((deny) => ({ deny: deny ?? null })) },
    { weight: 1, arbitrary: fc.tuple(violation, updateOf(hook)).map(([deny, update]) => ({ deny, update })) },
    { weight: 1, arbitrary: violation.map((beside) => ({ violation: beside })) },
    { weight: 2, arbitrary: fc.constantFrom({ raise: "boom" }, { raise: "it's\n\u00e9" }) },
    {
      weight: 1,
      arbitrary: fc.constant({
        raise_plugin_error: { message: "m", plugin_name: "other", code: "E1", details: { x: 1 } },
      }),
    },
    { weight: 1, arbitrary: rarely(violation, 1).map((thrown) => raised(thrown)) },
    { weight: 1, arbitrary: fc.constantFrom<Step>({ return: null }, { return: 5 }, { return: "text" }) },
    { weight: 1, arbitrary: fc.constantFrom<Step>({ extensions: { custom: { n: 2 } } }, { extensions_same: true }) },
  );
}

function raised(thrown: Json | undefined): Step {
  return { raise_violation: { message: "thrown", ...(thrown === undefined ? {} : { violation: thrown }) } };
}

function stepFor(hook: string): fc.Arbitrary<Step> {
  return fc.tuple(writes, says, acts(hook)).map((parts) => Object.assign({}, ...parts) as Step);
}

function pluginFor(hook: string, index: number): fc.Arbitrary<ScenarioPlugin> {
  return fc.record({
    name: fc.constant(`p${index}`),
    hooks: fc.constant([hook]),
    mode: fc.constantFrom(...MODES),
    on_error: fc.constantFrom("fail", "ignore", "ignore", "ignore", "disable", "disable"),
    priority: maybe(fc.constantFrom(1, 2, "2", 100)),
    conditions: rarely(fc.array(condition, { minLength: 1, maxLength: 2 }), 4),
    capabilities: maybe(fc.subarray([...CAPABILITIES])),
    config: maybe(shared),
    steps: fc.array(stepFor(hook), { minLength: 1, maxLength: 2 }),
  });
}

function contextFor(): fc.Arbitrary<Json> {
  return fc.record(
    {
      request_id: fc.constantFrom("r1", "r2"),
      user: fc.constantFrom<unknown>("alice", "bob", "", { ali: 1 }),
      tenant_id: fc.constantFrom("t1", "t3"),
      server_id: fc.constantFrom("s1", "s3"),
      content_type: fc.constantFrom("Application/JSON;charset=utf-8", "text/plain", "image/png"),
      state: shared,
      metadata: shared,
    },
    { requiredKeys: ["request_id"] },
  );
}

function callFor(hook: string): fc.Arbitrary<Call> {
  return fc.record({
    hook: fc.constant(hook),
    payload: payloadOf(hook, names),
    context: contextFor(),
    contexts: maybe(fc.constant("previous" as const)),
    as_exceptions: rarely(fc.constant(true), 4),
    extensions: maybe(fc.constant(extensionsSample)),
    plugin: rarely(fc.constantFrom("p0", "p1", "p0", "p1", "nobody"), 9),
    reset: rarely(fc.constant(true), 4),
  }) as fc.Arbitrary<Call>;
}

/** A random scenario on one hook, of up to five plugins and three calls. */
export const scenarios: fc.Arbitrary<Scenario> = fc
  .constantFrom(...HOOKS)
  .chain((hook) =>
    fc.record(
      {
        name: fc.constant("random"),
        plugins: fc
          .integer({ min: 1, max: 5 })
          .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => pluginFor(hook, index)))),
        policies: fc.subarray([...(REPLACEMENT_FIELDS[hook] ?? [])]).map((fields) => ({ [hook]: fields })),
        default_policy: fc.constantFrom("allow" as const, "deny" as const),
        trace: fc.constant("trace-1"),
        calls: fc.array(callFor(hook), { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ["name", "plugins", "calls"] },
    ),
  )
  .chain((scenario) =>
    fc
      .tuple(
        fc.oneof(
          { weight: 12, arbitrary: fc.constant<Pace>("instant") },
          { weight: 2, arbitrary: fc.constant<Pace>("staggered") },
          { weight: 1, arbitrary: fc.constant<Pace>("late") },
        ),
        fc.shuffledSubarray([...scenario.plugins.keys()]),
      )
      .map(([pace, order]) => withPace(scenario, pace, order)),
  )
  .map((scenario) => JSON.parse(JSON.stringify(scenario)) as Scenario);

/** Lets the plugins of `order` sleep. Spans of plugins that are cut short differ, so sleepers are not traced. */
function withPace(scenario: Scenario, pace: Pace, order: readonly number[]): Scenario {
  if (pace === "instant") return withoutWrongSpans(scenario);
  const { trace: _, ...rest } = scenario;
  const sleepOf = (index: number): number | undefined => {
    const at = order.indexOf(index);
    if (at < 0) return undefined;
    return pace === "late" ? LATE.sleep_ms : (at + 1) * STAGGER_MS;
  };
  const plugins = scenario.plugins.map((plugin, index) => {
    const sleep_ms = sleepOf(index);
    if (sleep_ms === undefined) return plugin;
    return { ...plugin, steps: (plugin.steps ?? []).map((step) => Object.assign({}, step, { sleep_ms })) };
  });
  return { ...rest, plugins, ...(pace === "late" ? { timeout: LATE.timeout } : {}) };
}

/** CPEX does not end the span of a plugin whose answer is not a result. */
function withoutWrongSpans(scenario: Scenario): Scenario {
  const wrong = scenario.plugins.some(({ steps = [] }) => steps.some((step) => "return" in step));
  if (!wrong) return scenario;
  const { trace: _, ...rest } = scenario;
  return rest;
}
