import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { output, repository } from './built.js';
import { serve, type StaticServer } from './static-server.js';

/*
 * The built site in Chromium: what a visitor does, what a screen reader is told, and pictures for the docs (with PICTURES=1).
 */

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const BASE = process.env.SITE_BASE ?? '/eslint-plugin-client-lifetime/';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const isDrawing = process.env.PICTURES === '1';

let browser: Browser;
let server: StaticServer;

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is not there. Install Chromium, or name it in CHROMIUM.`);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-background-networking'] });
  server = await serve(output, BASE);
});
afterAll(async () => {
  await browser.close();
  server.close();
});

interface Look { readonly width?: number; readonly height?: number; readonly colorScheme?: 'light' | 'dark' }

/** A page of its own, which must not complain. */
async function open(path: string, { width = 1280, height = 800, colorScheme = 'light' }: Look = {}) {
  const context = await browser.newContext({ viewport: { width, height }, colorScheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(server.address + BASE + path);
  return { page, complaints, context };
}

async function openPlayground(look?: Look, hash = '') {
  const opened = await open(`playground/index.html${hash}`, look);
  await answered(opened.page, 0);
  return opened;
}

/** Waits until the engine has answered a later question. */
async function answered(page: Page, after: number): Promise<number> {
  await page.waitForFunction((last) => Number(document.body.dataset.answered ?? 0) > last, after, { timeout: 60_000 });
  return page.evaluate(() => Number(document.body.dataset.answered));
}

/** What people with and without sight cannot use. Of VitePress's own layout, only what the standard asks for. */
async function violations(page: Page, isOurs = false): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (options) => {
    interface Result { violations: { id: string; nodes: { html: string }[] }[] }
    const { axe: run } = globalThis as unknown as { axe: { run(given: object): Promise<Result> } };
    return (await run.run(options)).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  }, isOurs ? {} : {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    // Still an experiment: the search button is called "Search", and its shortcut stands in it.
    rules: { 'label-content-name-mismatch': { enabled: false } },
  });
}

async function photograph(page: Page, name: string): Promise<void> {
  if (isDrawing) await page.screenshot({ path: join(repository, 'docs/images', name) });
}

const reports = (page: Page): Promise<string[]> => page.locator('#panel-reports article > h2').allInnerTexts();

describe('the playground', () => {
  it('reports, follows the trace from file to file, applies an edit, and is silent then', async () => {
    const { page, complaints, context } = await openPlayground();
    expect(await reports(page)).toStrictEqual(['no-client-per-request']);
    expect(await page.locator('.cm-lintRange-error').count()).toBeGreaterThan(0);
    await photograph(page, 'playground.png');
    await page.locator('ol.trace button').first().click();
    expect(await page.locator('#tabs [aria-selected="true"]').innerText()).toBe('server.js');
    const before = await page.evaluate(() => Number(document.body.dataset.answered));
    await page.locator('.edit button').first().click();
    await answered(page, before);
    expect(await reports(page)).toStrictEqual(['Silent']);
    expect(await page.locator('#panel-reports').innerText()).toContain('Because');
    expect(complaints).toStrictEqual([]);
    await context.close();
  });

  it('keeps all of it in the address', async () => {
    const first = await openPlayground();
    await first.page.selectOption('#example', { label: 'A leak three files deep' });
    await answered(first.page, 1);
    expect(await reports(first.page)).toStrictEqual(['no-client-per-request']);
    expect(await first.page.locator('ol.trace li').count()).toBe(4);
    const { hash } = new URL(first.page.url());
    const second = await openPlayground({}, hash);
    expect(await second.page.locator('#tabs [aria-selected="true"]').innerText()).toBe('user-repository.ts');
    expect(await reports(second.page)).toStrictEqual(['no-client-per-request']);
    await Promise.all([first.context.close(), second.context.close()]);
  });

  it('tells what is wrong with the settings, and what each pass found', async () => {
    const { page, context } = await openPlayground();
    await page.locator('#view-passes').click();
    const passes = await page.locator('#panel-passes').innerText();
    for (const pass of ['resolve', 'reach', 'ownership', 'release', 'arguments', 'runtime', 'verdict']) expect(passes).toContain(pass);
    await page.locator('#view-settings').click();
    await page.locator('#settings').fill('{ "familes": {} }');
    await page.locator('#status.error').waitFor();
    expect(await page.locator('#status').innerText()).toContain('families');
    await page.locator('#view-use').click();
    expect(await page.locator('#panel-use').innerText()).toContain('clientLifetime.configs.recommended');
    await context.close();
  });

  it('goes from tab to tab by arrow keys', async () => {
    const { page, context } = await openPlayground();
    await page.locator('#view-reports').focus();
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#view-passes').getAttribute('aria-selected')).toBe('true');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('view-passes');
    await context.close();
  });

  it('works without a network once it was loaded', async () => {
    const { page, context } = await openPlayground();
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active?.state !== 'activated') await new Promise((resolve) => active?.addEventListener('statechange', resolve));
    });
    await context.setOffline(true);
    await page.reload();
    await answered(page, 0);
    expect(await reports(page)).toStrictEqual(['no-client-per-request']);
    await page.selectOption('#example', { label: 'A leak three files deep' });
    await answered(page, 1);
    expect(await reports(page)).toStrictEqual(['no-client-per-request']);
    await context.close();
  });

  it.each([
    ['light', {}], ['dark', { colorScheme: 'dark' as const }], ['phone', { width: 390, height: 844 }],
  ] as const)('is right for people with and without sight: %s', async (name, look) => {
    const { page, context } = await openPlayground(look);
    expect(await violations(page, true)).toStrictEqual([]);
    for (const view of ['passes', 'settings', 'use']) {
      await page.locator(`#view-${view}`).click();
      expect(await violations(page, true)).toStrictEqual([]);
    }
    // Nothing is wider than the page.
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.locator('#view-reports').click();
    if (name !== 'light') await photograph(page, `playground-${name}.png`);
    await context.close();
  });
});

describe('the pages', () => {
  it.each(['index.html', 'start.html', 'rules/no-client-per-request.html', 'how-to/pg-pool.html', 'gallery.html', 'questions.html'])(
    'are right for people with and without sight: %s', async (path) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const { page, complaints, context } = await open(path, { colorScheme });
        expect(await violations(page)).toStrictEqual([]);
        expect(complaints).toStrictEqual([]);
        if (path === 'how-to/pg-pool.html' && colorScheme === 'light') await photograph(page, 'how-to-share.png');
        await context.close();
      }
    });

  it('are found by words', async () => {
    const { page, context } = await open('start.html');
    await page.keyboard.press('Control+k');
    await page.locator('.VPLocalSearchBox input').fill('PrismaClient');
    await page.locator('.VPLocalSearchBox .result').first().waitFor();
    expect(await page.locator('.VPLocalSearchBox .result').first().innerText()).toContain('PrismaClient');
    await context.close();
  });
});
