import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* Code that is not followed gets a client: it cannot own what the lender releases afterwards, nor what nobody can release. */

const manifest = { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } };

async function rules(body: string, head = "import { MongoClient } from 'mongodb';\n"): Promise<string[]> {
  const source = `${head}import { createRequire } from 'node:module';
import express from 'express';
import { work } from 'some-jobs';
const require = createRequire(import.meta.url);
class Held { hold(client) { this.clients.push(client); } closeAll() { return Promise.all(this.clients.map((client) => client.close())); } }
const open = new Held();
process.on('exit', () => open.closeAll());
express().post('/', async (req, res) => {
${body}
});
`;
  const project = createProject({ rule: '*', files: { 'package.json': manifest } });
  return (await project.lint('src/app.js', source)).map(({ rule }) => rule);
}

const make = 'const client = new MongoClient(process.env.URL);\nawait client.connect();\n';

it.each([
  ['a function that is looked up by a name of the request',
    `${make}await require('./jobs/' + req.body.job)(client);\nawait client.close();`],
  ['a method whose name is computed', `${make}await client[req.body.command](req.body.value);\nawait client.close();`],
  ['an object that holds it', `${make}await work({ client, log: console });\nawait client.close();\nres.end();`],
  ['a branch', `${make}if (req.body.job) {\n  await req.app.jobs(client);\n}\nawait client.close();`],
  ['a `try`', `${make}try {\n  await req.app.jobs(client);\n  await client.close();\n} catch (error) {\n  res.status(500).end();\n}`],
])('tells the loss where the release that follows is skipped: %s', async (_, body) => {
  expect(await rules(body)).toEqual(['require-client-close']);
});

it('tells that it is made per request where a `finally` releases what was lent', async () => {
  expect(await rules(`${make}try {\n  await req.app.jobs(client);\n} finally {\n  await client.close();\n}`))
    .toEqual(['prefer-shared-client']);
});

it.each([
  ['nothing here releases it', `${make}await req.app.jobs(client);`],
  ['it is released instead', `${make}if (req.body.job) {\n  await req.app.jobs(client);\n} else {\n  await client.close();\n}`],
  ['it is released on failure only', `${make}try {\n  await req.app.jobs(client);\n} catch {\n  await client.close();\n}`],
  ['a condition decides about the release', `${make}const isTaken = await req.app.jobs(client);\nif (!isTaken) await client.close();`],
  ['it is given away after the release of another turn', `${make}await client.close();\nreq.app.jobs(client);`],
  ['a name says that it is kept', `${make}req.app.jobs.register(client);\nawait work(1);\nawait client.close();`],
  ['a name says that it is tracked', `${make}trackClient(client);\nawait work(1);\nawait client.close();`],
  ['an object of the project keeps it', `${make}open.hold(client);\nawait work(1);\nawait client.close();`],
  ['what it is given to is returned', `${make}if (req.body.job) return req.app.jobs(client);\nawait client.close();`],
])('is silent where %s', async (_, body) => {
  expect(await rules(body)).toEqual([]);
});

const dialogflow = "import dialogflow from 'dialogflow';\n";

it('reports what nobody can release, whoever gets it', async () => {
  const body = 'const client = new dialogflow.SessionsClient();\nlogResult(client, await client.detectIntent(req.body));';
  expect(await rules(body, dialogflow))
    .toEqual(['no-client-per-request']);
});

it.each([
  ['private by type', 'src/app.ts', 'private readonly client: MongoClient', 'this.client'],
  ['private by name', 'src/app.js', '#client', 'this.#client'],
])('reports what an object keeps to itself, whoever gets the object: %s', async (_, path, declaration, field) => {
  const project = createProject({ rule: '*', files: { 'package.json': manifest } });
  const source = (method: string, request = 'work(new Log())'): string => `import { MongoClient } from 'mongodb';
import express from 'express';
import { work } from 'some-jobs';
class Log {
  ${declaration};
  constructor() { ${field} = new MongoClient(process.env.URL); }
  async write(line) { await ${field}.db().collection('log').insertOne({ line }); }
  ${method}
}
express().post('/', async (req, res) => {
  await ${request};
});
`;
  const reports = async (code: string): Promise<number> => (await project.lint(path, code)).length;
  expect(await reports(source(''))).toBe(1);
  expect(await reports(source('', "req.app.locals.get('log', () => new Log())"))).toBe(0);
  expect(await reports(source(`stop() { return ${field}.close(); }`))).toBe(0);
  expect(await reports(source(`get raw() { return ${field}; }`))).toBe(0);
  expect(await reports(source(`share() { work(${field}); }`))).toBe(0);
});

it.each([
  ['fewer parameters', 'async function addNote(note) { await save(note); }', 'addNote(req.body, client)', 'require-client-close'],
  ['behind a list', 'async function addNote(note) { await save(note); }', 'addNote(...req.body, client)', undefined],
  ['a list of all', 'async function addNote(note, ...all) { await save(note, all); }', 'addNote(req.body, client)', undefined],
  ['all that it is given', 'async function addNote(note) { await save(...arguments); }', 'addNote(req.body, client)', undefined],
])('does not take what a function of the project has no parameter for as given to it: %s', async (_, helper, call, found) => {
  const head = `import { MongoClient } from 'mongodb';\nimport { save } from 'some-notes';\n${helper}\n`;
  const body = `${make}if (!req.body.note) return res.end();\nawait ${call};\nawait client.close();`;
  expect(await rules(body, head)).toEqual(found ? [found] : []);
});
