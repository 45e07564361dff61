import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What all requests share may be closed when none of them is at work: a test of how many are says so. */

async function reported(close: string, more = ''): Promise<number> {
  const dependencies = { express: '*', puppeteer: '*' };
  const project = createProject({ rule: 'no-shared-client-close', files: { 'package.json': { dependencies } } });
  return (await project.lint('src/pages.ts', `import express from 'express';
import puppeteer, { type Browser } from 'puppeteer';
class Pages {
  jobs: string[] = [];
  running = new Set<string>();
  isClosing = false;
  browser: Browser;
  async show(url: string) {
    this.jobs.push(url);
    if (!this.browser) this.browser = await puppeteer.launch();
    const page = await this.browser.newPage();
    await page.goto(url);
    this.jobs = this.jobs.filter((job) => job !== url);
    await this.finish(url);
    return page.content();
  }
  async finish(url: string) {
    ${close}
  }
  ${more}
}
const pages = new Pages();
express().get('/', async (req, res) => { res.send(await pages.show(req.query.url)); });
`)).length;
}

it.each([
  ['a list is empty', 'if (this.jobs.length === 0) await this.browser.close();', ''],
  ['a list is not empty, and it goes', 'if (this.jobs.length > 0) return;\nawait this.browser.close();', ''],
  ['a set is not empty, and it goes', 'if (this.running.size) return;\nawait this.browser.close();', ''],
  ['a method says so', 'if (this.isIdle()) await this.browser.close();', 'isIdle() { return this.jobs.length === 0; }'],
  ['a method says not, and it goes', 'if (!this.isIdle()) return;\nawait this.browser.close();',
    'isIdle(): boolean { return !this.jobs.length; }'],
])('is silent where %s', async (_, close, more) => {
  expect(await reported(close, more)).toBe(0);
});

it.each([
  ['nothing is asked', 'await this.browser.close();', ''],
  ['something else is asked', 'if (!url) return;\nawait this.browser.close();', ''],
  ['a method says something else', 'if (!this.isPage(url)) return;\nawait this.browser.close();',
    "isPage(url) { return url.startsWith('http'); }"],
  ['what it is given is counted', 'if (!url.length) return;\nawait this.browser.close();', ''],
])('reports where %s', async (_, close, more) => {
  expect(await reported(close, more)).toBe(1);
});
