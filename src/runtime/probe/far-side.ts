/**
 * The far side of a measurement: a server of this machine that counts the connections that reach it.
 * In: which protocol, or a server that runs already. Out: its address, and the counts.
 * Invariant: it listens on loopback only, and counts sockets where they arrive, which no driver can hide.
 * Blind spot: several connections that a server behind the counter makes of one.
 */
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import type { FarSideAnswer } from '../../catalog/measured/recipe.js';
import type { Endpoint } from '../inspector/endpoint.js';
import { makeCertificate } from './certificate.js';

export const protocols = ['http', 'https', 'grpc', 'web-socket', 'tcp'] as const;

/**
 * `http`, `https`: any request is answered with an empty JSON object. `grpc`: any call is answered with an empty message, over TLS.
 * `web-socket`: accepts any WebSocket, `tcp`: any connection, and both say nothing.
 */
export type Protocol = typeof protocols[number];

export interface FarSide {
  readonly port: number;
  /** In PEM, where it speaks TLS. */
  readonly certificate?: string;
  /** Connections that reached it in all, and those that are open. */
  counts(): { readonly opened: number; readonly open: number };
  close(): void;
}

/** An empty message: not compressed, no bytes. */
const EMPTY_MESSAGE = Buffer.alloc(5);
const KEEP_ALIVE_MS = 600_000;

/** Starts a server of the protocol, which answers with what is given in place of an empty object, or of nothing over `web-socket`. */
export async function startFarSide(protocol: Protocol, { status = 200, headers = {}, body }: FarSideAnswer = {}): Promise<FarSide> {
  const answer: RequestListener = (request, response) => {
    request.resume();
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(status === 204 ? undefined : body ?? '{}');
  };
  switch (protocol) {
    case 'http':
      return open(createHttpServer({ keepAliveTimeout: KEEP_ALIVE_MS }, answer));
    case 'https': {
      const { key, certificate } = makeCertificate();
      return open(createHttpsServer({ key, cert: certificate, keepAliveTimeout: KEEP_ALIVE_MS }, answer), certificate);
    }
    case 'web-socket': {
      const server = createHttpServer();
      new WebSocketServer({ server }).on('connection', (socket) => {
        socket.on('error', () => {});
        if (body !== undefined) socket.send(body);
      });
      return open(server);
    }
    case 'grpc': {
      const { key, certificate } = makeCertificate();
      const server = createSecureServer({ key, cert: certificate });
      server.on('stream', (stream) => {
        // A client that is gone resets its streams.
        stream.on('error', () => {}).resume();
        stream.respond({ ':status': 200, 'content-type': 'application/grpc+proto' }, { waitForTrailers: true });
        stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
        stream.end(EMPTY_MESSAGE);
      });
      return open(server, certificate);
    }
    case 'tcp':
      return open(createServer((socket) => void socket.resume()));
  }
}

/** Counts the connections to a server that runs already, by standing before it. */
export function startCounter(server: Endpoint): Promise<FarSide> {
  return open(createServer((socket) => {
    const behind = connect({ ...server, noDelay: true });
    socket.setNoDelay(true).pipe(behind).pipe(socket);
    socket.on('close', () => behind.destroy());
    behind.on('close', () => socket.destroy()).on('error', () => socket.destroy());
  }));
}

async function open(server: Server, certificate?: string): Promise<FarSide> {
  const sockets = new Set<Socket>();
  let opened = 0;
  server.on('connection', (socket: Socket) => {
    opened += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, 'localhost', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    ...(certificate !== undefined && { certificate }),
    counts: () => ({ opened, open: sockets.size }),
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
