import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* Handlers that are registered with a router count where something leads from the start of the program to the router. */

const pages = `const { Router } = require('express');
const { PrismaClient } = require('@prisma/client');
const router = Router();
router.get('/', async (req, res) => {
  const prisma = new PrismaClient();
  res.json(await prisma.page.findMany());
});
module.exports = router;
`;
const index = `const { Router } = require('express');
const router = Router();
router.use('/pages', require('./pages'));
module.exports = router;
`;
const server = "const app = require('express')();\napp.listen(3000);\n";
const mounting = server.replace('app.listen', "app.use('/api', require('./routes'));\napp.listen");
const manifest = { name: 'shop', type: 'commonjs', scripts: { start: 'node src/index.js' }, dependencies: { express: '^5.0.0' } };
type Files = Readonly<Record<string, string | object>>;

async function count(files: Files, source = pages): Promise<number> {
  const project = createProject({
    rule: '*', files: { 'package.json': manifest, 'src/index.js': server, 'src/routes/pages.js': source, ...files },
  });
  return (await project.lint('src/routes/pages.js', source)).length;
}

it.each<[string, string, number, Files]>([
  ['is called like one, and the program mounts it', 'src/routes/test.js', 1, {
    'src/index.js': server.replace('app.listen', "app.use('/api', require('./routes/test'));\napp.listen"),
  }],
  ['is called like one, and nothing mounts it', 'src/routes/test.js', 0, {}],
  ['is called like one, and only another one mounts it', 'src/routes/test-pages.js', 0, {
    'src/demo-server.js': "require('express')().use(require('./routes/test-pages'));\n",
  }],
  ['stands among copies', 'src/routes_backup/pages.js', 0, {
    'src/index.js': server.replace('app.listen', "app.use('/api', require('./routes_backup/pages'));\napp.listen"),
  }],
])('counts what may be a trial where it %s', async (_, file, expected, files) => {
  const project = createProject({ rule: '*', files: { 'package.json': manifest, 'src/index.js': server, [file]: pages, ...files } });
  expect(await project.lint(file, pages)).toHaveLength(expected);
});

it.each<[string, number, Files, string?]>([
  ['the program mounts what mounts it', 1, { 'src/index.js': mounting, 'src/routes/index.js': index }],
  ['nothing mounts it', 0, {}],
  ['nothing mounts what mounts it', 0, { 'src/routes/index.js': index }],
  ['only a test mounts what mounts it', 0, { 'src/routes/index.js': index, 'tests/app.test.js': "require('../src/routes');\n" }],
  ['two files load each other and nothing else does', 0, {
    'src/routes/index.js': `require('./pages');\n${index}`,
  }, `require('./index');\n${pages}`],
  ['another command starts the file that mounts it', 1, {
    'src/routes/index.js': index,
    'package.json': { ...manifest, scripts: { ...manifest.scripts, routes: 'node src/routes/index.js' } },
  }],
  ['the file that the program starts with is not in sight', 1, {
    'src/routes/index.js': index, 'package.json': { ...manifest, scripts: { start: 'node bundle/all.js' } },
  }],
  ['a command starts it by a name without an extension', 0, {
    'package.json': { ...manifest, scripts: { start: 'node -r dotenv/config ./src/index' } },
  }],
  ['a command starts it by a file that no parser is asked about', 0, {
    'package.json': { ...manifest, scripts: { start: 'node ./bin/www' } }, 'bin/www': "require('../src/index').listen(80);\n",
  }],
  ['such a file loads the router', 1, {
    'package.json': { ...manifest, scripts: { start: 'node ./bin/www' } }, 'bin/www': "app.use(require('../src/routes/pages'));\n",
  }],
  ['a command starts something that is not there', 1, { 'package.json': { ...manifest, scripts: { start: 'node ace serve' } } }],
  ['only its main file listens', 0, { 'package.json': { ...manifest, scripts: {}, main: 'src/index.js' } }],
  ['its main file does not listen', 1, {
    'package.json': { ...manifest, scripts: {}, main: 'src/index.js' }, 'src/index.js': "exports.name = 'shop';\n",
  }],
  ['only what deploys it starts a file', 0, {
    'package.json': { ...manifest, scripts: {} }, Dockerfile: 'FROM node:22\nCOPY . .\nCMD ["node", "src/index.js"]\n',
  }],
  ['what deploys it starts the file as well', 1, {
    'package.json': { ...manifest, scripts: {}, main: 'src/index.js' },
    Procfile: 'web: node src/index.js\nworker: node src/routes/pages.js\n',
  }],
  ['it listens by itself', 1, {}, pages.replace('module.exports', 'router.listen(4000);\nmodule.exports')],
  ['nothing is handed out', 1, {}, pages.replace('module.exports = router;', '')],
  ['a function that nobody calls registers it', 0, {}, pages.replace('const router = Router();\n', 'module.exports = (router) => {\n')
    .replace('module.exports = router', '}')],
  ['a class that nobody makes registers it', 0, {}, pages.replace('const router = Router();\nrouter', `class Pages {
  constructor() {
    this.router = Router();
    this.router`).replace('module.exports = router', '} }\nmodule.exports = Pages')],
  ['a name that a registry lists is loaded', 1, {
    'src/index.js': `${server}for (const name of ['./routes/pages']) { const file = name; app.use(require(file)); }\n`,
  }],
  ['a registry lists other names', 0, {
    'src/index.js': `${server}for (const name of ['./routes/more-pages']) { const file = name; app.use(require(file)); }\n`,
  }],
  ['a registry lists names in data', 1, {
    'src/index.js': `${server}for (const { file } of require('./routes.json')) app.use(require(file));\n`,
  }],
  ['folders are loaded that it is not in', 0, {
    'src/models/index.js': "require('fs').readdirSync(__dirname).forEach((name) => require(require('path').join(__dirname, name)));\n",
  }],
  ['its folder is loaded', 1, {
    'src/index.js': `${server}require('fs').readdirSync(__dirname + '/routes')
  .forEach((name) => app.use(require(__dirname + '/routes/' + name)));\n`,
  }],
  ['folders are loaded that come from elsewhere', 1, {
    'src/models/load.js': "module.exports = (folder) => require('fs').readdirSync(folder).forEach((name) => require(folder + name));\n",
  }],
  ['a script lists the folders that it checks', 0, {
    'scripts/check.js': "for (const name of require('fs').readdirSync(process.argv[2])) require(process.argv[2] + name);\n",
  }],
  ['a script that serves lists the folders', 1, {
    'scripts/serve.js': "for (const name of require('fs').readdirSync(process.argv[2])) require(process.argv[2] + name);\n",
    'package.json': { ...manifest, scripts: { ...manifest.scripts, 'start:all': 'node scripts/serve.js' } },
  }],
  ['a script that is imported lists the folders', 1, {
    'scripts/load.js': "module.exports = (at) => require('fs').readdirSync(at).forEach((name) => require(at + name));\n",
    'src/index.js': `require('../scripts/load')(process.env.ROUTES);\n${server}`,
  }],
  ['a name of globals is computed, and no folder is listed', 0, {
    'src/index.js': "global.load = (name) => require(require('path').join(__dirname, name));\n" + server,
  }],
  ['data is loaded under a name', 0, {
    'src/index.js': `const account = require('path').join(__dirname, 'account.json');\nconst { id } = require(account);\n${server}`,
  }],
])('where %s: %i', async (_, expected, files, source) => {
  expect(await count(files, source)).toBe(expected);
});

