import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import { createConnection, Types } from 'mysql2';
import { close, Connections, listen } from './local-server.js';
import type { LocalServer } from './local-server.js';

/** What the protocol asks for beside names. */
const UTF8 = 33;
const ALL_BUT_COMPRESSION = 0xff_ff_df;

const column = {
  catalog: 'def', schema: '', table: '', orgTable: '', name: 'quotient', orgName: 'quotient',
  characterSet: UTF8, columnLength: 32, columnType: Types.DOUBLE, flags: 0, decimals: 31,
};

/** Begins transactions, and divides what it is asked to, with mysql2 on this side of the connection too. */
export async function startMysqlServer(): Promise<LocalServer> {
  // An answer is several small packets, which would wait for each other.
  const server = createServer({ noDelay: true }, serve);
  const connections = new Connections(server);
  const port = await listen(server);
  return { environment: { MYSQL_PORT: String(port) }, connections, stop: () => close(server, connections) };
}

function serve(socket: Socket): void {
  const connection = createConnection({ stream: socket, isServer: true });
  // A service that is ended resets its connections.
  connection.on('error', () => {});
  let isInTransaction = false;
  connection.on('query', (statement: string) => {
    if (/^(?:START TRANSACTION|COMMIT|ROLLBACK)$/.test(statement)) {
      const isBegun = statement.startsWith('START');
      // What was left open would be committed.
      if (isBegun && isInTransaction) connection.writeError({ code: 1568, message: 'a transaction is open' });
      else connection.writeOk();
      isInTransaction = isBegun;
      awaitCommand();
      return;
    }
    const divisor = Number(/^select 10 \/ (\d+) as quotient$/.exec(statement)?.[1]);
    if (Number.isNaN(divisor)) connection.writeError({ code: 1064, message: `not understood: ${statement}` });
    else if (divisor === 0) connection.writeError({ code: 1365, message: 'division by zero' });
    else connection.writeTextResult([{ quotient: 10 / divisor }], [column]);
    awaitCommand();
  });
  connection.serverHandshake({
    protocolVersion: 10, serverVersion: '8.4.0', connectionId: 1, statusFlags: 2, characterSet: UTF8, capabilityFlags: ALL_BUT_COMPRESSION,
    authCallback(_: unknown, admit: (error: null) => void) {
      admit(null);
      awaitCommand();
    },
  });

  /** The packets of each command are counted anew. */
  function awaitCommand(): void {
    connection.sequenceId = 0;
  }
}
