import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../src/rule/settings.js';
import { catalogOf } from '../../src/rule/settings-catalog.js';
import { describeNote, isEnabled, listen, note, type Note } from '../../src/limits/debug-log.js';
import { MAX_CALLERS, MAX_FILE_SIZE, MAX_OWNERS, MAX_TRACE } from '../../src/limits/limits.js';
import { parseFile } from '../../src/project/files/parse.js';
import { analyseFile } from '../../src/verdict/file-analysis.js';

let notes: Note[] = [];
let stop: () => void;

beforeEach(() => {
  notes = [];
  stop = listen((made) => notes.push(made));
});
afterEach(() => stop());

/** The limits that are met when the file is analysed, and where. */
function limitsOf(text: string): string[] {
  const root = mkdtempSync(path.join(tmpdir(), 'client-lifetime-limits-'));
  try {
    const filePath = path.join(root, 'service.js');
    writeFileSync(filePath, text);
    const settings = readSettings({});
    const { findings } = analyseFile(parseFile(filePath, text)!, { index: catalogOf(settings), project: true, root, testFiles: [] });
    expect(findings).toHaveLength(1);
    return notes.filter(({ kind }) => kind === 'limit').map((made) => describeNote(made).replace(root + path.sep, ''));
  } finally {
    rmSync(root, { recursive: true });
  }
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('the debug log', () => {
  it('reads DEBUG as a list of names', () => {
    expect(['client-lifetime', 'a,client-lifetime', 'a client-lifetime', '*'].map(isEnabled)).toStrictEqual([true, true, true, true]);
    expect([undefined, '', 'client', '*,-client-lifetime'].map(isEnabled)).toStrictEqual([false, false, false, false]);
  });

  it('makes no text when nobody listens', () => {
    stop();
    note(() => {
      throw new Error('made');
    });
    expect(notes).toStrictEqual([]);
  });

  it('is silent about files within the limits', () => {
    expect(limitsOf('import pg from "pg"; function ask() { const pool = new pg.Pool(); return pool.query(""); } ask();')).toStrictEqual([]);
  });

  it('names files that are too large', () => {
    parseFile('bundle.js', ' '.repeat(MAX_FILE_SIZE + 1));
    expect(notes).toStrictEqual([{ kind: 'limit', limit: 'MAX_FILE_SIZE', where: 'bundle.js' }]);
  });

  it('names files that cannot be parsed, and no declarations', () => {
    parseFile('broken.js', 'function (');
    parseFile('types.d.ts', 'export declare const a: 1;');
    expect(notes).toStrictEqual([{ kind: 'unparsable', file: 'broken.js' }]);
  });

  it('names the function whose callers are too far away', () => {
    const chain = numbers(MAX_TRACE + 3).map((n) => `function f${n + 1}() { f${n}(); }`);
    expect(limitsOf(`import pg from 'pg';\nfunction f0() { const pool = new pg.Pool(); pool.query(''); }\n${chain.join('\n')}`))
      .toStrictEqual(['MAX_TRACE met: service.js:2']);
  });

  it('names the function with too many callers', () => {
    const callers = numbers(MAX_CALLERS + 2).map((n) => `function g${n}() { f(); }`);
    expect(limitsOf(`import pg from 'pg';\nfunction f() { const pool = new pg.Pool(); pool.query(''); }\n${callers.join('\n')}`))
      .toStrictEqual(['MAX_CALLERS met: service.js:2']);
  });

  it('meets no limit where an object of a class is in a field of that class', () => {
    expect(limitsOf(`import express from 'express';
import pg from 'pg';
class Orders {
  constructor() { this.pool = new pg.Pool(); }
  all() { return this.pool.query(''); }
}
export class Container {
  static instance;
  constructor() { this.orders = new Orders(); }
  static getInstance() {
    if (!Container.instance) Container.instance = new Container();
    return Container.instance;
  }
}
Container.prototype.top = Container;
const app = express();
app.get('/', async (req, res) => res.json(await Container.getInstance().orders.all()));`)).toStrictEqual([]);
  });

  it('meets no limit where objects hold each other', () => {
    expect(limitsOf(`import pg from 'pg';
export class Node {
  constructor(parent) { this.parent = parent; this.pool = new pg.Pool(); parent.child = this; this.next = parent.child; }
  get last() { return this.next ? this.next.last : this; }
}
let list = new Node({});
for (let i = 0; i < 3; i++) { const next = new Node(list); next.next = list; list.next = next; list = next; }
export const root = list;`)).toStrictEqual([]);
  });

  it('names where a client changes hands too often', () => {
    const makers = numbers(MAX_OWNERS + 2).map((n) => `function f${n + 1}() { return f${n}(); }`);
    expect(limitsOf(`import pg from 'pg';\nfunction f0() { return new pg.Pool(); }\n${makers.join('\n')}`))
      .toStrictEqual([`MAX_OWNERS met: service.js:${MAX_OWNERS + 2}`]);
  });
});
