import type { Ora } from "ora";
import type { Style } from "./style.ts";

/** Tells what is going on while a command works. Results never go here. */
export interface Progress {
  /** Begins a step; a step that is still running ends silently. */
  start(text: string): void;
  /** Changes the text of the running step; off a terminal it is not shown. */
  update(text: string): void;
  /** Ends the running step well. */
  done(text?: string): void;
  /** Ends the running step badly. */
  fail(text?: string): void;
  /** Takes a running spinner off the screen, so that something else can be written. */
  clear(): void;
}

export interface ProgressOptions {
  readonly stream: NodeJS.WriteStream;
  readonly quiet: boolean;
  readonly style: Style;
}

/** A spinner on a terminal, plain lines off it, nothing when quiet. */
export function createProgress({ stream, quiet, style }: ProgressOptions): Progress {
  if (quiet) return SILENT;
  return stream.isTTY ? new SpinnerProgress(stream) : new LineProgress(stream, style);
}

const nothing = (): void => {};
const SILENT: Progress = { start: nothing, update: nothing, done: nothing, fail: nothing, clear: nothing };

class LineProgress implements Progress {
  readonly #stream: NodeJS.WriteStream;
  readonly #style: Style;
  #text = "";

  constructor(stream: NodeJS.WriteStream, style: Style) {
    this.#stream = stream;
    this.#style = style;
  }

  start(text: string): void {
    this.#text = text;
    this.#line("-", text);
  }
  update(): void {}
  done(text?: string): void {
    if (text !== undefined) this.#line(this.#style.good("ok"), text);
    this.#text = "";
  }
  fail(text?: string): void {
    this.#line(this.#style.bad("failed"), text ?? this.#text);
    this.#text = "";
  }
  clear(): void {}

  #line(mark: string, text: string): void {
    this.#stream.write(`${mark} ${text}\n`);
  }
}

/** The spinner library is loaded when the first step begins: commands without one never pay for it. */
class SpinnerProgress implements Progress {
  readonly #stream: NodeJS.WriteStream;
  #spinner: Ora | undefined;
  #text: string | undefined;
  #loading = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  start(text: string): void {
    this.#text = text;
    if (this.#spinner !== undefined) this.#spinner.start(text);
    else if (!this.#loading) void this.#load();
  }
  update(text: string): void {
    this.#text = text;
    if (this.#spinner !== undefined) this.#spinner.text = text;
  }
  done(text = this.#text): void {
    this.#end("succeed", text);
  }
  fail(text = this.#text): void {
    this.#end("fail", text);
  }
  clear(): void {
    this.#text = undefined;
    this.#spinner?.stop();
  }

  async #load(): Promise<void> {
    this.#loading = true;
    const { default: ora } = await import("ora");
    this.#spinner = ora({ stream: this.#stream, discardStdin: false });
    if (this.#text !== undefined) this.#spinner.start(this.#text);
  }

  #end(how: "succeed" | "fail", text: string | undefined): void {
    this.#text = undefined;
    if (text === undefined) return;
    if (this.#spinner === undefined) this.#stream.write(`${how === "succeed" ? "✔" : "✖"} ${text}\n`);
    else this.#spinner[how](text);
  }
}
