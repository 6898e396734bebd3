/**
 * Fills paragraphs, the runs of lines that begin at the margin, to a width in characters. Indented lines, such as commands
 * and tables, stay as they are.
 */
export function reflow(text: string, width: number): string {
  const lines: string[] = [];
  let paragraph: string[] = [];
  for (const line of text.split("\n")) {
    if (/^\S/.test(line)) {
      paragraph.push(line);
      continue;
    }
    lines.push(...fill(paragraph, width), line);
    paragraph = [];
  }
  return [...lines, ...fill(paragraph, width)].join("\n");
}

function fill(paragraph: readonly string[], width: number): string[] {
  const [first, ...words] = paragraph.flatMap((line) => line.split(" "));
  if (first === undefined) return [];
  const lines: string[] = [];
  let line = first;
  for (const word of words) {
    if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}
