import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* The message names the nearest entry point, and how many more lead to the construction. */

const vision = "import { ImageAnnotatorClient } from '@google-cloud/vision';\n";
const express = "import express from 'express';\nimport { open, label } from './client.js';\nconst app = express();\n";

async function messages(client: string, server: string, filename = 'src/client.js'): Promise<string[]> {
  const files = {
    'package.json': { name: 'shop', type: 'module', dependencies: { express: '^5.0.0' } },
    'src/client.js': vision + client,
    'src/server.js': express + server,
  };
  const project = createProject({ rule: '*', files });
  return (await project.lint(filename, files[filename as 'src/client.js'])).map(({ message }) => message);
}

describe('entry points', () => {
  const helper = 'export async function label(uri) {\n  return new ImageAnnotatorClient().labelDetection(uri);\n}\n';

  it.each([
    ['one', "app.get('/a', (req) => label(req.url));", 'request (GET /a → src/server.js:4 → label()'],
    ['a handler of two routes', "const run = (req) => label(req.url);\napp.get('/a', run);\napp.get('/b', run);",
      'request (GET /a and 1 more → run()'],
    ['handlers of their own', "app.get('/a', (req) => label(req.url));\napp.post('/b', (req) => label(req.url));\n"
      + "async function deep(req) {\n  await label(req.url);\n}\napp.put('/c', (req) => deep(req));", 'request (GET /a and 2 more → '],
    ['one of them called twice', "app.get('/a', async (req) => { await label(req.url); await label('x'); });", 'request (GET /a → '],
    ['start-up beside it', "label('x');\napp.get('/a', (req) => label(req.url));", 'request (GET /a → '],
  ])('lead to a helper: %s', async (_, server, expected) => {
    const [message, ...others] = await messages(helper, server);
    expect(others).toStrictEqual([]);
    expect(message).toContain(expected);
  });

  it('count as far as the same rule reports what they do', async () => {
    const factory = 'export function open() {\n  return new ImageAnnotatorClient();\n}\n';
    const [message, ...others] = await messages(factory, "app.get('/a', (req) => open().labelDetection(req.url));\n"
      + "app.get('/b', (req) => open().labelDetection(req.body));\n"
      + "app.get('/c', async (req) => { const c = open(); try { await c.labelDetection(req.url); } finally { await c.close(); } });");
    expect(others).toStrictEqual([]);
    expect(message).toContain('request (GET /a and 1 more → ');
  });

  it('lead to what closes a shared client', async () => {
    const shared = 'export const client = new ImageAnnotatorClient();\nexport const stop = () => client.close();\n';
    const server = "import { stop } from './client.js';\napp.post('/a', () => stop());\napp.post('/b', () => stop());";
    const [message, ...others] = await messages(shared, server);
    expect(others).toStrictEqual([]);
    expect(message).toContain('request (POST /a and 1 more → ');
  });
});
