import { describeMarked } from '../support/marked-cases.js';

/** A probe whose answer a variable of the module holds, and a handler that asks for it. */
const probe = (...rest: readonly string[]): string => [
  "import express from 'express';", "import { chromium } from 'playwright';", 'const app = express();', 'let canRender = null;',
  'async function isAbleToRender() {', '  if (canRender !== null) return canRender;', '  try {',
  '    const browser = await chromium.launch();', '    await browser.close();', '    canRender = true;', '  } catch {',
  '    canRender = false;', '  }', '  return canRender;', '}', ...rest,
  "app.get('/', async (req, res) => res.json(await isAbleToRender()));",
].join('\n');

describeMarked('a probe that is made once', {
  'because a flag holds its answer': probe(),
  'because a flag holds its answer, which tests forget': probe(
    'export function force(mode) {', "  if (mode === 'real') canRender = true;", '  else canRender = null;', '}',
  ),
  'unless the flag is asked for a yes': probe().replace('canRender !== null', 'canRender').replace('.launch();', '.launch(); // leak'),
}, { rule: 'prefer-shared-client' });

/** A subscriber that is opened by the first request, and a flag that says so. */
const started = (...ending: readonly string[]): string => [
  "import express from 'express';", "import Redis from 'ioredis';", 'const app = express();', 'class Events {', '  isStarted = false;',
  '  async start() {', '    if (this.isStarted || !process.env.REDIS) return;', '    this.isStarted = true;', '    try {',
  '      const subscriber = new Redis(process.env.REDIS);', "      await subscriber.subscribe('events');",
  ...ending.map((line) => `    ${line}`),
  '  }', '}', 'const events = new Events();', "app.get('/', (req, res) => { void events.start(); res.end(); });",
].join('\n');

describeMarked('a client that is made once', {
  'because a flag says so, until it fails': started('} catch (error) {', '  this.isStarted = false;', '}'),
  'unless the flag is a lock': started('} finally {', '  this.isStarted = false;', '}')
    .replace('(process.env.REDIS);', '(process.env.REDIS); // leak'),
  'unless the flag is one in either case': started('  this.isStarted = false;', '} catch (error) {', '  this.isStarted = false;', '}')
    .replace('(process.env.REDIS);', '(process.env.REDIS); // leak'),
});
