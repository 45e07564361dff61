import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* An object that opens its client when a method of it is called first, by another method perhaps. */

const manifest = { name: 'shop', type: 'module', dependencies: { express: '^5.0.0', playwright: '^1.50.0' } };

const catalogue = `import { chromium } from 'playwright';
export class Catalogue {
  browser = null;
  async start() {
    this.browser = await chromium.launch();
  }
  async read(shop) {
    if (!this.browser) await this.start();
    const page = await this.browser.newPage();
    return page.content();
  }
  count() {
    return 0;
  }
  async close() {
    if (this.browser) await this.browser.close();
  }
}
`;

async function rules(body: string): Promise<string[]> {
  const files = {
    'package.json': manifest, 'src/catalogue.js': catalogue,
    'src/server.js': `import express from 'express';
import { Catalogue } from './catalogue.js';
import { orders } from './orders.js';
express().get('/', async (req, res) => {
  const catalogue = new Catalogue();
  ${body}
});
`,
    'src/orders.js': 'export async function orders() { if (Math.random() > 0.5) throw new Error("none"); }',
  };
  const project = createProject({ rule: '*', files });
  return (await project.lint('src/catalogue.js', catalogue)).map(({ rule }) => rule);
}

it('loses nothing before it is opened', async () => {
  expect(await rules('await orders(); try { res.json(await catalogue.read(1)); } finally { await catalogue.close(); }'))
    .toEqual(['prefer-shared-client']);
});

it('is opened by the method that opens it, also where another one would', async () => {
  const body = 'await orders(); await catalogue.start(); try { res.json(await catalogue.read(1)); } finally { await catalogue.close(); }';
  expect(await rules(body)).toEqual(['prefer-shared-client']);
});

it('is lost where something fails behind', async () => {
  expect(await rules('res.json(await catalogue.read(1)); await orders(); await catalogue.close();')).toEqual(['require-client-close']);
});

it('is lost where the method fails that opens it on its way', async () => {
  expect(await rules('const text = await catalogue.read(1); await catalogue.close(); res.json(text);')).toEqual(['require-client-close']);
});
