/** What the messages of one connection go over. It is opened with the receiver of what comes back. */
export interface Transport {
  /** Sends a request, whose response the receiver will be given, or else why there is none. */
  request(id: number, message: string): void;
  /** Nobody waits for that response any more. */
  forget(id: number): void;
  /** Sends what has no response; resolves when it may be taken as having come before what is sent next. */
  send(message: string): Promise<void>;
  /** Both sides have agreed on this version of MCP. */
  useVersion(version: string): void;
  /** Never rejects, and may be called again. */
  close(): Promise<void>;
}

/** Where a transport puts what the server does. */
export interface Receiver {
  /** A message has come; over HTTP, as a response to that request. */
  receive(message: string, id?: number): void;
  /** That request gets no response; without an id, no request does any more. */
  fail(error: Error, id?: number): void;
}

/** The size of a message beyond which it is an error: far above what a hook has to say, far below what memory bears. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

export function tooLongError(): Error {
  return new Error(`the server sent a message longer than ${MAX_MESSAGE_BYTES} bytes`);
}

/** The beginning of what a server sent, for an error: it may be a whole web page. */
export function excerpt(text: string): string {
  return JSON.stringify(text.length > EXCERPT_CHARACTERS ? `${text.slice(0, EXCERPT_CHARACTERS)}...` : text);
}

const EXCERPT_CHARACTERS = 200;
