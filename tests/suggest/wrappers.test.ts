import { describe, expect, it } from 'vitest';
import { applied } from '../support/suggestions.js';

/** As TypeScript sees them, in the parts that the tests use. */
const declarations = `
declare module 'express' {
  export interface Request { body: any; params: Record<string, string> }
  export interface Response { json(body: unknown): void }
}
declare module '@aws-sdk/client-dynamodb' {
  export class DynamoDBClient { constructor(config: { region?: string }); send(command: unknown): Promise<any>; destroy(): void }
}
declare module '@aws-sdk/lib-dynamodb' {
  import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
  export class DynamoDBDocumentClient {
    static from(client: DynamoDBClient, config?: object): DynamoDBDocumentClient;
    send(command: unknown): Promise<any>;
  }
}
declare module 'dynamodb-toolbox' {
  export class Table { constructor(config: { name: string; documentClient: object }); scan(): Promise<any> }
}
`;

const imports = `import type { Request, Response } from 'express';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Table } from 'dynamodb-toolbox';
`;

/** The hoist of the client in a handler with these lines. */
function hoisted(lines: readonly string[], before = '', messageId = 'hoistToModule'): string {
  const code = `${imports}${before}
export async function list(req: Request, res: Response) {
${lines.map((line) => `  ${line}\n`).join('')}}
`;
  return applied(messageId, code, 'service.ts', { declarations }).slice(imports.length);
}

describe('a wrapper beside its client', () => {
  it('moves along', () => {
    expect(hoisted([
      'const client = new DynamoDBClient({});', '// Takes plain objects.', 'const doc = DynamoDBDocumentClient.from(client);',
      'res.json(await doc.send(1));',
    ])).toMatchInlineSnapshot(`
      "
      const client = new DynamoDBClient({});
      // Takes plain objects.
      const doc = DynamoDBDocumentClient.from(client);

      export async function list(req: Request, res: Response) {
        res.json(await doc.send(1));
      }
      "
    `);
  });

  it('moves along with the constants that it is made of', () => {
    expect(hoisted([
      'const client = new DynamoDBClient({});', 'const marshallOptions = { removeUndefinedValues: true };',
      'const doc = DynamoDBDocumentClient.from(client, { marshallOptions });', 'res.json([await doc.send(1), await client.send(2)]);',
    ])).toMatchInlineSnapshot(`
      "
      const client = new DynamoDBClient({});
      const marshallOptions = { removeUndefinedValues: true };
      const doc = DynamoDBDocumentClient.from(client, { marshallOptions });

      export async function list(req: Request, res: Response) {
        res.json([await doc.send(1), await client.send(2)]);
      }
      "
    `);
  });

  it('moves along with what wraps it in turn', () => {
    expect(hoisted([
      'const client = new DynamoDBClient({});', 'console.log(req.params);', 'const doc = DynamoDBDocumentClient.from(client);',
      "const users = new Table({ name: 'users', documentClient: doc });", 'res.json(await users.scan());',
    ])).toMatchInlineSnapshot(`
      "
      const client = new DynamoDBClient({});
      const doc = DynamoDBDocumentClient.from(client);
      const users = new Table({ name: 'users', documentClient: doc });

      export async function list(req: Request, res: Response) {
        console.log(req.params);
        res.json(await users.scan());
      }
      "
    `);
  });

  it('moves along from the same declaration', () => {
    expect(hoisted([
      'const start = Date.now(), client = new DynamoDBClient({}), doc = DynamoDBDocumentClient.from(client);',
      'res.json([start, await doc.send(1)]);',
    ])).toMatchInlineSnapshot(`
      "
      const client = new DynamoDBClient({});
      const doc = DynamoDBDocumentClient.from(client);

      export async function list(req: Request, res: Response) {
        const start = Date.now();
        res.json([start, await doc.send(1)]);
      }
      "
    `);
  });

  it('gets another name where the module has one of that name', () => {
    expect(hoisted([
      'const client = new DynamoDBClient({});', 'const doc = DynamoDBDocumentClient.from(client);', 'res.json(await doc.send(1));',
    ], "\nexport const doc = 'what this is';\n")).toMatchInlineSnapshot(`
      "
      export const doc = 'what this is';

      const client = new DynamoDBClient({});
      const sharedDoc = DynamoDBDocumentClient.from(client);

      export async function list(req: Request, res: Response) {
        res.json(await sharedDoc.send(1));
      }
      "
    `);
  });

  it.each([
    ['made of what the request brings', [
      'const doc = DynamoDBDocumentClient.from(client, { translateConfig: req.body });', 'res.json(await doc.send(1));']],
    ['made in a branch', [
      'if (req.body) {', '  const doc = DynamoDBDocumentClient.from(client);', '  res.json(await doc.send(1));', '}']],
    ['in a variable that may be written', ['let doc = DynamoDBDocumentClient.from(client);', 'res.json(await doc.send(1));']],
    ['given something of the request', [
      'const doc: any = DynamoDBDocumentClient.from(client);', 'doc.user = req.body;', 'res.json(await doc.send(1));']],
    ['changed in its parts', [
      'const doc = DynamoDBDocumentClient.from(client);', '(doc as any).middlewareStack.use(req.body);', 'res.json(await doc.send(1));']],
    ['made only where its arguments are there', [
      'if (!process.env.TABLE) return;', 'const doc = new Table({ name: process.env.TABLE, documentClient: client });',
      'res.json(await doc.scan());']],
  ])('stays where it is %s', (_, lines) => {
    const output = hoisted(['const client = new DynamoDBClient({});', ...lines]);
    expect(output.split('\n').slice(0, 3)).toEqual(['', 'const client = new DynamoDBClient({});', '']);
    expect(output.split('\n').slice(4, -2)).toEqual(lines.map((line) => `  ${line}`));
  });

  it('stays where others get it', () => {
    expect(hoisted(['res.json(await create().send(1));'], `
function create() {
  const client = new DynamoDBClient({});
  const doc = DynamoDBDocumentClient.from(client);
  return doc;
}
`)).toMatchInlineSnapshot(`
  "
  const client = new DynamoDBClient({});

  function create() {
    const doc = DynamoDBDocumentClient.from(client);
    return doc;
  }

  export async function list(req: Request, res: Response) {
    res.json(await create().send(1));
  }
  "
`);
  });

  it('stays where the client is made on first use', () => {
    expect(hoisted([
      'const client = new DynamoDBClient({});', 'const doc = DynamoDBDocumentClient.from(client);', 'res.json(await doc.send(1));',
    ], '', 'lazyGetter')).toMatchInlineSnapshot(`
      "
      let sharedClient: DynamoDBClient | undefined;
      const getClient = () => (sharedClient ??= new DynamoDBClient({}));

      export async function list(req: Request, res: Response) {
        const client = getClient();
        const doc = DynamoDBDocumentClient.from(client);
        res.json(await doc.send(1));
      }
      "
    `);
  });
});
