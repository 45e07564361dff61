import type { Server, Socket } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A server of an SDK's protocol, in the process of the test. */
export interface LocalServer {
  /** What a service needs to reach it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly connections: Connections;
  stop(): Promise<void>;
}

/** The connections of a server, counted where they arrive. */
export class Connections {
  /** How many there were in all. */
  opened = 0;
  readonly #open = new Set<Socket>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.opened += 1;
      this.#open.add(socket);
      socket.on('close', () => this.#open.delete(socket));
      // A service that is ended resets its connections.
      socket.on('error', () => {});
    });
  }

  get open(): number {
    return this.#open.size;
  }

  destroy(): void {
    for (const socket of this.#open) socket.destroy();
  }
}

/** Listens on a port that is free, or on the given one. */
export async function listen(server: Server, port = 0): Promise<number> {
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Ends the server and whatever is still connected to it. */
export async function close(server: Server, connections: Connections): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  connections.destroy();
  await closed;
}
