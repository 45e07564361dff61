import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A function that looks like a handler is none where its file's exports are taken by name, and nobody takes it. */

const controller = `const { ImageAnnotatorClient } = require('@google-cloud/vision');
const scan = async (req, res) => {
  const client = new ImageAnnotatorClient();
  res.json(await client.labelDetection(req.body.uri));
};
const other = (req, res) => res.end();
module.exports = { scan, other };
`;
const router = "const router = require('express').Router();\n";

async function reports(files: Readonly<Record<string, string>>, source = controller, type = 'commonjs'): Promise<number> {
  const project = createProject({
    rule: '*',
    files: { 'package.json': { name: 'shop', type, dependencies: { express: '^5.0.0' } }, 'src/controller.js': source, ...files },
  });
  return (await project.lint('src/controller.js', source)).length;
}

const modular = controller.replace(/const (\{.*\}) = require\((.*)\);/, 'import $1 from $2;').replace('module.exports =', 'export');

it.each<[string, Record<string, string>, string?, string?]>([
  ['others are destructured', { 'src/routes.js': `${router}const { other } = require('./controller');\nrouter.get('/', other);\n` }],
  ['others are read', { 'src/routes.js': `${router}const controller = require('./controller');\nrouter.get('/', controller.other);\n` }],
  ['others are exported one by one', { 'src/routes.js': `${router}const { other } = require('./controller');\nrouter.get('/', other);\n` },
    controller.replace('const scan =', 'exports.scan =').replace('const other =', 'exports.other =').replace(/module.exports.*\n/, '')],
  ['others are imported', { 'src/routes.js': "import { other } from './controller.js';\nimport express from 'express';\n"
    + "express().get('/', other);\n" }, modular, 'module'],
])('is silent where only %s', async (_, files, source, type) => {
  expect(await reports(files, source, type)).toBe(0);
});

it.each<[string, Record<string, string>, string?, string?]>([
  ['it is mounted', { 'src/routes.js': `${router}const { scan } = require('./controller');\nrouter.post('/', scan);\n` }],
  ['nobody in sight loads the file', {}],
  ['it is loaded for what it does itself', { 'src/main.js': "require('./controller');\n" }],
  ['a name that is computed takes it', {
    'src/routes.js': `${router}const controller = require('./controller');
for (const name of names) router.post('/' + name, controller[name]);
`,
  }],
  ['the whole module goes on', { 'src/routes.js': "const { mount } = require('some-router');\nmount(require('./controller'));\n" }],
  ['another file exports all of it', {
    'src/index.js': "export * from './controller.js';\n", 'src/routes.js': "import { other } from './controller.js';\nother();\n",
  }, modular, 'module'],
  ['only a test loads the file', { 'tests/controller.test.js': "const { other } = require('../src/controller');\nother();\n" }],
])('reports where %s', async (_, files, source, type) => {
  expect(await reports(files, source, type)).toBe(1);
});

it.each(['api_backup', 'old', 'routes-deprecated', 'src.bak'])('is silent in %s, which nothing leads to', async (folder) => {
  const source = controller.replace('module.exports = { scan, other }', 'module.exports = scan');
  const project = createProject({ rule: '*', files: { 'package.json': { name: 'shop', dependencies: { express: '^5.0.0' } } } });
  expect(await project.lint(`${folder}/scan.js`, source)).toHaveLength(0);
  expect(await project.lint('backup/scan.js', source)).toHaveLength(1);
});

it('is silent in a file that is called what is run by hand', async () => {
  const source = controller.replace('module.exports = { scan, other }', 'module.exports = scan');
  const project = createProject({ rule: '*', files: { 'package.json': { name: 'shop', dependencies: { express: '^5.0.0' } } } });
  expect(await project.lint('test-vision.js', source)).toHaveLength(0);
  expect(await project.lint('vision.js', source)).toHaveLength(1);
});

