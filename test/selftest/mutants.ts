/** One deliberate mistake in a bundled plugin: a text of one of its files, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  readonly plugin: "pii_filter" | "secrets_detection";
  /** From the root of the checkout; Rust is built, TypeScript compiled. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

const pii = "src/plugins/pii_filter";
const secrets = "src/plugins/secrets_detection";
const rustPii = "native/crates/pii_filter/src";
const rustSecrets = "native/crates/secrets_detection/src";

/** Mistakes as they are made: boundaries, off by one, wrong masks, missed classes, order of overlaps, lost state, wrong texts. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: "a card network loses its longest length",
    plugin: "pii_filter",
    file: `${pii}/validators.ts`,
    before: `to: "4", lengths: [13, 16, 19]`,
    after: `to: "4", lengths: [13, 16]`,
  },
  {
    name: "a card range ends one too early",
    plugin: "pii_filter",
    file: `${pii}/validators.ts`,
    before: `to: "2720"`,
    after: `to: "2719"`,
  },
  {
    name: "the check digit treats 9 as two digits",
    plugin: "pii_filter",
    file: `${pii}/validators.ts`,
    before: `weighted > 9 ?`,
    after: `weighted >= 9 ?`,
  },
  {
    name: "social security areas lose a class of first digits",
    plugin: "pii_filter",
    file: `${pii}/patterns.ts`,
    before: `[1-578][0-9]{2}`,
    after: `[1-57][0-9]{2}`,
  },
  {
    name: "a short mail address shows too much",
    plugin: "pii_filter",
    file: `${pii}/mask.ts`,
    before: `local.length > 2`,
    after: `local.length > 1`,
  },
  {
    name: "of overlapping matches the shortest is kept",
    plugin: "pii_filter",
    file: `${pii}/detect.ts`,
    before: `b.end - a.end`,
    after: `a.end - b.end`,
  },
  {
    name: "the fallback forgets how many tokens it made",
    plugin: "pii_filter",
    file: `${pii}/mask.ts`,
    before: `\${tokens++}`,
    after: `\${tokens}`,
  },
  {
    name: "a violation is described in other words",
    plugin: "pii_filter",
    file: `${pii}/decide.ts`,
    before: `"Sensitive information detected in prompt result"`,
    after: `"Sensitive information detected in prompt results"`,
  },
  {
    name: "the fallback changes the payload that it was given",
    plugin: "pii_filter",
    file: "src/plugin/define-text-plugin.ts",
    before: `    create: (config, host) =>
      createTextInstance({
        implementation: "fallback",
        looksAt: parts.looksAt,
        engine: toEngine(parts.create(deepFreeze(config), host)),
        host,
      }),`,
    after: `    create: (config, host) => {
      const made = createTextInstance({
        implementation: "fallback",
        looksAt: parts.looksAt,
        engine: toEngine(parts.create(deepFreeze(config), host)),
        host,
      });
      return {
        ...made,
        invoke: (hook, payload, context) => {
          const { args } = (payload ?? {}) as { args?: Record<string, unknown> };
          if (typeof args?.["text"] === "string") args["text"] = args["text"].trimEnd();
          return made.invoke(hook, payload, context);
        },
      };
    },`,
  },
  {
    name: "an access key may be one longer",
    plugin: "secrets_detection",
    file: `${secrets}/patterns.ts`,
    before: `AKIA[0-9A-Z]{16}`,
    after: `AKIA[0-9A-Z]{16,17}`,
  },
  {
    name: "the longest chat token is one too long",
    plugin: "secrets_detection",
    file: `${secrets}/patterns.ts`,
    before: `{10,80}`,
    after: `{10,79}`,
  },
  {
    name: "an assigned value needs one character more",
    plugin: "secrets_detection",
    file: `${secrets}/patterns.ts`,
    before: `[A-Za-z0-9_\\-]{20,}`,
    after: `[A-Za-z0-9_\\-]{21,}`,
  },
  {
    name: "secrets that only touch become one",
    plugin: "secrets_detection",
    file: `${secrets}/merge.ts`,
    before: `next.start >= last.end`,
    after: `next.start > last.end`,
  },
  {
    name: "of overlapping secrets the broadest type is kept",
    plugin: "secrets_detection",
    file: `${secrets}/merge.ts`,
    before: `narrower < 0`,
    after: `narrower > 0`,
  },
  {
    name: "Base64 may go on with a third padding character",
    plugin: "secrets_detection",
    file: `${secrets}/patterns.ts`,
    before: `notBefore: /[A-Za-z0-9+/=]/`,
    after: `notBefore: /[A-Za-z0-9+/]/`,
  },
  {
    name: "a card network loses its shortest length",
    plugin: "pii_filter",
    file: `${rustPii}/card.rs`,
    before: `issuer(4..=4, 1, &[13, 16, 19])`,
    after: `issuer(4..=4, 1, &[16, 19])`,
  },
  {
    name: "another card range ends one too early",
    plugin: "pii_filter",
    file: `${rustPii}/card.rs`,
    before: `issuer(300..=305,`,
    after: `issuer(300..=304,`,
  },
  {
    name: "the longest international number is one too long",
    plugin: "pii_filter",
    file: `${rustPii}/matchers/numbers.rs`,
    before: `run(&DIGIT, 9..=14)`,
    after: `run(&DIGIT, 9..=13)`,
  },
  {
    name: "another area that was never issued is left out",
    plugin: "pii_filter",
    file: `${rustPii}/matchers/numbers.rs`,
    before: `area != b"666"`,
    after: `area != b"667"`,
  },
  {
    name: "a mail address of three shows too little",
    plugin: "pii_filter",
    file: `${rustPii}/mask.rs`,
    before: `Some((first, last, 3..)) =>`,
    after: `Some((first, last, 4..)) =>`,
  },
  {
    name: "the addon forgets how many tokens it made",
    plugin: "pii_filter",
    file: `${rustPii}/mask.rs`,
    before: `self.tokens.replace(self.tokens.get() + 1)`,
    after: `self.tokens.replace(self.tokens.get())`,
  },
  {
    name: "of overlapping detections the shortest is kept",
    plugin: "pii_filter",
    file: `${rustPii}/detector.rs`,
    before: `(start, Reverse(end), detection.kind, detection.pattern)`,
    after: `(start, end, detection.kind, detection.pattern)`,
  },
  {
    name: "a violation has another code",
    plugin: "pii_filter",
    file: `${rustPii}/verdict.rs`,
    before: `"PII_DETECTED_IN_TOOL_RESULT",
            "PII detected in tool result"`,
    after: `"PII_DETECTED_IN_TOOL_RESULTS",
            "PII detected in tool result"`,
  },
  {
    name: "the longest passport number is one too long",
    plugin: "pii_filter",
    file: `${rustPii}/matchers/labelled.rs`,
    before: `labelled(at, labels, |at| code(at, &COLON_HASH_DASH, 6..=9))`,
    after: `labelled(at, labels, |at| code(at, &COLON_HASH_DASH, 6..=8))`,
  },
  {
    name: "a hash is one byte shorter",
    plugin: "pii_filter",
    file: `${rustPii}/mask.rs`,
    before: `matched.to_string_lossy()), 8, out)`,
    after: `matched.to_string_lossy()), 7, out)`,
  },
  {
    name: "an API key is one shorter",
    plugin: "secrets_detection",
    file: `${rustSecrets}/matchers/prefixed.rs`,
    before: `times(&URL_SAFE, 35)`,
    after: `times(&URL_SAFE, 34)`,
  },
  {
    name: "a kind of chat token is missed",
    plugin: "secrets_detection",
    file: `${rustSecrets}/matchers/prefixed.rs`,
    before: `ByteSet::of(b"abpqr")`,
    after: `ByteSet::of(b"abpq")`,
  },
  {
    name: "hex digits are a secret one too early",
    plugin: "secrets_detection",
    file: `${rustSecrets}/matchers/encoded.rs`,
    before: `times(&HEX, 32)`,
    after: `times(&HEX, 31)`,
  },
  {
    name: "detections that only touch become one",
    plugin: "secrets_detection",
    file: `${rustSecrets}/merge.rs`,
    before: `next.span.start < merged.span.end`,
    after: `next.span.start <= merged.span.end`,
  },
  {
    name: "the details of a violation change places",
    plugin: "secrets_detection",
    file: `${rustSecrets}/verdict.rs`,
    before: `    .detail("count", findings.len())
    .detail("examples", examples)`,
    after: `    .detail("examples", examples)
    .detail("count", findings.len())`,
  },
];
