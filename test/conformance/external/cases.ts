type Json = Readonly<Record<string, unknown>>;

export interface Call {
  readonly hook: string;
  readonly payload: Json;
  readonly context: Json;
}

/** Calls of one external plugin; what its server serves is in `SERVED`. */
export interface Case {
  readonly name: string;
  /** Fields of the plugin's entry beside kind and transport. */
  readonly plugin: Json & { readonly name: string };
  readonly calls: readonly Call[];
  /** Seconds; default 30. */
  readonly timeout?: number;
}

const hooks = ["tool_pre_invoke", "tool_post_invoke", "prompt_pre_fetch", "resource_post_fetch"];
const served = { kind: "served.Served", hooks };

/** The plugins of the server. */
export const SERVED = [
  { ...served, name: "Plain", priority: 7, tags: ["a"], config: { deep: { limit: 3 } } },
  { ...served, name: "Audit", mode: "audit" },
  { ...served, name: "Lenient", on_error: "ignore" },
  { ...served, name: "Old", mode: "enforce_ignore_error" },
  { ...served, name: "Some", conditions: [{ tools: ["other"] }] },
];

const context = {
  request_id: "r1",
  user: "alice",
  tenant_id: "t",
  state: { given: 1 },
  metadata: { m: { x: null } },
};

function act(args: Json, payload: Json = {}): Call {
  return { hook: "tool_pre_invoke", payload: { name: "t", args, ...payload }, context };
}

const ALL = ["allow", "modify", "deny", "raise", "raise_plugin_error", "raise_violation", "context", "retry", "tell"];
const everything = ALL.map((action) => act({ do: action, n: null }));

export const CASES: readonly Case[] = [
  { name: "does all that a plugin can", plugin: { name: "Plain" }, calls: everything },
  {
    name: "knows headers and users",
    plugin: { name: "Plain" },
    calls: [
      act({ do: "tell" }, { headers: { a: "b" } }),
      {
        ...act({ do: "tell" }),
        context: { ...context, user: { id: 1 }, user_context: { user_id: "u", groups: ["g"] } },
      },
    ],
  },
  {
    name: "answers on its other hooks",
    plugin: { name: "Plain" },
    calls: [
      { hook: "tool_post_invoke", payload: { name: "t", result: [1, { a: null }] }, context },
      { hook: "tool_post_invoke", payload: { name: "t", result: null }, context },
      { hook: "prompt_pre_fetch", payload: { prompt_id: "p", args: { a: "b" } }, context },
      { hook: "resource_post_fetch", payload: { uri: "a://b", content: "text" }, context },
    ],
  },
  {
    name: "states fields of its own",
    calls: everything,
    plugin: {
      name: "Plain",
      mode: "transform",
      priority: 3,
      on_error: "ignore",
      hooks: ["tool_pre_invoke"],
      tags: ["b"],
    },
  },
  { name: "runs as audit plugin where its server says so", plugin: { name: "Audit" }, calls: everything },
  {
    name: "can't block again where its server does not",
    plugin: { name: "Audit", mode: "concurrent" },
    calls: everything,
  },
  { name: "lets errors pass where its server does", plugin: { name: "Lenient" }, calls: everything },
  { name: "has a mode of old", plugin: { name: "Old" }, calls: everything },
  {
    name: "has conditions from its server",
    plugin: { name: "Some" },
    calls: [act({ do: "deny" }), act({ do: "deny" }, { name: "other" })],
  },
  { name: "is in another case on its server", plugin: { name: "plain" }, calls: [act({ do: "deny" })] },
  { name: "is not on its server", plugin: { name: "Nobody" }, calls: [] },
];

/** Over CPEX's own protocols, which know nothing of `user_context`. */
export const SERVICE_CASES = CASES.map((one): Case => {
  const calls = one.calls.map((call) =>
    Object.assign({}, call, { context: { ...call.context, user_context: undefined } }),
  );
  return Object.assign({}, one, { calls });
});

/** Over a Unix socket nothing is taken over from the server, so that an entry must name its hooks. */
export const UNIX_CASES = SERVICE_CASES.map((one): Case =>
  Object.assign({}, one, { plugin: { hooks, ...one.plugin } }),
);

/** Only over stdio does CPEX survive these. */
export const STDIO_CASES: readonly Case[] = [
  {
    name: "loses its server once",
    plugin: { name: "Plain" },
    calls: [act({ do: "exit_once", mark: "$MARK" }), act({ do: "modify" })],
  },
  { name: "loses its server for good", plugin: { name: "Plain" }, calls: [act({ do: "exit" })] },
  {
    name: "is too slow",
    plugin: { name: "Plain" },
    timeout: 1,
    calls: [act({ do: "sleep", seconds: 1.5 }), act({ do: "modify" })],
  },
];
