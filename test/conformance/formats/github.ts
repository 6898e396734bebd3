import type { ValidateResult } from "../../../src/validate/result.ts";

const COMMAND = /^::(?<name>[a-z-]+) (?<properties>.*?)::(?<data>.*)$/;

/** Whether the commands are read back as what was written, by the rules of the runner (actions/runner, ActionCommand.cs). */
export function githubProblem(text: string, { diagnostics }: ValidateResult): string | undefined {
  const lines = text.split(/\r\n|\r|\n/).slice(0, -1);
  if (lines.length !== diagnostics.length) return `${lines.length} commands for ${diagnostics.length} diagnostics`;
  for (const [index, { file, message, help, code, range }] of diagnostics.entries()) {
    const { properties = "", data = "" } = COMMAND.exec(lines[index] ?? "")?.groups ?? {};
    const values = new Map(properties.split(",").map((one) => splitOnce(one)));
    const read = [values.get("file"), values.get("title"), values.get("line"), unescape(data)];
    const expected = [file, code, String(range.start.line), help === undefined ? message : `${message}\n${help}`];
    if (JSON.stringify(read) !== JSON.stringify(expected))
      return `a command is read as ${JSON.stringify(read)} instead of ${JSON.stringify(expected)}`;
  }
  return undefined;
}

function splitOnce(property: string): [string, string] {
  const at = property.indexOf("=");
  return [property.slice(0, at), unescape(property.slice(at + 1))];
}

function unescape(text: string): string {
  const pairs = { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" };
  return Object.entries(pairs).reduce((left, [escape, character]) => left.replaceAll(escape, character), text);
}
