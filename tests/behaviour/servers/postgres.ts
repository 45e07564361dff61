import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { PGlite } from '@electric-sql/pglite';
import { PostgresConnection } from 'pg-gateway';
import { close, Connections, listen } from './local-server.js';
import type { LocalServer } from './local-server.js';

/** Kinds of messages as the protocol names them. */
const QUERY = 'Q';
const SYNC = 'S';
const TERMINATE = 'X';

/** One database in memory, and many connections to it, which take turns as it has one session only. */
export async function startPostgresServer(): Promise<LocalServer> {
  const database = await PGlite.create();
  const turns = new Turns();
  const server = createServer((socket) => serve(socket, database, turns));
  const connections = new Connections(server);
  const port = await listen(server);
  return {
    environment: { PGHOST: 'localhost', PGPORT: String(port), PGUSER: 'postgres', PGDATABASE: 'postgres' },
    connections,
    async stop() {
      await close(server, connections);
      await database.close();
    },
  };
}

function serve(socket: Socket, database: PGlite, turns: Turns): void {
  let pending: Buffer[] = [];
  let done = Promise.resolve();
  let endTurn: (() => void) | undefined;

  /** A connection in a transaction keeps its turn until the end of it. */
  async function execute(messages: readonly Buffer[]): Promise<void> {
    endTurn ??= await turns.take();
    const answer = await database.execProtocolRaw(Buffer.concat(messages));
    if (!socket.destroyed) socket.write(answer);
    // The last message is that the database is ready, and in which state: idle, or in a transaction.
    if (String.fromCharCode(answer.at(-1) ?? 0) === 'I') await leave('');
  }

  async function leave(statement: string): Promise<void> {
    if (statement && endTurn) await database.exec(statement);
    endTurn?.();
    endTurn = undefined;
  }

  const gateway = new PostgresConnection(socket, {
    serverVersion: '17.0',
    authMode: 'none',
    // The gateway loses what arrives together, as the messages of a query with parameters do, so it only greets.
    onAuthenticated() {
      const messages = new Messages();
      gateway.detach().on('data', (data) => {
        for (const message of messages.add(data)) {
          const kind = String.fromCharCode(message[0]!);
          if (kind === TERMINATE) socket.end();
          else pending.push(message);
          if (kind !== QUERY && kind !== SYNC) continue;
          const batch = pending;
          pending = [];
          done = done.then(() => execute(batch)).catch((error: unknown) => {
            socket.destroy(error as Error);
          });
        }
      });
    },
  });
  socket.on('close', () => {
    done = done.then(() => leave('ROLLBACK'));
  });
}

/** Puts messages together: a letter, the length of the rest with itself, the rest. */
class Messages {
  #received = Buffer.alloc(0);

  add(data: Buffer): Buffer[] {
    this.#received = Buffer.concat([this.#received, data]);
    const complete: Buffer[] = [];
    while (this.#received.length > 4) {
      const end = 1 + this.#received.readUInt32BE(1);
      if (this.#received.length < end) break;
      complete.push(this.#received.subarray(0, end));
      this.#received = this.#received.subarray(end);
    }
    return complete;
  }
}

/** Lets one holder in at a time, in the order of asking. */
class Turns {
  #last: Promise<void> = Promise.resolve();

  async take(): Promise<() => void> {
    const before = this.#last;
    let release!: () => void;
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    await before;
    return release;
  }
}
