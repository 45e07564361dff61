/**
 * The connections of a process, by what they lead to.
 * In: the session of its main thread. Out: how many are established to each remote address, named where the process knows a name.
 * Invariant: counted by the operating system where it tells (also what native drivers open), else by the handles of Node.js.
 * Blind spot: a connection that another process of the same name shares, and connections that came in are told by their local port only.
 */
import { callInProcess } from '../inspector/call-in-process.js';
import type { RequireBuiltin } from '../inspector/call-in-process.js';
import type { ProtocolSession } from '../inspector/protocol-session.js';

/** Open connections to one remote. */
export interface OpenSockets {
  /** `host:port` as the process names it, else `address:port`. */
  readonly remote: string;
  readonly open: number;
}

/** The connections that the process opened, without those to its inspector and those that came in. */
export function readSockets(session: ProtocolSession): Promise<readonly OpenSockets[]> {
  return callInProcess(session, countSockets);
}

/** Runs in the process. */
function countSockets(require: RequireBuiltin): OpenSockets[] {
  const fs = require('node:fs') as {
    readFileSync(file: string, encoding: string): string; readdirSync(folder: string): string[]; readlinkSync(file: string): string;
  };
  interface Handle {
    remoteAddress?: string; remotePort?: number; localPort?: number; servername?: string; _host?: string; server?: unknown;
    address?: () => { port?: number } | null;
  }
  const handles = (process as unknown as { _getActiveHandles(): Handle[] })._getActiveHandles();
  const bare = (address: string): string => address.replace(/^::ffff:/, '');
  const names = new Map<string, string>();
  for (const { remoteAddress, remotePort, servername, _host } of handles) {
    const name = servername || _host;
    if (remoteAddress && name) names.set(`${bare(remoteAddress)}:${remotePort}`, `${name}:${remotePort}`);
  }
  const decode = (hex: string): string => {
    const [address = '', port = ''] = hex.split(':');
    const words = address.match(/.{8}/g) ?? [];
    // The kernel prints each word in the byte order of the machine.
    const bytes = words.flatMap((word) => (word.match(/../g) ?? []).reverse().map((byte) => Number.parseInt(byte, 16)));
    const isMapped = bytes.length === 16 && bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255;
    const shown = bytes.length === 4 || isMapped ? bytes.slice(-4).join('.')
      : Array.from({ length: 8 }, (_, index) => ((bytes[2 * index]! << 8) | bytes[2 * index + 1]!).toString(16)).join(':')
        .replace(/^0:0:0:0:0:0:0:1$/, '::1');
    return `${shown}:${Number.parseInt(port, 16)}`;
  };
  const remotes: string[] = [];
  try {
    const inodes = new Set(fs.readdirSync('/proc/self/fd').map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(fs.readlinkSync(`/proc/self/fd/${fd}`))?.[1];
      } catch {
        return undefined;
      }
    }));
    const rows = ['tcp', 'tcp6'].flatMap((table) => {
      try {
        return fs.readFileSync(`/proc/self/net/${table}`, 'utf8').split('\n').slice(1).map((line) => line.trim().split(/\s+/));
      } catch {
        return [];
      }
    }).filter(({ 9: inode }) => inode !== undefined && inodes.has(inode));
    const listening = new Set(rows.filter(({ 3: state }) => state === '0A').map(({ 1: local = '' }) => local.split(':')[1]));
    for (const { 1: local = '', 2: remote = '', 3: state } of rows) {
      if (state === '01' && !listening.has(local.split(':')[1])) remotes.push(decode(remote));
    }
  } catch {
    // No /proc: what Node.js itself holds.
    const listening = new Set(handles.map(({ address, remoteAddress }) => (remoteAddress ? undefined : address?.()?.port)));
    for (const { remoteAddress, remotePort, localPort } of handles) {
      if (remoteAddress && !listening.has(localPort)) remotes.push(`${bare(remoteAddress)}:${remotePort}`);
    }
  }
  const counts = new Map<string, number>();
  for (const remote of remotes) {
    const name = names.get(remote) ?? remote;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([remote, open]) => ({ remote, open })).sort((a, b) => b.open - a.open);
}
