/** The server did not answer in time. */
export class RequestTimeoutError extends Error {
  override readonly name = "RequestTimeoutError";
}

/** What a tool returned is not what MCP says that tools return. */
export class InvalidResultError extends Error {
  override readonly name = "InvalidResultError";
}
