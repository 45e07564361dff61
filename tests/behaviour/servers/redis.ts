import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import RedisParser from 'redis-parser';
import { close, Connections, listen } from './local-server.js';
import type { LocalServer } from './local-server.js';

/** What a command is answered with: already in the protocol's form. */
type Reply = string;

const ok: Reply = '+OK\r\n';
const integer = (value: number): Reply => `:${value}\r\n`;
const text = (value: string): Reply => `$${Buffer.byteLength(value)}\r\n${value}\r\n`;
const error = (message: string): Reply => `-${message}\r\n`;

/** The commands that clients send by themselves and those of the services, over one store of strings. `port`: the one to listen on. */
export async function startRedisServer(port = 0): Promise<LocalServer> {
  const store = new Map<string, string>();
  const server = createServer((socket) => serve(socket, store));
  const connections = new Connections(server);
  const used = await listen(server, port);
  return { environment: { REDIS_URL: `redis://localhost:${used}` }, connections, stop: () => close(server, connections) };
}

function serve(socket: Socket, store: Map<string, string>): void {
  const parser = new RedisParser({
    returnReply(command: readonly string[]) {
      const [name = '', ...values] = command;
      socket.write(answer(name.toUpperCase(), values, store));
      if (name.toUpperCase() === 'QUIT') socket.end();
    },
    returnError: () => socket.destroy(),
    returnFatalError: () => socket.destroy(),
  });
  socket.on('data', (data) => parser.execute(data));
}

function answer(name: string, [key = '', value = '', option, seconds]: readonly string[], store: Map<string, string>): Reply {
  switch (name) {
    case 'HELLO':
      return `%2\r\n${text('server')}${text('redis')}${text('proto')}${integer(3)}`;
    case 'CLIENT':
    case 'SELECT':
    case 'QUIT':
      return ok;
    case 'PING':
      return '+PONG\r\n';
    case 'GET':
      return store.has(key) ? text(store.get(key)!) : '_\r\n';
    case 'SET':
      if (option === 'EX' && !(Number(seconds) > 0)) return error("ERR invalid expire time in 'set' command");
      store.set(key, value);
      return ok;
    default:
      return error(`ERR unknown command '${name}'`);
  }
}
