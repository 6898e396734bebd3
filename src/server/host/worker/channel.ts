import type { Duplex } from "node:stream";
import { LineSplitter, TOO_LONG } from "../../../runtime/mcp/line-splitter.ts";
import { LineWriter } from "../../../runtime/mcp/line-writer.ts";
import { MAX_LINE_BYTES, readLine, writeLine } from "./messages.ts";

/** Takes a message: its JSON, and the number of the call that it is about. */
type Receive = (json: string, id: number) => void;

/** One end of what a server and its worker say to each other: messages of some kinds, one a line. */
export class Channel<Out> {
  readonly #writer: LineWriter;

  /** @param receivers by the kind of a message that comes from the other side. */
  constructor(stream: Duplex, receivers: Readonly<Record<string, Receive>>) {
    this.#writer = new LineWriter(stream);
    const lines = new LineSplitter(MAX_LINE_BYTES);
    stream.on("data", (chunk: Buffer) => {
      for (const line of lines.split(chunk)) {
        if (line === TOO_LONG) {
          stream.destroy();
          return;
        }
        const { kind, id, json } = readLine(line);
        receivers[kind]?.(json, id);
      }
    });
  }

  send<Kind extends keyof Out & string>(kind: Kind, message: Out[Kind], id?: number): void {
    this.sendJson(kind, JSON.stringify(message), id);
  }

  /** Sends what is JSON already. */
  sendJson(kind: keyof Out & string, json: string, id?: number): void {
    this.#writer.send(writeLine(kind, json, id));
  }
}
