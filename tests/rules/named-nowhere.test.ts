import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A certain loss in a function of an application that no code so much as names: it runs never, and nothing is said. */

const publish = `import { PubSub } from '@google-cloud/pubsub';
export async function publishOrder(data) {
  const pubsub = new PubSub();
  return await pubsub.topic('orders').publishMessage({ data });
}
`;
const method = `import { PubSub } from '@google-cloud/pubsub';
export class Orders {
  list() { return []; }
  async publishOrder(data) {
    const pubsub = new PubSub();
    return await pubsub.topic('orders').publishMessage({ data });
  }
}
`;
const manifest = { name: 'shop', private: true, dependencies: { express: '^5.0.0' } };
type Files = Readonly<Record<string, string | object>>;

async function count(source: string, files: Files = {}): Promise<number> {
  const project = createProject({ rule: '*', files: { 'package.json': manifest, 'src/orders.js': source, ...files } });
  return (await project.lint('src/orders.js', source)).length;
}

describe('a function that an application exports', () => {
  it.each<[string, number, Files]>([
    ['nobody names it', 0, {}],
    ['only a test names it', 0, { 'tests/orders.test.js': "import { publishOrder } from '../src/orders.js';\npublishOrder(1);\n" }],
    ['somebody hands it on, and nobody takes it', 0, { 'src/index.js': "export { publishOrder } from './orders.js';\n" }],
    ['somebody says it in a log', 0, { 'src/index.js': "console.log('in place of publishOrder');\n" }],
    ['somebody declares what it is', 0, { 'src/types.ts': 'export interface Sender { publishOrder(data: string): void }\n' }],
    ['somebody has another one of that name', 0, {
      'scripts/send.js': 'async function publishOrder(data) { console.log(data); }\nawait publishOrder(1);\n',
    }],
    ['somebody takes it out of what is unknown', 1, {
      'src/index.js': 'export default (orders) => { const { publishOrder } = orders; return publishOrder(1); };\n',
    }],
    ['somebody reads it off what is unknown', 1, { 'src/index.js': 'export const send = (context) => context.publishOrder;\n' }],
    ['a table spells it', 1, { 'src/index.js': "export const routes = { '/orders': 'orders.publishOrder' };\n" }],
    ['a schema spells it', 1, { 'src/schema.js': 'export const schema = `type Mutation { publishOrder(data: String): Boolean }`;\n' }],
    ['others may install the package', 1, { 'package.json': { ...manifest, private: false } }],
    ['the program is started by a command', 0, { 'package.json': { ...manifest, private: false, scripts: { start: 'node src/main.js' } } }],
    ['files of its folder are loaded by their names', 1, {
      'src/main.js': "import fs from 'node:fs';\nfor (const file of fs.readdirSync('src')) await import(`./${file}`);\n",
    }],
    ['components of one file may name it', 1, {
      'package.json': { ...manifest, dependencies: { ...manifest.dependencies, vue: '^3.0.0' } },
    }],
    ['its whole module is handed on', 1, {
      'src/index.js': "import * as orders from './orders.js';\nexport default (app) => { app.locals.orders = orders; };\n",
    }],
    ['parts of its whole module are read', 0, {
      'src/index.js': "import * as orders from './orders.js';\nexport default () => orders.list();\n",
    }],
    ['a tool that deploys functions is beside it', 1, { 'main.tf': 'handler = "src/orders.publishOrder"\n' }],
    ['a platform runs functions by name', 1, { 'serverless.yml': 'functions:\n  publish:\n    handler: src/orders.publishOrder\n' }],
  ])('%s: %i', async (_, reports, files) => {
    expect(await count(publish, files)).toBe(reports);
  });

  it('may be called under another name', async () => {
    const renamed = `${publish.replace('export ', '')}export { publishOrder as send };\n`;
    expect(await count(renamed)).toBe(0);
    expect(await count(renamed, { 'src/index.js': 'export const run = (orders) => orders.send(1);\n' })).toBe(1);
    expect(await count(publish.replace('export async', 'export default async'))).toBe(1);
  });

  it('is not run by another one that nobody names', async () => {
    expect(await count(`${publish}export const retryOrder = async (data) => publishOrder(data);\n`)).toBe(0);
  });
});

describe('a method of an application', () => {
  const used = (code = ''): Files => ({
    'src/index.js': `import { Orders } from './orders.js';\nexport const orders = new Orders();\n${code}`,
  });

  it.each<[string, number, string, Files]>([
    ['nobody names it', 0, method, used()],
    ['somebody calls one of its name', 1, method, used('export default (sender) => sender.publishOrder(1);\n')],
    ['nobody names its class', 0, method, { 'src/index.js': 'export const send = (sender) => sender.publishOrder(1);\n' }],
    ['a class above it may call it', 1, `import { Base } from 'framework';\n${method.replace('Orders', 'Orders extends Base')}`, used()],
    ['the class above it is of Node.js', 0,
      `import { EventEmitter } from 'node:events';\n${method.replace('Orders', 'Orders extends EventEmitter')}`, used()],
  ])('%s: %i', async (_, reports, source, files) => {
    expect(await count(source, files)).toBe(reports);
  });
});
