import { StringDecoder } from "node:string_decoder";

const LINE_END = /\r\n|\r|\n/;

/** Cuts a stream of bytes into the data of server-sent events (HTML standard, 9.2.6), of those that are messages. */
export class EventSplitter {
  readonly #decoder = new StringDecoder("utf8");
  #line = "";
  #afterReturn = false;
  #type = "";
  #data: string[] = [];

  /** The data of the events that end in this chunk; events without any are left out. */
  *split(chunk: Buffer): Generator<string> {
    let text = this.#decoder.write(chunk);
    if (text === "") return;
    // The second half of a line end that was cut in two.
    if (this.#afterReturn && text.startsWith("\n")) text = text.slice(1);
    this.#afterReturn = text.endsWith("\r");
    const lines = text.split(LINE_END);
    const rest = lines.pop() ?? "";
    for (const line of lines) {
      const data = this.#take(this.#line + line);
      this.#line = "";
      if (data !== "") yield data;
    }
    this.#line += rest;
  }

  /** What there is to tell of at the end of that line. */
  #take(line: string): string {
    if (line === "") return this.#finish();
    const [, field, value = ""] = /^([^:]*):? ?([^]*)$/.exec(line) ?? [];
    if (field === "data") this.#data.push(value);
    else if (field === "event") this.#type = value;
    return "";
  }

  #finish(): string {
    const data = this.#type === "" || this.#type === "message" ? this.#data.join("\n") : "";
    this.#type = "";
    this.#data = [];
    return data;
  }
}
