/** What an object of Node.js itself stands for, beside memory. */
export type HandleKind =
  /** A socket or a pipe: something is connected, or listens. */
  | 'connection'
  /** A part of a connection: encryption, or sessions in it. */
  | 'layer'
  /** It runs again, or later, and keeps what it calls. */
  | 'timer'
  /** A thread, a process, a watcher of files. */
  | 'other';

/** Objects that V8 knows no constructor of, because they are made in C++, by their names in Node.js 20 to 26. */
const native: ReadonlyMap<string, HandleKind> = new Map([
  ['TCP', 'connection'],
  ['Pipe', 'connection'],
  ['UDP', 'connection'],
  ['TLSWrap', 'layer'],
  ['JSStream', 'layer'],
  ['Http2Session', 'layer'],
  ['Process', 'other'],
  ['Worker', 'other'],
  ['MessagePort', 'other'],
  ['FSEvent', 'other'],
  ['StatWatcher', 'other'],
]);

const TIMERS = 'node:internal/timers';

/** What an object is, if it is a handle. `script`: the address of its constructor, when it has one. */
export function handleKind(type: string, name: string, script: string | undefined): HandleKind | undefined {
  if (type !== 'object') return undefined;
  if (script === undefined) return native.get(name);
  return name === 'Timeout' && script === TIMERS ? 'timer' : undefined;
}
