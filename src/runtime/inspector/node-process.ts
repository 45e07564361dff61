/**
 * What the operating system tells of a process, before anything is sent to it.
 * In: a process id. Out: whether it is a Node.js process that opens its inspector when it is told to, and where it listens.
 * Invariant: SIGUSR1 is only sent where it is caught; by default it ends a process.
 * Blind spot: without /proc the name of the program has to do, and the port is what its command line says or the usual one.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import path from 'node:path';
import { InspectorError } from './inspector-error.js';

const SIGUSR1_BIT = 1n << 9n;
const DEFAULT_PORT = 9229;

/** Throws an `InspectorError` unless the process is there, ours to look at, and a Node.js process that answers to SIGUSR1. */
export function assertNodeProcess(pid: number): void {
  try {
    process.kill(pid, 0);
  } catch (error) {
    throw new InspectorError((error as NodeJS.ErrnoException).code === 'EPERM'
      ? `process ${pid} belongs to somebody else. Run this as its user.`
      : `there is no process ${pid}.`, { cause: error });
  }
  const program = programOf(pid);
  if (program !== undefined && !/^node(?:js)?(?:\d|\.exe|$)/.test(program) && !isNodeByArguments(pid)) {
    throw new InspectorError(`process ${pid} runs ${program}, not Node.js. `
      + 'Give the pid of the node process itself, not of npm or a shell.');
  }
  const caught = /^SigCgt:\s*([\da-f]+)$/m.exec(readProc(pid, 'status') ?? '')?.[1];
  if (caught !== undefined && (BigInt(`0x${caught}`) & SIGUSR1_BIT) === 0n) {
    throw new InspectorError(`process ${pid} would be ended by SIGUSR1: it was started with --disable-sigusr1, or is still starting. `
      + 'Start it with --inspect, and give the port.');
  }
}

/** The ports at which the process listens, or `undefined` where the system does not tell. */
export function listeningPorts(pid: number): ReadonlySet<number> | undefined {
  const inodes = socketInodes(pid);
  const tables = [readProc(pid, 'net/tcp'), readProc(pid, 'net/tcp6')].filter((table) => table !== undefined);
  if (!inodes || tables.length === 0) return undefined;
  const listening = tables.flatMap((table) => table.split('\n').slice(1)).map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === '0A' && inode !== undefined && inodes.has(inode));
  return new Set(listening.map(([, local = '']) => Number.parseInt(local.split(':')[1] ?? '', 16)));
}

/** The port at which the process opens its inspector: what its command line or environment says, or the usual one. */
export function announcedPort(pid: number): number {
  const words = [...(readProc(pid, 'cmdline') ?? psArguments(pid) ?? '').split(/[\0\s]/), ...nodeOptionsOf(pid)];
  const named = words.flatMap((word) => /^--(?:inspect(?:-brk|-wait|-port)?|debug-port)=(?:.*:)?(\d+)$/.exec(word)?.[1] ?? []).at(-1);
  return named === undefined || named === '0' ? DEFAULT_PORT : Number(named);
}

/** The process id as the process itself sees it: another one in a container. */
export function innerPid(pid: number): number {
  const ids = /^NSpid:\s*(.+)$/m.exec(readProc(pid, 'status') ?? '')?.[1]?.split(/\s+/);
  return Number(ids?.at(-1) ?? pid);
}

function nodeOptionsOf(pid: number): readonly string[] {
  const entry = readProc(pid, 'environ')?.split('\0').find((each) => each.startsWith('NODE_OPTIONS='));
  return entry?.slice('NODE_OPTIONS='.length).split(/\s+/) ?? [];
}

function programOf(pid: number): string | undefined {
  try {
    return path.basename(readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ''));
  } catch {
    // No /proc, or not ours to read.
    const command = psOutput(pid, 'comm');
    return command === undefined ? undefined : path.basename(command);
  }
}

/** A program of another name that calls itself node: a build of one's own, or one that sets its title. */
function isNodeByArguments(pid: number): boolean {
  const [first = ''] = (readProc(pid, 'cmdline') ?? '').split('\0');
  return path.basename(first).startsWith('node');
}

function psArguments(pid: number): string | undefined {
  return psOutput(pid, 'args');
}

function psOutput(pid: number, column: string): string | undefined {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    // A system without it: the signal is answered or not.
    return undefined;
  }
}

function readProc(pid: number, name: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return undefined;
  }
}

function socketInodes(pid: number): ReadonlySet<string> | undefined {
  try {
    const links = readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`));
    return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  } catch {
    return undefined;
  }
}

/** A descriptor may be closed between the listing and the look at it. */
function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
