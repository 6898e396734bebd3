import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, lstat, unlink } from "node:fs/promises";
import { type AddressInfo, connect, type Server } from "node:net";
import { dirname } from "node:path";
import { codeOf, failed, messageOf } from "../../errors.ts";

/** Where a server listens. */
export type Place = { readonly host: string; readonly port: number } | { readonly uds: string };

/** Only the user that runs the server may connect. */
const SOCKET_MODE = 0o600;

/**
 * Starts to listen. A Unix socket that nobody listens on any more is removed first, as it would be in the way.
 *
 * @returns the place; where any port would do, with the one that it is.
 * @throws {ToolError} exit 4 when that can't be.
 */
export async function listen(server: Server, place: Place): Promise<Place> {
  try {
    if ("uds" in place) {
      await makeRoom(place.uds);
      await start(server, place.uds);
      await chmod(place.uds, SOCKET_MODE);
      return place;
    }
    await start(server, place);
    return { host: place.host, port: (server.address() as AddressInfo).port };
  } catch (cause) {
    throw failed(`cannot listen on ${describePlace(place)}: ${reasonOf(cause)}`, { cause });
  }
}

/** A place as it is written: `127.0.0.1:8000`, or the path of a socket. */
export function describePlace(place: Place): string {
  if ("uds" in place) return place.uds;
  return place.host.includes(":") ? `[${place.host}]:${place.port}` : `${place.host}:${place.port}`;
}

async function start(server: Server, target: string | { readonly host: string; readonly port: number }): Promise<void> {
  const listening = once(server, "listening");
  if (typeof target === "string") server.listen(target);
  else server.listen({ host: target.host.replace(/^\[(.*)\]$/, "$1"), port: target.port });
  await listening;
}

async function makeRoom(path: string): Promise<void> {
  // To bind there would be said to be forbidden.
  if (!existsSync(dirname(path))) throw new Error("its folder does not exist");
  let isSocket: boolean;
  try {
    isSocket = (await lstat(path)).isSocket();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  if (!isSocket) throw new Error("there is a file that is no socket");
  if (await isAnswered(path)) throw new Error("another server listens there");
  await unlink(path);
}

async function isAnswered(path: string): Promise<boolean> {
  const socket = connect(path);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

function reasonOf(cause: unknown): string {
  switch (codeOf(cause)) {
    case "EADDRINUSE":
      return "it is in use";
    case "EACCES":
      return "permission denied";
    default:
      return messageOf(cause);
  }
}
