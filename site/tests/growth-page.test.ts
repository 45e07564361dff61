import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedisServer } from '../../tests/behaviour/servers/redis.js';
import { removeServices, snapshotsUnderLoad, writeService } from '../../tests/runtime/diagnose/growing-service.js';
import { expressService, redisLeak, sessionCache } from '../../tests/runtime/diagnose/services.js';

/* The page of `diagnose --html` in Chromium, about a service that really leaks: read, and judged by axe. */

const repository = path.join(import.meta.dirname, '../..');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** A name that would be an element of the page where names were not written as text. */
const HOSTILE = '1<img src=x onerror="globalThis.ran = true">.heapsnapshot';

let browser: Browser;
let address = '';
let folder = '';

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is not there. Install Chromium, or name it in CHROMIUM.`);
  const server = await startRedisServer();
  folder = writeService({
    main: 'server.js',
    files: {
      'package.json': JSON.stringify({ type: 'commonjs', dependencies: { express: '*', ioredis: '*' } }),
      'server.js': expressService({ '/': { module: 'counts', call: 'count(number)' } }, {
        setup: "const sessions = require('./sessions.js');", also: 'sessions.remember(number);',
      }),
      'counts.js': redisLeak,
      'sessions.js': sessionCache,
    },
  });
  try {
    const [first, ...others] = await snapshotsUnderLoad(folder, 'server.js', { environment: server.environment, loads: [9, 15, 6] });
    const hostile = path.join(folder, HOSTILE);
    renameSync(first!, hostile);
    const command = path.join(repository, 'dist/src/bin/client-lifetime.js');
    const words = ['diagnose', hostile, ...others, '--project', folder, '--html', 'page.html'];
    const { status, stderr } = spawnSync(process.execPath, [command, ...words], { cwd: folder, encoding: 'utf8' });
    // Something leaks.
    expect({ status, stderr }).toStrictEqual({ status: 1, stderr: expect.any(String) as string });
  } finally {
    await server.stop();
  }
  address = String(pathToFileURL(path.join(folder, 'page.html')));
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-background-networking'] });
});
afterAll(async () => {
  await browser.close();
  removeServices();
});

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses that were asked for. */
  readonly requests: readonly string[];
}

async function open(colorScheme: 'light' | 'dark', width = 1280): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(address);
  return { page, context, requests };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Result { violations: { id: string; nodes: { html: string }[] }[] }
    const { axe: run } = globalThis as unknown as { axe: { run(): Promise<Result> } };
    return (await run.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

describe('the page of a diagnosis', () => {
  it('says what leaks, by how much, and where it is constructed, without asking for anything', async () => {
    const { page, context, requests } = await open('light');
    expect(await page.locator('h1').innerText()).toBe('Clients with connections of their own are constructed again and again, and stay.');
    expect(await page.locator('h2').first().innerText()).toContain('1. clients made by ioredis, each with 1 TCP');
    const label = await page.getByRole('img').first().getAttribute('aria-label');
    expect(label).toMatch(/^How many there are in each snapshot: \d+, \d+, \d+, \d+$/);
    const counts = label!.match(/\d+/g)!.map(Number);
    expect(counts.slice(1).map((count, index) => count - counts[index]!)).toStrictEqual([9, 15, 6]);
    const candidate = page.locator('section ol > li').first();
    expect(await candidate.locator('code').first().innerText()).toBe('counts.js:4:17');
    expect(await candidate.innerText()).toContain('reported by no-client-per-request: GET /');
    expect(await page.locator('section', { hasText: 'Also growing' }).innerText()).toContain('Session (sessions.js:2)');
    // All rows that grow in step, when they are asked for.
    expect(await page.locator('details table').first().isVisible()).toBe(false);
    await page.locator('summary').first().click();
    expect(await page.locator('details table').first().innerText()).toContain('Redis');
    expect(requests).toStrictEqual([address]);
    await context.close();
  });

  it('writes names as text', async () => {
    const { page, context } = await open('light');
    expect(await page.locator('td').first().innerText()).toContain(HOSTILE);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
    await context.close();
  });

  it.each(['light', 'dark'] as const)('can be used by everybody, in %s, and on a phone', async (colorScheme) => {
    const { page, context } = await open(colorScheme, 360);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await violations(page)).toStrictEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await context.close();
  });
});
