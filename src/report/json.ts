/** A document as a file of JSON, indented, with a line feed at its end. */
export function formatJson(document: object): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** The JSON of a command, which says first which version of its shape it has. */
export function formatJsonReport(fields: object): string {
  return formatJson({ schemaVersion: 1, ...fields });
}
