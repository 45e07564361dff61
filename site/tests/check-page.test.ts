import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, cpSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/* The page of `check --format html` in Chromium: read, followed, printed in pictures (with PICTURES=1), and judged by axe. */

const repository = path.join(import.meta.dirname, '../..');
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let folder = '';
let address = '';

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is not there. Install Chromium, or name it in CHROMIUM.`);
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-page-')));
  cpSync(path.join(repository, 'tests/e2e/fixtures/shop'), folder, { recursive: true });
  const command = path.join(repository, 'dist/src/bin/client-lifetime.js');
  const { status } = spawnSync(process.execPath, [command, 'check', '--format', 'html', '--output', 'page.html'], { cwd: folder });
  expect(status).toBe(1);
  address = String(pathToFileURL(path.join(folder, 'page.html')));
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-background-networking'] });
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses that were asked for. */
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

async function open(colorScheme: 'light' | 'dark', width = 1280): Promise<Opened> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(address);
  return { page, context, requests, complaints };
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    interface Result { violations: { id: string; nodes: { html: string }[] }[] }
    const { axe: run } = globalThis as unknown as { axe: { run(): Promise<Result> } };
    return (await run.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  });
}

describe('the page of a check', () => {
  it('leads from the totals to a report, its path and its edits, without asking for anything', async () => {
    const { page, context, requests, complaints } = await open('light');
    expect(await page.locator('h1').innerText()).toBe('3 problems (2 errors, 1 warning)');
    await page.locator('tr', { hasText: 'google-cloud' }).getByRole('link').click();
    expect(new URL(page.url()).hash).toBe('#report-1');
    const report = page.locator('article:target');
    expect(await report.locator('ol.path > li').allInnerTexts()).toStrictEqual([
      "POST /orders src/server.js:10 app.post('/orders', async (req, res) => {",
      '(anonymous function) src/server.js:11 if (!(await isHuman(req.body.token))) return res.status(403).end();',
      'isHuman() src/captcha.js:6 const client = new RecaptchaEnterpriseServiceClient();',
    ]);
    const edit = report.locator('details').first();
    expect(await edit.locator('ins').first().isVisible()).toBe(false);
    await edit.locator('summary').click();
    expect(await edit.locator('ins').allInnerTexts()).toContain('+const client = new RecaptchaEnterpriseServiceClient();');
    expect(requests).toStrictEqual([address]);
    expect(complaints).toStrictEqual([]);
    await context.close();
  });

  it.each(['light', 'dark'] as const)('can be used by everybody, in %s', async (colorScheme) => {
    const { page, context } = await open(colorScheme);
    if (process.env.PICTURES === '1' && colorScheme === 'light') {
      await page.screenshot({ path: path.join(repository, 'docs/images/check-page-light.png') });
    }
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await violations(page)).toStrictEqual([]);
    const [back, fore] = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color].map((value) => Number(/\d+/.exec(value)![0]));
    });
    expect(back! > fore!).toBe(colorScheme === 'light');
    await context.close();
  });

  it('is no wider than a phone', async () => {
    const { page, context } = await open('light', 360);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await context.close();
  });
});
