import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** What did not open, and what only takes something note, loses nothing: the next call that fails does. */

async function reported(imports: string, body: string): Promise<string[]> {
  const code = `import express from 'express';\n${imports}\nexpress().get('/', async (req, res) => {\n${body}\n});\n`;
  const project = createProject({ rule: 'require-client-close', files: {
    'package.json': '{ "dependencies": { "express": "^5.0.0", "promise-ftp": "^1.3.5", "puppeteer-cluster": "^0.24.0" } }',
  } });
  return (await project.lint('server.js', code)).map(({ message }) => message);
}

describe('a session of promise-ftp', () => {
  const imports = "import PromiseFtp from 'promise-ftp';";
  const open = "  const ftp = new PromiseFtp();\n  await ftp.connect({ host: 'files' });\n";

  it('is not open where it cannot connect', async () => {
    expect(await reported(imports, `${open}  await ftp.end();\n  res.end();`)).toEqual([]);
  });

  it('is lost where what it is asked for fails', async () => {
    const [message] = await reported(imports, `${open}  const list = await ftp.list('/');\n  await ftp.end();\n  res.json(list);`);
    expect(message).toContain('when `list()` on line 6 throws');
  });
});

describe('a cluster of browsers', () => {
  const imports = "import { Cluster } from 'puppeteer-cluster';";
  const open = '  const cluster = await Cluster.launch({});\n  await cluster.task(async ({ page }) => page.title());\n';

  it('is not lost where it is told what to do', async () => {
    expect(await reported(imports, `${open}  await cluster.close();\n  res.end();`)).toEqual([]);
  });

  it('is not lost where work is put into its queue, and waited for', async () => {
    const work = '  cluster.queue(req.url);\n  await cluster.idle();\n';
    expect(await reported(imports, `${open}${work}  await cluster.close();\n  res.end();`)).toEqual([]);
  });

  it('is lost where it is asked to do it', async () => {
    const [message] = await reported(imports, `${open}  res.end(await cluster.execute(req.url));\n  await cluster.close();`);
    expect(message).toContain('when `execute()` on line 6 throws');
  });
});

describe('a client of a server of tools', () => {
  const sdk = '@modelcontextprotocol/sdk/client';
  const http = `import { StreamableHTTPClientTransport as Http } from '${sdk}/streamableHttp.js';`;
  const imports = `import { Client } from '${sdk}/index.js';\n${http}`;
  const body = (work: string): string => `  let client;
  try {
    client = new Client({ name: 'a' });
    await client.connect(new Http(new URL(req.url)));
  } catch (error) {
    client = new Client({ name: 'b' });
    await client.connect(new Http(new URL('/sse', req.url)));
  }
${work}  await client.close();
  res.end();`;

  it('is not lost where another one takes the place of one that could not connect', async () => {
    expect(await reported(imports, body(''))).toEqual([]);
  });

  it('is lost where it is asked for what it has', async () => {
    const messages = await reported(imports, body('  res.json(await client.listTools());\n'));
    expect(messages.join()).toContain('when `listTools()` on line 13 throws');
    expect(messages.join()).not.toContain('overwritten');
  });
});
