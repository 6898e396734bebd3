import fc from "fast-check";

// oxfmt-ignore
const PIECES = [
  "a:", "b: c", "- ", "-\n", " ", "  ", "\n", "\n  ", "\n    ", "\n\n", "? ", ": ", ":", ",", "#", " # d",
  "'x'", "'", '"', '"y\\n"', '"z\n  z"', "''", "\\", "&x ", "&x\n", "*x", "*x ", "!t ", "!!str ", "<<: *x\n",
  "{", "}", "[", "]", "{a: b, c}", "[d, 'e']", "{'f':g}", "|\n", "|-\n", ">\n", ">+\n", "|2\n", "    text\n",
  "---\n", "...\n", "%YAML 1.1\n", "-1", "1.5", "yes", "~", "2001-01-01", "a#b", "g h", "😀", "\u00A0", "\uFEFF", "\t",
];

/** Pieces that mean something to YAML, in any order. */
export const oddTexts: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 14 })
  .map((pieces) => pieces.join(""));

// oxfmt-ignore
const FLOW_PIECES = [
  "[", "[", "{", "{", "]", "}", ",", ", ", ":", ": ", " ", "a", "b c", "'d'", '"e":', "&x ", "*x", "-", "-1", ".", "#", " # f\n",
  "\n", "\n  ", "\n\n    ", "\n...", "\n---", "\r\n  ", "g: ", "'h\n  i'", "<<<<<<< ",
];

/** Texts that end within brackets, more often than not. */
export const cutTexts: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      "",
      "",
      "\uFEFF",
      "a: ",
      "a:\n",
      "a:\n  ",
      "- ",
      "- - ",
      "- a: ",
      "&x ",
      "--- ",
      "a: &x ",
      "[]\n---\n",
    ),
    fc.array(fc.constantFrom(...FLOW_PIECES), { maxLength: 10 }),
  )
  .map(([start, pieces]) => `${start}[${pieces.join("")}`);

type Lines = readonly string[];

const word = fc.constantFrom(
  "a",
  "bc",
  "d-e",
  "f g",
  "h:i",
  "j#k",
  "🙂",
  "1",
  "0x1F",
  "yes",
  "null",
  "2020-01-01",
  "é",
);
const quoted = fc.constantFrom(
  "'it''s'",
  '"tab\\t"',
  '"\\u00e9"',
  "''",
  '"# no"',
  "'a: b'",
  "'one\n        two'",
  '"x\n\n        y"',
);
const flow = fc.constantFrom(
  "[]",
  "{}",
  "[a, b]",
  "[a,\n        b,]",
  "{a: 1, 'b':2, c}",
  "{a: [x, {y: z}]}",
  "[*anchor]",
);
const comment = fc.constantFrom("", "", " # c", "   #c - d: e");
const scalarLine = fc.tuple(fc.oneof(word, quoted, flow), comment).map(([text, after]) => text + after);
const blockText = fc
  .tuple(
    fc.constantFrom("|", "|-", "|+", ">", ">-", ">+", "| # c"),
    fc.array(fc.constantFrom("line", "two words", "", " more", "# text", "- x", "  "), { minLength: 1, maxLength: 4 }),
  )
  .map(([header, lines]) => below(header, lines.map(indented)));

/** The lines of nodes: the first stands behind its key or dash, the others are indented below. */
const nodes = fc.letrec<{ value: Lines; map: Lines; list: Lines }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalarLine.map((line): Lines => [line]),
    blockText,
    fc.constant<Lines>([""]),
    tie("map").map((lines) => below("", lines)),
    tie("list").map((lines) => below("", lines)),
    tie("map").map((lines) => below("&anchor", lines)),
  ),
  map: fc
    .uniqueArray(fc.tuple(fc.constantFrom("k", "name", "'q'", "x y", "1", "<<"), tie("value")), {
      minLength: 1,
      maxLength: 3,
      selector: ([key]) => key,
    })
    .map((entries) => entries.flatMap(([key, lines]) => under(`${key}:`, lines))),
  list: fc
    .array(fc.oneof(tie("value"), tie("map")), { minLength: 1, maxLength: 3 })
    .map((items) => items.flatMap((lines) => under("-", lines))),
}));

function under(head: string, [first = "", ...rest]: Lines): Lines {
  return [first === "" ? head : `${head} ${first}`, ...rest.map(indented)];
}

function below(head: string, lines: Lines): Lines {
  return [head, ...lines];
}

function indented(line: string): string {
  return line === "" ? "" : `  ${line}`;
}

/** Documents as people write them. */
export const yamlTexts: fc.Arbitrary<string> = fc
  .record({
    lines: fc.oneof(nodes.map, nodes.list, nodes.value),
    start: fc.constantFrom("", "---\n", "# c\n\n", "# c\n---\n", "\uFEFF"),
    end: fc.constantFrom("\n", "", "\n\n", "\n# c", "\n...\n"),
  })
  .map(({ lines, start, end }) => start + lines.join("\n") + end);