const started = { name: 'shop', type: 'commonjs', scripts: { start: 'node src/server.js' }, dependencies: { express: '^5.0.0' } };
const server = "const express = require('express');\nexpress().listen(3000);\n";

it.each<[string, number, Record<string, string | object>]>([
  ['nothing imports the file, and the program is started by another one', 0, { 'src/server.js': server }],
  ['the manifest starts that file, too', 1, {
    'src/server.js': server, 'package.json': { ...started, scripts: { ...started.scripts, worker: 'node src/controller.js' } },
  }],
  ['the manifest does not say what is started', 1, {
    'src/server.js': server, 'package.json': { ...started, scripts: { dev: 'next dev' } },
  }],
  ['a platform runs functions of it', 1, { 'src/server.js': server, 'serverless.yml': 'service: shop\n' }],
  ['what is in folders is loaded', 1, {
    'src/server.js': `${server}require('fs').readdirSync(folder).forEach((file) => require(file));\n`,
  }],
  ['a table names what is loaded', 1, {
    'src/server.js': `${server}for (const route of require('./routes.json')) require(route.controller);\n`,
  }],
  ['a package loads what is in folders', 1, {
    'src/server.js': server, 'package.json': { ...started, dependencies: { ...started.dependencies, consign: '^0.1.6' } },
  }],
  ['folders are listed and nothing is loaded', 0, { 'src/server.js': `${server}require('fs').readdirSync(folder).forEach(remove);\n` }],
])('where %s: %i', async (_, expected, files) => {
  const project = createProject({ rule: '*', files: { 'package.json': started, 'src/controller.js': controller, ...files } });
  expect(await project.lint('src/controller.js', controller)).toHaveLength(expected);
});

const service = `import { chromium } from 'playwright';
export class PdfService {
  async print(html) {
    const browser = await chromium.launch();
    const page = await browser.newPage();
    await page.setContent(html);
    return page.pdf();
  }
}
`;

it.each<[string, number, Record<string, string>]>([
  ['nothing imports it, and the program is started by another file', 0, { 'src/server.js': server }],
  ['the program imports it', 1, { 'src/server.js': `${server}const { PdfService } = require('./pdf.service');\nregister(PdfService);\n` }],
])('tells of a lost client that nobody is known to make only where the file may be used: %s', async (_, expected, files) => {
  const project = createProject({ rule: '*', files: { 'package.json': started, 'src/pdf.service.js': service, ...files } });
  expect(await project.lint('src/pdf.service.js', service)).toHaveLength(expected);
});

const pages = `import { PrismaClient } from '@prisma/client';
import type { Request, Response } from 'express';
export class PageController {
  async show(req: Request, res: Response): Promise<void> {
    const prisma = new PrismaClient();
    res.json(await prisma.page.findMany());
  }
}
export const pageController = new PageController();
export const other = (req: Request, res: Response) => res.end();
`;

it.each<[string, number, Record<string, string>]>([
  ['nothing imports the file, and the program is started by another one', 0, {}],
  ['only something else is taken of the file', 0, {
    'src/server.ts': "import express from 'express';\nimport { other } from './pages.js';\nexpress().get('/', other).listen(3000);\n",
  }],
  ['the class is taken', 1, {
    'src/server.ts': "import { mount } from './mount.js';\nimport { PageController } from './pages.js';\nmount(PageController);\n",
  }],
  ['an object of the class is taken', 1, {
    'src/server.ts': "import { mount } from './mount.js';\nimport { pageController } from './pages.js';\nmount(pageController);\n",
  }],
])('asks of methods that look like handlers whether anybody takes their class: %s', async (_, expected, files) => {
  const manifest = { ...started, type: 'module', scripts: { start: 'node dist/server.js' } };
  const project = createProject({ rule: '*', files: { 'package.json': manifest, 'src/pages.ts': pages, ...files } });
  expect(await project.lint('src/pages.ts', pages)).toHaveLength(expected);
});
