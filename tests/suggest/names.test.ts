import { describe, expect, it } from 'vitest';
import { applied } from '../support/suggestions.js';

const imports = 'import { SQSClient } from \'@aws-sdk/client-sqs\';\nimport { MongoClient } from \'mongodb\';\n';

/** The line that has the client in a handler of these lines, and what the module got. */
function edited(messageId: string, lines: readonly string[], wanted: string): string[] {
  const code = `${imports}\nexport async function list(req, res) {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
  const output = applied(messageId, code, 'service.js').slice(imports.length).split('\n');
  const at = output.findIndex((line) => line.startsWith('export'));
  return [...output.slice(0, at).filter((line) => /^(?:const|let|function|async function) /.test(line)),
    ...output.slice(at).filter((line) => line.includes(wanted)).map((line) => line.trim())];
}

describe('what an edit adds is named after', () => {
  it('a variable among others', () => {
    expect(edited('keyedCache', [
      'const { region } = req.params, queue = new SQSClient({ region });', 'res.json(await queue.send(1));',
    ], 'SQSClient')).toMatchInlineSnapshot(`
      [
        "const queueCacheLimit = 50;",
        "const queueCache = new Map();",
        "function cachedQueue(key, create) {",
        "const { region } = req.params, queue = cachedQueue(region, () => new SQSClient({ region }));",
      ]
    `);
  });

  it('a variable of a case', () => {
    const lines = (config: string): string[] => [
      'switch (req.method) {', "  case 'GET':", `    const queue = new SQSClient(${config});`, '    res.json(await queue.send(1));', '}'];
    expect(edited('keyedCache', lines('{ region: req.params.region }'), 'queue =')).toMatchInlineSnapshot(`
      [
        "const queueCacheLimit = 50;",
        "const queueCache = new Map();",
        "function cachedQueue(key, create) {",
        "const queue = cachedQueue(req.params.region, () => new SQSClient({ region: req.params.region }));",
      ]
    `);
    expect(edited('lazyGetter', lines('{}'), 'queue =')).toMatchInlineSnapshot(`
      [
        "let sharedQueue;",
        "const getQueue = () => (sharedQueue ??= new SQSClient({}));",
        "const queue = getQueue();",
      ]
    `);
    expect(edited('hoistToModule', lines('{}'), 'queue =')).toMatchInlineSnapshot(`
      [
        "const sqsClient = new SQSClient({});",
        "const queue = sqsClient;",
      ]
    `);
  });

  it('a variable that is written again', () => {
    expect(edited('lazyGetter', [
      'let queue = new SQSClient({});', 'res.json(await queue.send(1));', 'queue = undefined;',
    ], 'queue =')).toMatchInlineSnapshot(`
      [
        "let sharedQueue;",
        "const getQueue = () => (sharedQueue ??= new SQSClient({}));",
        "let queue = getQueue();",
        "queue = undefined;",
      ]
    `);
  });

  it('the key of an object', () => {
    expect(edited('asyncMemo', [
      "const resources = { connection: await MongoClient.connect('mongodb://localhost') };",
      "res.json(await resources.connection.db().collection('users').findOne({}));",
    ], 'resources =')).toMatchInlineSnapshot(`
      [
        "let connectionPromise;",
        "function getConnection() {",
        "const resources = { connection: await getConnection() };",
      ]
    `);
  });
});
