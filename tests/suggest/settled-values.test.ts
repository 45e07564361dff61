import { describe, expect, it } from 'vitest';
import { applied, offeredToShare } from '../support/suggestions.js';

const aws = `
declare module '@aws-sdk/client-ses' {
  export interface SESClientConfig { endpoint?: string; region?: string | undefined }
  export class SESClient { constructor(config: SESClientConfig); send(command: unknown): Promise<unknown> }
}
declare module 'aws-xray-sdk-core' {
  const xray: { captureAWSv3Client<T>(client: T): T };
  export default xray;
}
declare module 'express' {
  export interface App { get(path: string, handler: (req: { body: any }, res: { json(body: unknown): void }) => unknown): void }
  export default function express(): App;
}
declare const process: { env: Record<string, string | undefined> };
`;

/** A function that makes a client for a handler. */
function service(make: readonly string[], call = 'makeClient()', parameters = ''): string {
  return `import express from 'express';
import xray from 'aws-xray-sdk-core';
import { SESClient, type SESClientConfig } from '@aws-sdk/client-ses';

export function makeClient(${parameters}) {
${make.map((line) => `  ${line}\n`).join('')}}

const app = express();
app.get('/', async (req, res) => res.json([xray, await ${call}.send({})]));
`;
}

const js = (code: string): string => code.replace(', type SESClientConfig', '');

const filled = [
  'const options: SESClientConfig = {};',
  'if (process.env.LOCAL) {',
  '  options.endpoint = process.env.LOCAL;',
  '}',
  'return new SESClient(options);',
];

describe('a client that is made of what a function fills', () => {
  it('is kept where it is made', () => {
    const output = applied('lazyGetter', service(filled), 'service.ts', { declarations: aws });
    expect(output).toContain('let client: SESClient | undefined;\n\nexport function makeClient()');
    expect(output).toContain('  return (client ??= new SESClient(options));\n');
    expect(output).toContain(filled.slice(0, 4).join('\n  '));
  });

  it.each([
    ['a parameter', 'options.region = region;', 'req.body.region', 'region'],
    ['a test of a parameter', "if (isLocal) options.region = 'local';", 'req.body.isLocal', 'isLocal'],
    ['a loop over it', 'for (const [name, value] of entries) options[name] = value;', 'req.body.entries', 'entries'],
  ])('is left where it is filled by %s', (_, line, argument, parameter) => {
    const make = ['const options = {};', line, 'return new SESClient(options);'];
    expect(offeredToShare(js(service(make, `makeClient(${argument})`, parameter)), 'service.js')).not.toContain('lazyGetter');
  });
});

describe('a client that a function does something to', () => {
  const captured = [
    'const client = new SESClient({ region: process.env.REGION });',
    "return process.env.TRACED === 'true' ? xray.captureAWSv3Client(client) : client;",
  ];

  it('is made by it once', () => {
    expect(applied('lazyGetter', js(service(captured)), 'service.js')).toMatchInlineSnapshot(`
      "import express from 'express';
      import xray from 'aws-xray-sdk-core';
      import { SESClient } from '@aws-sdk/client-ses';

      let sharedSesClient;

      export function makeClient() {
        if (sharedSesClient) return sharedSesClient;
        const client = new SESClient({ region: process.env.REGION });
        return (sharedSesClient = process.env.TRACED === 'true' ? xray.captureAWSv3Client(client) : client);
      }

      const app = express();
      app.get('/', async (req, res) => res.json([xray, await makeClient().send({})]));
      "
    `);
  });

  it('is made by it once, with what it tells the instrument', () => {
    const make = ["xray.setContextMissingStrategy('LOG_ERROR');", ...captured];
    expect(applied('lazyGetter', js(service(make)), 'service.js')).toContain('return sharedSesClient;\n  xray.setContextMissing');
  });

  it('has the type that is written down', () => {
    const make = [
      'let client: SESClient;',
      'const raw = new SESClient({ region: process.env.REGION });',
      "client = process.env.TRACED === 'true' ? xray.captureAWSv3Client(raw) : raw;",
      'return client;',
    ];
    const output = applied('lazyGetter', service(make), 'service.ts', { declarations: aws });
    expect(output).toContain('let sharedSesClient: SESClient | undefined;');
    expect(output).toContain('  if (sharedSesClient) return sharedSesClient;\n');
    expect(output).toContain('  return (sharedSesClient = client);\n');
  });

  it.each([
    ['takes something', captured, 'makeClient(req.body)', 'body'],
    ['may return nothing', ['if (!process.env.REGION) return null;', ...captured], 'makeClient()', ''],
    ['counts', ['made++;', ...captured], 'makeClient()', ''],
    ['asks for the time', ['console.log(Date.now());', ...captured], 'makeClient()', ''],
  ])('is left where the function %s', (_, make, call, parameters) => {
    const code = `${js(service(make, call, parameters))}let made = 0;\nconsole.log(made);\n`;
    expect(offeredToShare(code, 'service.js')).not.toContain('lazyGetter');
  });
});

describe('a package that is loaded where it is needed', () => {
  it('gives a type by its name', () => {
    expect(applied('lazyGetter', `
import type { Request, Response } from 'express';

export async function list(req: Request, res: Response): Promise<void> {
  const { Pool } = await import('pg');
  const pool = new Pool();
  try {
    res.json(await pool.query('select 1'));
  } finally {
    await pool.end();
  }
}
`.slice(1), 'service.ts')).toMatchInlineSnapshot(`
  "import type { Request, Response } from 'express';

  let sharedPool: import('pg').Pool | undefined;

  export async function list(req: Request, res: Response): Promise<void> {
    const { Pool } = await import('pg');
    const pool = (sharedPool ??= new Pool());
    res.json(await pool.query('select 1'));
  }
  "
`);
  });

  it('is loaded as before', () => {
    expect(applied('lazyGetter', `
export async function list(req, res) {
  const twilio = (await import('twilio')).default;
  const client = twilio(process.env.ACCOUNT, process.env.TOKEN);
  res.json(await client.messages.list());
}
`.slice(1), 'service.js')).toMatchInlineSnapshot(`
  "let sharedClient;

  export async function list(req, res) {
    const twilio = (await import('twilio')).default;
    const client = (sharedClient ??= twilio(process.env.ACCOUNT, process.env.TOKEN));
    res.json(await client.messages.list());
  }
  "
`);
  });
});
