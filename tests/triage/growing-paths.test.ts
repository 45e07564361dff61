import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen } from '../../src/limits/debug-log.js';
import { createProject } from '../support/lint.js';

/** Values that lead to one another under ever longer paths. They are followed as far as real paths go, not until the stack ends. */

const leak = [
  "import express from 'express';", "import { Client } from 'pg';", 'const app = express();', '',
  'export async function find(text) {', '  const client = new Client();', '  await client.connect();', '  return client.query(text);', '}',
  "app.get('/', async (req, res) => res.json(await find(req.query.text)));", '',
].join('\n');

let deep: string[] = [];
let stop: () => void;
beforeEach(() => {
  deep = [];
  stop = listen((note) => {
    if (note.kind === 'stackOverflow') deep.push(note.file);
  });
});
afterEach(() => stop());

describe('a leak beside a client', () => {
  it.each(Object.entries({
    'in a list whose nodes point at one another': [
      'export function chain() {', '  const first = { client: new Client() };', '  first.next = first;', '  return first;', '}', 'chain();',
    ],
    'in an object that the module hands out as a part of itself': [
      'const pool = { client: new Client() };', 'module.exports = pool;', 'module.exports.self = module.exports;',
    ],
    'in a list that is put into itself': [
      'export function gather() {', '  const list = [];', '  list.push(new Client());', '  list.push(list);', '  return list.length;', '}',
      'gather();',
    ],
    'in lists that take in one another': [
      'export function gather() {', '  const a = [];', '  const b = [];', '  a.push(new Client());', '  b.push(a.pop());',
      '  a.push(b.pop());', '  return a.length;', '}', 'gather();',
    ],
  }))('%s', async (_, lines) => {
    const reports = await createProject({ rule: '*' }).lint('src/service.js', leak + lines.join('\n'));
    expect(deep).toStrictEqual([]);
    expect(reports.map(({ rule, line }) => `${line} ${rule}`)).toContain('6 no-client-per-request');
  });
});
