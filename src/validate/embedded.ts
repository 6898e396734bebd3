import { type BlockText, blockText } from "../yaml/block-text.ts";
import type { YamlDocument } from "../yaml/document.ts";
import { YAML_LIMITS } from "../yaml/limits.ts";
import { maskTemplates } from "../yaml/mask-templates.ts";
import { readWritten } from "../yaml/read-written.ts";
import type { Span } from "../yaml/span.ts";
import type { WrittenNode, WrittenScalar } from "../yaml/written.ts";
import { looksLikeConfig } from "./looks-like-config.ts";

/** A plugin config in block text of another YAML file: of a ConfigMap, or of the values of a Helm chart. */
export interface EmbeddedConfig {
  readonly block: BlockText;
  readonly document: YamlDocument;
}

/** Most files hold nothing of the kind, and reading them is spared. */
const MAY_HOLD = /^[ \t]+(?:\{\s*)?(?:plugins|"plugins"|'plugins')\s*:/m;
const BLOCK = /\|[-+\d]*[ \t]*(?:#.*)?$/m;

/**
 * The plugin configs in the literal block text of a YAML file, of all its documents. Templates in the file are passed over, and
 * one that is no YAML even so holds none.
 */
export function findEmbedded(source: string): readonly EmbeddedConfig[] {
  if (source.length > YAML_LIMITS.length || !MAY_HOLD.test(source) || !BLOCK.test(source)) return [];
  const stream = readWritten(maskTemplates(source).text);
  if ("problem" in stream) return [];
  const configs: EmbeddedConfig[] = [];
  for (const { root } of stream.documents) {
    for (const scalar of scalarsOf(root)) configs.push(...configIn(source, scalar));
  }
  return configs;
}

function configIn(source: string, scalar: WrittenScalar): readonly EmbeddedConfig[] {
  const whole = blockText(source, scalar);
  if (whole === undefined) return [];
  const span = { start: scalar.span.start, end: endOfBlock(source, scalar.span, whole.indent.length) };
  const block = blockText(source, { ...scalar, span }) ?? whole;
  const document = looksLikeConfig(block.text, { helm: true });
  return document === undefined ? [] : [{ block, document }];
}

/** Blanked templates after block text look like its last lines; what is less indented is of the file around it. */
function endOfBlock(source: string, { start, end }: Span, width: number): number {
  const lines = source.slice(start, end).split(/(?<=\n)/);
  while (lines.length > 1 && indentOf(lines.at(-1) ?? "") < width) lines.pop();
  return start + lines.join("").length;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The scalars in the order of the text. What an alias stands for is looked at where it is written. */
function* scalarsOf(root: WrittenNode): Generator<WrittenScalar> {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === "scalar") yield node;
    else if (node.kind === "list") stack.push(...node.items.toReversed());
    else if (node.kind === "map") stack.push(...node.entries.map(({ value }) => value).toReversed());
  }
}
