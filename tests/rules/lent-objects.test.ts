import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/*
 * An object of functions that use a client goes to a function of the project, which calls them and is done: it has kept nothing. What
 * keeps the object, or gives it to code that nobody sees, may have the client for as long as it likes.
 */

const service = (work: string, ...lines: readonly string[]): string => `import express from 'express';
import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { EventEmitter } from 'node:events';
const kept = new Map();
const bus = new EventEmitter();
let last;
${work}
express().post('/orders', async (req, res) => {
  const client = new SQSClient({}); // leak
  const publish = (order) => client.send(new SendMessageCommand(order));
  ${lines.join('\n  ')}
  res.end();
});
`;
const silent = (...parts: readonly [string, ...string[]]): string => service(...parts).replace(' // leak', '');

const all = 'async function all(orders, tools) {\n  for (const order of orders) await tools.publish(order);\n}';
const run = 'await all(req.body, { publish });';

const cases: MarkedCases = {
  'a function that calls them': service(all, run),
  'a function that takes them apart': service(
    'async function all(orders, { publish, log }) {\n  await publish(orders[0]);\n  log(orders);\n}',
    'await all(req.body, { publish, log: console.log });'),
  'a function that hands them on': service(
    `${all}\nconst each = (orders, tools) => all(orders, { ...tools });`,
    'await each(req.body, { publish });'),
  'a function that hands one of them on': service('const all = (orders, tools) => Promise.all(orders.map(tools.publish));', run),
  'a function that calls them in a callback': service(
    'const all = (orders, tools) => Promise.all(orders.map((order) => tools.publish(order)));', run),
  'a function that calls itself': service(
    'async function all(orders, tools) {\n  await tools.publish(orders[0]);\n  await all(orders.slice(1), tools);\n}', run),
  'a function whose result is called at once': service(
    `${all}\nconst handlerOf = (tools) => (orders) => all(orders, tools);`, 'await handlerOf({ publish })(req.body);'),
  'a method': service(
    'class Orders {\n  async all(orders, tools) {\n    await tools.publish(orders[0]);\n  }\n}\nconst service = new Orders();',
    'await service.all(req.body, { publish });'),
  'a function that keeps them in a variable': silent('async function all(orders, tools) {\n  last = tools;\n}', run),
  'a function that keeps them in a collection': silent('async function all(orders, tools) {\n  kept.set(orders, tools);\n}', run),
  'a function that keeps one of them': silent('async function all(orders, tools) {\n  kept.set(orders, tools.publish);\n}', run),
  'a function that keeps what calls them': silent(
    'async function all(orders, tools) {\n  last = (order) => tools.publish(order);\n}', run),
  'a function that hands them to code that is not seen': silent(
    "import { work } from 'work';\nconst all = (orders, tools) => work(tools);", run),
  'a function whose result is kept': silent(
    `${all}\nconst handlerOf = (tools) => (orders) => all(orders, tools);`, 'kept.set(1, handlerOf({ publish }));'),
  'a function that gives them back': silent('const all = (orders, tools) => tools;', 'kept.set(1, all(req.body, { publish }));'),
  'a class that keeps them': silent(
    'class All {\n  constructor(tools) { this.tools = tools; }\n}', 'kept.set(1, new All({ publish }));'),
  'a method that keeps them': silent(
    'class Orders {\n  all(orders, tools) {\n    this.tools = tools;\n  }\n}\nconst service = new Orders();',
    'service.all(req.body, { publish });'),
};

describeMarked('an object of functions that is given to', cases, {
  filenames: ['src/service.js'],
  files: { 'package.json': { dependencies: { express: '^5.0.0', '@aws-sdk/client-sqs': '^3.0.0' } } },
});
