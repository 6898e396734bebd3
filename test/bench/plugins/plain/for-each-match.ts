/** Visits the matches of a global expression: the loop over `exec`, which is quicker than `matchAll`. */
export function forEachMatch(expression: RegExp, text: string, visit: (value: string, start: number) => void): void {
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) visit(match[0], match.index);
}
