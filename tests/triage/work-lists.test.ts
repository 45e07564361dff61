import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** Work that waits in a list until it is its turn is done for each request, whatever is asked of the list before. */

const service = ({ check = 'this.jobs.length === 0', take = 'this.jobs.shift()', before = '' } = {}): string => [
  "import express from 'express';", "import { Redis } from 'ioredis';", 'const app = express();', 'class Queue {', '  jobs = [];',
  '  running = 0;', '  get stats() { return { isOpen: this.running < 9 }; }', '  add(job) {',
  '    return new Promise((resolve, reject) => {',
  '      this.jobs.push(async () => {', '        try { resolve(await job()); } catch (error) { reject(error); }', '      });',
  '      void this.next();', '    });', '  }', '  async next() {', `    if (this.running >= 5 || ${check}) return;`,
  '    this.running++;',
  `    const job = ${take};`, '    try { await job(); } finally { this.running--; void this.next(); }', '  }', '}',
  'class Votes {', '  queue = new Queue();', '  count() {', `    ${before}`, '    return this.queue.add(async () => {',
  '      const redis = new Redis();', "      try { return await redis.get('votes'); } finally { await redis.quit(); }", '    });',
  '  }', '}',
  'const votes = new Votes();', "app.get('/votes', async (req, res) => res.json(await votes.count()));",
].join('\n');

async function rulesOf(code: string): Promise<string[]> {
  return (await createProject({ rule: '*' }).lint('src/app.js', code)).map(({ rule }) => rule);
}

describe('work that waits in a list', () => {
  it.each([
    ['that is asked whether it is empty', service()],
    ['whose last is taken', service({ take: 'this.jobs.pop()' })],
    ['that is asked how it is', service({ before: "if (!this.queue.stats.isOpen) throw new Error('busy');" })],
    ['whose state is looked at first', service({
      before: "const stats = this.queue.stats;\n    if (!stats.isOpen) throw new Error('busy');",
    })],
  ])('%s', async (_, code) => {
    expect(await rulesOf(code)).toStrictEqual(['prefer-shared-client']);
  });
});

describe('a client of which there is one in a list', () => {
  it.each([
    ['as long as the list is empty', 'clients.length === 0', 'clients.push(new Redis());'],
    ['as long as the map is empty', 'known.size === 0', "known.set('votes', new Redis());"],
  ])('%s', async (_, test, fill) => {
    expect(await rulesOf([
      "import express from 'express';", "import { Redis } from 'ioredis';", 'const app = express();', 'const clients = [];',
      'const known = new Map();', "app.get('/votes', async (req, res) => {", `  if (${test}) ${fill}`,
      "  res.json(await [...clients, ...known.values()][0].get('votes'));", '});',
    ].join('\n'))).toStrictEqual([]);
  });
});
