/** Where the line of an offset begins. */
export function startOfLine(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !"\r\n".includes(text.charAt(start - 1))) start--;
  return start;
}

/** Where the line of an offset ends, before its line break. */
export function endOfLine(text: string, offset: number): number {
  const pattern = /[\r\n]|$/g;
  pattern.lastIndex = offset;
  return pattern.exec(text)?.index ?? text.length;
}