const pool = "const { Pool } = require('pg');\nconst pool = new Pool();\n";
const borrow = "const client = await pool.connect();\n  await client.query('SELECT 1');\n  client.release();\n";
const route = `${pool}const router = require('express').Router();
router.get('/', async (req, res) => {
  ${borrow}  res.end();
});
module.exports = router;
`;
const helper = `${pool}exports.version = () => 1;\nexports.health = async () => {\n  ${borrow}};\n`;
const dead = helper.replace('exports.health', 'const health');

it.each<[string, number, string, Files]>([
  ['nothing mounts the router', 0, route, {}],
  ['the program mounts the router', 1, route, { 'src/index.js': mounting, 'src/routes/index.js': index }],
  ['nothing loads the helper', 0, helper, {}],
  ['only a test loads the helper', 0, helper, { 'tests/health.test.js': "require('../src/routes/pages').health();\n" }],
  ['the program loads the helper', 1, helper, {
    'src/index.js': `const { health } = require('./routes/pages');\n${server}app.get('/', (req, res) => health().then(() => res.end()));\n`,
  }],
  // What the program does not so much as name runs never, though its file does.
  ['a command runs the helper', 0, helper, {
    'package.json': { ...manifest, scripts: { ...manifest.scripts, worker: 'node src/routes/pages.js' } },
  }],
  ['a command runs the helper, and something names it', 1, helper, {
    'package.json': { ...manifest, scripts: { ...manifest.scripts, worker: 'node src/routes/pages.js' } },
    'src/checks.js': "module.exports = ['health'];\n",
  }],
  ['the manifest starts nothing', 1, helper, { 'package.json': { ...manifest, scripts: {} } }],
  ['another part of the helper is taken', 0, helper, { 'src/index.js': `require('./routes/pages').version();\n${server}` }],
  ['another part of the helper is taken, and something names it', 1, helper, {
    'src/index.js': `require('./routes/pages').version();\n${server}`, 'src/checks.js': "module.exports = ['health'];\n",
  }],
  ['nobody calls a function that is not exported', 0, dead, { 'src/index.js': `require('./routes/pages').version();\n${server}` }],
])('where it is borrowed and %s: %i', async (_, expected, source, files) => {
  expect(await count(files, source)).toBe(expected);
});
