/**
 * Where the inspector of a process listens.
 * In: the word that a person typed, or a host and a port. Out: the address of the first target there.
 * Invariant: nothing but loopback is asked unless the caller allows it, because whoever talks to an inspector runs code in the process.
 * Blind spot: a forwarded port is loopback here and anything at its other end.
 */
import { get } from 'node:http';
import { isIP } from 'node:net';
import { InspectorError } from './inspector-error.js';

export interface Endpoint {
  /** A name or an address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

const ANSWER_LIMIT_MS = 5000;
const MAX_ANSWER_BYTES = 1_000_000;

/** Reads `9229`, `localhost:9229` or `[::1]:9229`. Throws an `InspectorError` for anything else, and for a remote host unless allowed. */
export function readEndpoint(word: string, { allowRemote = false }: { readonly allowRemote?: boolean } = {}): Endpoint {
  const found = /^(?:(?<host>\[[\da-fA-F:.]+\]|[^:[\]\s/]+):)?(?<port>\d{1,5})$/.exec(word);
  const port = Number(found?.groups?.['port']);
  if (!found || port < 1 || port > 65_535) {
    throw new InspectorError(`"${word}" names no port. Write the port of the inspector, as in 9229 or localhost:9229, or --pid <pid>.`);
  }
  const host = (found.groups?.['host'] ?? '127.0.0.1').replace(/^\[|\]$/g, '');
  if (!allowRemote && !isThisMachine(host)) {
    throw new InspectorError(`${host} is another machine, and an inspector lets everybody who reaches it run code in the process. `
      + 'Forward its port to this machine (ssh -L, kubectl port-forward), or say --allow-remote.');
  }
  return { host, port };
}

/** Whether a host is this machine. A name other than `localhost` may lead anywhere. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/** How an endpoint is written in an address. */
export function authorityOf({ host, port }: Endpoint): string {
  return `${isIP(host) === 6 ? `[${host}]` : host}:${port}`;
}

/** The address of the debugger's WebSocket, reached by the endpoint that was asked and not by the one that the process believes in. */
export async function findDebuggerUrl(endpoint: Endpoint): Promise<string> {
  const targets = await readJson(endpoint, '/json/list');
  const [first] = Array.isArray(targets) ? (targets as readonly unknown[]) : [];
  const announced = typeof first === 'object' && first !== null && 'webSocketDebuggerUrl' in first ? first.webSocketDebuggerUrl : undefined;
  if (typeof announced !== 'string') {
    throw new InspectorError(`what listens at ${authorityOf(endpoint)} is no inspector of a Node.js process, or another tool is attached.`);
  }
  const url = new URL(announced);
  url.host = authorityOf(endpoint);
  return url.href;
}

function readJson(endpoint: Endpoint, path: string): Promise<unknown> {
  const where = authorityOf(endpoint);
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      reject(new InspectorError(error.code === 'ECONNREFUSED'
        ? `nothing listens at ${where}. Start the process with --inspect, or give its --pid, which opens the inspector.`
        : `cannot talk to ${where}: ${error.message}.`, { cause: error }));
    };
    const request = get({ host: endpoint.host, port: endpoint.port, path, timeout: ANSWER_LIMIT_MS, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
        if (text.length > MAX_ANSWER_BYTES) request.destroy(new Error('it answers more than an inspector does'));
      }).on('end', () => {
        try {
          resolve(JSON.parse(text));
        } catch {
          fail(new Error('it answers, and not as an inspector does'));
        }
      }).on('error', fail);
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${ANSWER_LIMIT_MS / 1000} s`))).on('error', fail);
  });
}
