import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** What ends a part of a client fails where that or the client is gone: nothing is lost by it. */

function handler(...lines: readonly string[]): string {
  return [
    "import express from 'express';", "import puppeteer from 'puppeteer';", 'const app = express();',
    "app.get('/print', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});',
  ].join('\n');
}

async function rulesOf(code: string): Promise<string[]> {
  return (await createProject({ rule: '*' }).lint('src/app.js', code)).map(({ rule }) => rule);
}

describe('a browser that is closed behind its page', () => {
  it.each([
    ['in finally', [
      'const browser = await puppeteer.launch();', 'let page;', 'try {', '  page = await browser.newPage();',
      '  await page.goto(req.query.url);', '  res.send(await page.pdf());', '} finally {', '  if (page) await page.close();',
      '  await browser.close();', '}',
    ]],
    ['whose context is closed before', [
      'const browser = await puppeteer.launch();', 'try {', '  const context = await browser.createBrowserContext();',
      '  const page = await context.newPage();', '  await page.goto(req.query.url);', '  res.send(await page.pdf());',
      '  await page.close();', '  await context.close();', '} finally {', '  await browser.close();', '}',
    ]],
  ])('%s is closed on every path', async (_, lines) => {
    expect(await rulesOf(handler(...lines))).toStrictEqual(['prefer-shared-client']);
  });

  it.each([
    ['something else of the page', '  await page.evaluate(() => window.done());'],
    ['a close that is told to ask the page', '  await page.close({ runBeforeUnload: true });'],
  ])('is lost where %s fails', async (_, line) => {
    expect(await rulesOf(handler(
      'const browser = await puppeteer.launch();', 'let page;', 'try {', '  page = await browser.newPage();',
      '  res.send(await page.pdf());', '} finally {', line, '  await browser.close();', '}',
    ))).toStrictEqual(['require-client-close']);
  });
});
