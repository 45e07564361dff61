import { describeAnswers } from '../support/marked-cases.js';

const head = ["import express from 'express';", "import { Client } from 'pg';", "import { MongoClient } from 'mongodb';",
  "import { Readable, pipeline } from 'node:stream';", "import onFinished from 'on-finished';", 'const app = express();', ''].join('\n');

/** A handler of Express. */
function handler(...lines: readonly string[]): string {
  return [head + "app.post('/users', async (req, res, next) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

function withHelper(helper: readonly string[], ...lines: readonly string[]): string {
  return handler(...lines).replace('const app', `${helper.join('\n')}\nconst app`);
}

const query = 'const { rows } = await client.query(req.body.text);';
const every = 'const client = new Client(); // everyPath';
const some = 'const client = new Client(); // somePaths';
const never = 'const client = new Client(); // never';
const unknown = 'const client = new Client(); // unknown';
const mongo = (answer: string): string => `const client = new MongoClient('mongodb://db'); // ${answer}`;

describeAnswers('stacks of what is to be disposed of', {
  'a stack that uses it': handler(
    'await using stack = new AsyncDisposableStack();', "const client = stack.use(new MongoClient('mongodb://db')); // everyPath",
    "res.json(await client.db('app').stats());",
  ),
  'a stack that uses what was made before': handler(
    'await using stack = new AsyncDisposableStack();', mongo('everyPath'), 'stack.use(client);',
    "res.json(await client.db('app').stats());",
  ),
  'a stack that adopts it': handler(
    'await using stack = new AsyncDisposableStack();', 'const client = stack.adopt(new Client(), (c) => c.end()); // everyPath',
    query, 'res.json(rows);',
  ),
  'a stack that adopts it later': handler(
    'await using stack = new AsyncDisposableStack();', every, 'stack.adopt(client, (c) => c.end());',
    query, 'res.json(rows);',
  ),
  'a stack that adopts it for something else': handler(
    'await using stack = new AsyncDisposableStack();', never, 'stack.adopt(client, (c) => console.log(c));',
    query, 'res.json(rows);',
  ),
  'a stack that defers its close': handler(
    'await using stack = new AsyncDisposableStack();', every, 'stack.defer(() => client.end());', query, 'res.json(rows);',
  ),
  'a stack that defers its close by reference': handler(
    'await using stack = new AsyncDisposableStack();', every, 'stack.defer(client.end.bind(client));', query, 'res.json(rows);',
  ),
  'a stack that defers too late': handler(
    'await using stack = new AsyncDisposableStack();', some, query, 'stack.defer(() => client.end());', 'res.json(rows);',
  ),
  'a stack that is disposed of in finally': handler(
    'const stack = new AsyncDisposableStack();', 'try {', "  const client = stack.use(new MongoClient('mongodb://db')); // everyPath",
    "  res.json(await client.db('app').stats());", '} finally {', '  await stack.disposeAsync();', '}',
  ),
  'a stack that is disposed of in finally, by its symbol': handler(
    'const stack = new AsyncDisposableStack();', 'try {', "  const client = stack.use(new MongoClient('mongodb://db')); // everyPath",
    "  res.json(await client.db('app').stats());", '} finally {', '  await stack[Symbol.asyncDispose]();', '}',
  ),
  'a stack that is disposed of in finally, with a deferred close': handler(
    'const stack = new DisposableStack();', 'try {', '  const client = new Client(); // everyPath',
    '  stack.defer(() => client.end());', `  ${query}`, '  res.json(rows);', '} finally {', '  stack.dispose();', '}',
  ),
  'a stack that is disposed of on the straight way only': handler(
    'const stack = new AsyncDisposableStack();', "const client = stack.use(new MongoClient('mongodb://db')); // somePaths",
    "res.json(await client.db('app').stats());", 'await stack.disposeAsync();',
  ),
  'a stack that is disposed of on the straight way only, with a deferred close': handler(
    'const stack = new AsyncDisposableStack();', some, 'stack.defer(() => client.end());',
    query, 'await stack.disposeAsync();', 'res.json(rows);',
  ),
  'a stack that nobody disposes of': handler(
    'const stack = new AsyncDisposableStack();', "const client = stack.use(new MongoClient('mongodb://db')); // never",
    "res.json(await client.db('app').stats());",
  ),
  'a stack that nobody disposes of, with a deferred close': handler(
    'const stack = new AsyncDisposableStack();', never, 'stack.defer(() => client.end());', query, 'res.json(rows);',
  ),
  'a stack that is moved to a stack that is used': handler(
    'using first = new AsyncDisposableStack();', 'const client = first.adopt(new Client(), (c) => c.end()); // everyPath',
    'await using second = first.move();', query, 'res.json(rows);',
  ),
  'a stack that is moved into a field': withHelper(
    ['class Session {', '  #stack;', '  constructor() {', '    using stack = new DisposableStack();',
      '    this.client = stack.adopt(new Client(), (c) => c.end()); // unknown',
      '    this.#stack = stack.move();', '  }', '  [Symbol.dispose]() {', '    this.#stack.dispose();', '  }', '}'],
    'using session = new Session();', 'res.json(await session.client.query(req.body.text));',
  ),
  'a stack that is moved to nobody who disposes of it': handler(
    'using first = new AsyncDisposableStack();', 'const client = first.adopt(new Client(), (c) => c.end()); // never',
    'const second = first.move();', query, 'res.json(rows);',
  ),
  'a stack that is returned': withHelper(
    ['function open() {', '  const stack = new AsyncDisposableStack();',
      '  const client = stack.adopt(new Client(), (c) => c.end()); // unknown',
      '  return { client, stack };', '}'],
    'const { client, stack } = open();', 'try {', `  ${query}`, '  res.json(rows);', '} finally {', '  await stack.disposeAsync();', '}',
  ),
});

describeAnswers('disposal by hand', {
  'asyncDispose in finally': handler(
    mongo('everyPath'), 'try {', "  res.json(await client.db('app').stats());", '} finally {',
      '  await client[Symbol.asyncDispose]();', '}',
  ),
  'dispose after a call that may fail': handler(
    mongo('somePaths'), "res.json(await client.db('app').stats());", 'client[Symbol.dispose]();',
  ),
  'another symbol': handler(mongo('never'), "res.json(await client.db('app').stats());", 'client[Symbol.iterator]();'),
});

const inFinally = (close: string): string[] => ['try {', `  ${query}`, '  res.json(rows);', '} finally {', `  ${close}`, '}'];

describeAnswers('ways to write the call', {
  'a name in brackets': handler(every, ...inFinally("await client['end']();")),
  'a constant name in brackets': handler(every, "const stop = 'end';", ...inFinally('await client[stop]();')),
  'a constant name of the module': withHelper(["const STOP = 'end';"], every, ...inFinally('await client[STOP]();')),
  'a name that may change': handler(unknown, 'const stop = req.body.method;', ...inFinally('await client[stop]();')),
  'an optional call': handler(every, ...inFinally('await client.end?.();')),
  'an optional chain': handler(every, ...inFinally('await client?.end?.();')),
  'a call by call()': handler(every, ...inFinally('await client.end.call(client);')),
  'a call by apply()': handler(every, ...inFinally('await client.end.apply(client, []);')),
  'a call by Reflect.apply()': handler(every, ...inFinally('await Reflect.apply(client.end, client, []);')),
  'a call of what bind() gives': handler(every, ...inFinally('await client.end.bind(client)();')),
  'a bound name': handler(every, 'const stop = client.end.bind(client);', ...inFinally('await stop();')),
  'a closure': handler(every, 'const stop = () => client.end();', ...inFinally('await stop();')),
  'a destructured method': handler(unknown, 'const { end } = client;', ...inFinally('await end.call(client);')),
  'a name in brackets, on the straight way': handler(some, query, "await client['end']();", 'res.json(rows);'),
  'Reflect.apply() on the straight way': handler(some, query, 'await Reflect.apply(client.end, client, []);', 'res.json(rows);'),
  'Reflect.apply() of another method': handler(never, query, 'await Reflect.apply(client.ref, client, []);', 'res.json(rows);'),
});

describeAnswers('callbacks', {
  'a callback of the client': handler(every, 'client.query(req.body.text, (error, result) => {', '  client.end();',
    '  res.json(result.rows);', '});'),
  'a callback of the client with an early exit': handler(
    some, 'client.query(req.body.text, (error, result) => {', '  if (error) return next(error);', '  client.end();',
      '  res.json(result.rows);', '});',
  ),
  'callbacks in callbacks': handler(
    every, 'client.connect((error) => {', '  if (error) { client.end(); return next(error); }',
    '  client.query(req.body.text, (error, result) => {', '    client.end();', '    if (error) return next(error);',
      '    res.json(result.rows);', '  });', '});',
  ),
  'callbacks in callbacks, of which one forgets': handler(
    some, 'client.connect((error) => {', '  if (error) return next(error);',
    '  client.query(req.body.text, (error, result) => {', '    if (error) return next(error);', '    client.end();',
      '    res.json(result.rows);', '  });', '});',
  ),
  'then and catch': handler(
    every,
      'client.query(req.body.text).then(({ rows }) => { client.end(); res.json(rows); }).catch((error) => { client.end(); next(error); });',
  ),
  'then, catch and finally': handler(
    every, 'client.query(req.body.text).then(({ rows }) => res.json(rows)).catch(next).finally(() => client.end());',
  ),
  'then alone': handler(some, 'client.query(req.body.text).then(({ rows }) => { client.end(); res.json(rows); });'),
  'a chain that starts with connect()': handler(
    every, 'await client.connect().then(() => client.query(req.body.text)).then(({ rows }) => res.json(rows)).finally(() => client.end());',
  ),
  'Promise.all of queries': handler(
    every, 'try {', "  res.json(await Promise.all([client.query('a'), client.query('b')]));", '} finally {', '  await client.end();', '}',
  ),
  'Promise.all of queries, and no finally': handler(
    some, "const all = await Promise.all([client.query('a'), client.query('b')]);", 'await client.end();', 'res.json(all);',
  ),
  'Promise.all of closes': handler(
    "const file = { async close() { console.log('closed'); } };", every, ...inFinally('await Promise.all([client.end(), file.close()]);'),
  ),
  'Promise.allSettled of closes': handler(every, ...inFinally('await Promise.allSettled([client.end()]);')),
  'a new Promise': handler(
    every, 'const rows = await new Promise((resolve, reject) => {', '  client.query(req.body.text, (error, result) => {',
    '    client.end();', '    if (error) reject(error);', '    else resolve(result.rows);', '  });', '});', 'res.json(rows);',
  ),
  'a new Promise that closes when it resolves': handler(
    some, 'const rows = await new Promise((resolve, reject) => {', '  client.query(req.body.text, (error, result) => {',
    '    if (error) return reject(error);', '    client.end();', '    resolve(result.rows);', '  });', '});', 'res.json(rows);',
  ),
  'an event of the client': handler(
    unknown, 'const query = client.query(req.body.text);', "client.on('drain', () => client.end());", 'res.end();',
  ),
  'the end of a query': handler(
    'const client = new Client(); // everyPath', "client.on('end', () => client.end());", 'res.end();',
  ),
  'the response is finished': handler(every, "res.on('finish', () => client.end());", query, 'res.json(rows);'),
  'the response is closed': handler(every, "res.once('close', client.end.bind(client));", query, 'res.json(rows);'),
  'the response is finished, but a query comes before': handler(some, query, "res.on('finish', () => client.end());", 'res.json(rows);'),
  'the request is closed': handler(every, "req.on('close', () => client.end());", query, 'res.json(rows);'),
  'the request is closed, in a named function': handler(
    every, 'const stop = () => { client.end(); };', "req.on('close', stop);", query, 'res.json(rows);',
  ),
  'an error of the response': handler(some, "res.on('error', () => client.end());", query, 'res.json(rows);', 'await client.end();'),
  'onFinished()': handler(every, 'onFinished(res, () => client.end());', query, 'res.json(rows);'),
  'onFinished(), too late': handler(some, query, 'onFinished(res, () => client.end());', 'res.json(rows);'),
  'a signal that aborts': handler(
    every, 'const controller = new AbortController();',
      "controller.signal.addEventListener('abort', () => client.end());", query, 'res.json(rows);',
  ),
  'onabort': handler(every, 'req.signal.onabort = () => client.end();', query, 'res.json(rows);'),
  'a timer': handler(every, 'setTimeout(() => client.end(), 5000);', query, 'res.json(rows);'),
  'a timer at the end': handler(some, query, 'setTimeout(() => client.end(), 5000);', 'res.json(rows);'),
  'the next tick': handler(some, query, 'process.nextTick(() => client.end());', 'res.json(rows);'),
  'setImmediate by reference': handler(every, 'setImmediate(client.end.bind(client));', 'res.end();'),
});

describeAnswers('streams', {
  'a ReadableStream that closes it when it is cancelled and at its end': handler(
    'const stream = new ReadableStream({', '  async start(controller) {', '    const client = new Client(); // everyPath', '    try {',
    '      controller.enqueue(await client.query(req.body.text));', '    } finally {', '      await client.end();', '    }', '  },', '});',
    'res.send(stream);',
  ),
  'a ReadableStream that does not close what its start makes': handler(
    'const stream = new ReadableStream({', '  async start(controller) {', '    const client = new Client(); // never',
    '    controller.enqueue(await client.query(req.body.text));', '  },', '});', 'res.send(stream);',
  ),
  'a ReadableStream that closes it on the straight way': handler(
    'const stream = new ReadableStream({', '  async start(controller) {', '    const client = new Client(); // somePaths',
    '    controller.enqueue(await client.query(req.body.text));', '    await client.end();', '  },', '});', 'res.send(stream);',
  ),
  'a ReadableStream whose variable is outside': handler(
    'let client;', 'const stream = new ReadableStream({', '  async start(controller) {', '    client = new Client(); // everyPath',
    '    controller.enqueue(await client.query(req.body.text));', '  },', '  cancel() { return client?.end(); },', '});',
      'res.send(stream);',
  ),
  'a ReadableStream that uses a client of the handler': handler(
    never, 'const stream = new ReadableStream({', '  async start(controller) {',
    '    controller.enqueue(await client.query(req.body.text));', '  },', '});', 'res.send(stream);',
  ),
  'a ReadableStream that closes a client of the handler': handler(
    every, 'const stream = new ReadableStream({', '  async start(controller) {', '    try {',
    '      controller.enqueue(await client.query(req.body.text));', '    } finally {', '      await client.end();', '    }',
      '  },', '});', 'res.send(stream);',
  ),
  'a generator that is read': withHelper(
    ['async function* rows(text) {', '  const client = new Client(); // everyPath', '  try {', '    yield* await client.query(text);',
      '  } finally {', '    await client.end();', '  }', '}'],
    'Readable.from(rows(req.body.text)).pipe(res);',
  ),
  'a generator that is read, and leaves it when the reader stops': withHelper(
    ['async function* rows(text) {', '  const client = new Client(); // somePaths', '  yield* await client.query(text);',
      '  await client.end();', '}'],
    'Readable.from(rows(req.body.text)).pipe(res);',
  ),
  'a generator in a loop': withHelper(
    ['async function* rows(text) {', '  const client = new Client(); // never', '  yield* await client.query(text);', '}'],
    'for await (const row of rows(req.body.text)) res.write(row);', 'res.end();',
  ),
  'a pipeline with a callback': handler(
    every, 'pipeline(client.query(req.body.text), res, (error) => { client.end(); });',
  ),
  'a pipeline with a callback that forgets it when all went well': handler(
    some, 'pipeline(client.query(req.body.text), res, (error) => { if (error) client.end(); });',
  ),
  'a pipeline that is awaited': handler(
    every, 'try {', '  await pipeline(client.query(req.body.text), res);', '} finally {', '  await client.end();', '}',
  ),
});

describeAnswers('helpers', {
  'that release what they are given': withHelper(['const stop = (c) => c.end();'], every, ...inFinally('await stop(client);')),
  'that release what they are given if there is something': withHelper(
    ['async function stop(c) {', '  if (!c) return;', '  await c.end();', '}'], every, ...inFinally('await stop(client);'),
  ),
  'that release what they are given, and swallow errors': withHelper(
    ['async function stop(c) {', '  try {', '    await c.end();', '  } catch {}', '}'], every, ...inFinally('await stop(client);'),
  ),
  'that release on the straight way': withHelper(['const stop = (c) => c.end();'], some, query, 'await stop(client);', 'res.json(rows);'),
  'that lend it': withHelper(
    ['async function withClient(work) {', '  const client = new Client(); // everyPath', '  try {', '    return await work(client);',
      '  } finally {', '    await client.end();', '  }', '}'],
    'res.json(await withClient((c) => c.query(req.body.text)));',
  ),
  'that lend it and forget it when the work fails': withHelper(
    ['async function withClient(work) {', '  const client = new Client(); // somePaths', '  const result = await work(client);',
      '  await client.end();', '  return result;', '}'],
    'res.json(await withClient((c) => c.query(req.body.text)));',
  ),
  'that are given several to close': handler(
    'const clients = [];', 'try {', '  for (const text of req.body.texts) clients.push(new Client()); // everyPath', '  res.end();',
    '} finally {', '  await Promise.all(clients.map((c) => c.end()));', '}',
  ),
  'a loop that closes all': handler(
    'const clients = [];', 'try {', '  for (const text of req.body.texts) clients.push(new Client()); // everyPath', '  res.end();',
    '} finally {', '  for (const c of clients) await c.end();', '}',
  ),
  'a loop that closes all, but not if one fails': handler(
    'const clients = [];', 'for (const text of req.body.texts) clients.push(new Client()); // somePaths',
      'await clients[0].query(req.body.text);',
    'for (const c of clients) await c.end();', 'res.end();',
  ),
  'a map of clients': handler(
    'const clients = new Map();', 'try {', '  for (const text of req.body.texts) clients.set(text, new Client()); // everyPath',
      '  res.end();',
    '} finally {', '  for (const c of clients.values()) await c.end();', '}',
  ),
  'a map of clients, with their keys': handler(
    'const clients = new Map();', 'try {', '  for (const text of req.body.texts) clients.set(text, new Client()); // everyPath',
      '  res.end();',
    '} finally {', '  for (const [, c] of clients) await c.end();', '}',
  ),
  'a map of clients, which are closed at once': handler(
    'const clients = new Map();', 'try {', '  for (const text of req.body.texts) clients.set(text, new Client()); // everyPath',
      '  res.end();',
    '} finally {', '  await Promise.all([...clients.values()].map((c) => c.end()));', '}',
  ),
  'a list that is made of a map': handler(
    'const clients = new Map();', 'try {', '  for (const text of req.body.texts) clients.set(text, new Client()); // everyPath',
      '  res.end();',
    '} finally {', '  await Promise.all(Array.from(clients.values(), (c) => c.end()));', '}',
  ),
  'an object of clients': handler(
    'const clients = {};', 'try {', '  for (const text of req.body.texts) clients[text] = new Client(); // everyPath', '  res.end();',
    '} finally {', '  await Promise.all(Object.values(clients).map((c) => c.end()));', '}',
  ),
  'an object of clients, in a loop over its entries': handler(
    'const clients = {};', 'try {', '  for (const text of req.body.texts) clients[text] = new Client(); // everyPath', '  res.end();',
    '} finally {', '  for (const [, c] of Object.entries(clients)) await c.end();', '}',
  ),
  'an object of clients, in a loop over its keys': handler(
    'const clients = {};', 'try {', '  for (const text of req.body.texts) clients[text] = new Client(); // everyPath', '  res.end();',
    '} finally {', '  for (const key of Object.keys(clients)) await clients[key].end();', '}',
  ),
  'an object of clients, in a loop over its keys, which names each': handler(
    'const clients = {};', 'try {', '  for (const text of req.body.texts) clients[text] = new Client(); // everyPath', '  res.end();',
    '} finally {', '  for (const key in clients) { const c = clients[key]; await c.end(); }', '}',
  ),
  'an object of clients, in a loop over its keys in a callback': handler(
    'const clients = {};', 'try {', '  for (const text of req.body.texts) clients[text] = new Client(); // everyPath', '  res.end();',
    '} finally {', '  Object.keys(clients).forEach((key) => clients[key].end());', '}',
  ),
  'an object of clients, whose keys are mapped': handler(
    'const clients = {};', 'try {', '  for (const text of req.body.texts) clients[text] = new Client(); // everyPath', '  res.end();',
    '} finally {', '  await Promise.all(Object.keys(clients).map(async (key) => { await clients[key].end(); }));', '}',
  ),
  'a map of clients, in a loop over its keys': handler(
    'const clients = new Map();', 'try {', '  for (const text of req.body.texts) clients.set(text, new Client()); // everyPath',
      '  res.end();',
    '} finally {', '  for (const key of clients.keys()) await clients.get(key).end();', '}',
  ),
  'a client that is got from a map': handler(
    'const clients = new Map();', 'try {', "  clients.set('a', new Client()); // everyPath", '  res.end();',
    '} finally {', "  await clients.get('a').end();", '}',
  ),
  'a loop over the keys of something else': handler(
    'const clients = {};', 'for (const text of req.body.texts) clients[text] = new Client(); // never',
    'for (const key of Object.keys(req.body)) await clients[key].query(key);', 'res.end();',
  ),
  'a map of clients that nobody closes': handler(
    'const clients = new Map();', 'for (const text of req.body.texts) clients.set(text, new Client()); // never',
    'for (const c of clients.values()) await c.query(req.body.text);', 'res.end();',
  ),
  'forEach': handler(
    'const clients = [];', 'try {', '  for (const text of req.body.texts) clients.push(new Client()); // everyPath', '  res.end();',
    '} finally {', '  clients.forEach((c) => c.end());', '}',
  ),
  'a function that is given to map': withHelper(
    ['const close = (client) => client?.end();'],
    'const clients = [];', 'try {', '  for (const text of req.body.texts) clients.push(new Client()); // everyPath', '  res.end();',
    '} finally {', '  await Promise.all(clients.map(close));', '}',
  ),
  'a function that is given to forEach, and releases nothing': withHelper(
    ['const log = (client) => console.log(client.port);'],
    'const clients = [new Client()]; // never', 'await clients[0].query(req.body.text);', 'clients.forEach(log);', 'res.end();',
  ),
});

const assigned = (...lines: readonly string[]): string => handler('let client;', ...lines,
  'try {', '  res.json(await client.query(req.body.text));', '} finally {', '  await client.end();', '}');

describeAnswers('a client that is assigned, and connects before anything can fail', {
  'at once': assigned('client = new Client(); // everyPath', 'await client.connect();'),
  'in a case of a switch': assigned('switch (process.env.KIND) {', "  case 'pg':", '    client = new Client(); // everyPath',
    '    await client.connect();', '    break;', '  default:', "    throw new Error('none');", '}'),
  'with a listener': assigned('client = new Client(); // everyPath', "client.on('error', console.error);", 'await client.connect();'),
  'but not at the end':
    assigned('client = new Client(); // somePaths', 'await client.connect();', "await client.query('SET ROLE reader');"),
  'in a branch': assigned('client = new Client(); // somePaths', 'if (req.body.text) await client.connect();',
    "await client.query('SET ROLE reader');"),
});

describeAnswers('a release that is only named', {
  'in a statement': handler(never, query, 'client.end;', 'res.json(rows);'),
  'waited for': handler(never, 'try {', `  ${query}`, '  res.json(rows);', '} finally {', '  await client.end;', '}'),
  'of another client': handler(
    mongo('never'), 'try {', "  res.json(await client.db('app').stats());", '} catch (error) {', '  client.close;', '  next(error);', '}',
    'client.close;',
  ),
  'behind a test': handler(never, query, 'client && client.end;', 'if (client.end) client.end;', 'void client?.end;', 'res.json(rows);'),
  'in finally of a promise': handler(never, 'await client.query(req.body.text).finally(() => client.end);', 'res.end();'),
  'in a listener': handler(never, "res.on('close', () => client.end);", "res.once('finish', function () { return client.end; });",
    query, 'res.json(rows);'),
  'on one way, and called on the other': handler(
    some, 'try {', `  ${query}`, '  await client.end();', '  res.json(rows);', '} catch (error) {', '  client.end;', '  next(error);', '}',
  ),
  'and called behind that': handler(
    every, 'try {', `  ${query}`, '  res.json(rows);', '} finally {', '  client.end;', '  client.end();', '}',
  ),
  'and given to what calls it': handler(every, 'const done = client.query(req.body.text).finally(client.end.bind(client));', 'await done;',
    'res.end();'),
  'and given to something else': handler(unknown, 'later(client.end);', query, 'res.json(rows);'),
  'and given out by a promise': handler(unknown, 'const end = await Promise.resolve().then(() => client.end);', 'later(end);', query,
    'res.json(rows);'),
});
