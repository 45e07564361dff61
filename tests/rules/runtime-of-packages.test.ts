import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What a package is started and deployed with says where its requests run, unless it also starts a server of its own. */

const route = `import { Hono } from 'hono';
import { S3Client, ListObjectsV2Command } from '@aws-sdk/client-s3';
const app = new Hono();
app.get('/photos', async (c) => {
  const s3 = new S3Client({ region: 'eu-west-1' });
  return c.json(await s3.send(new ListObjectsV2Command({ Bucket: 'photos' })));
});
export default app;
`;

const server = `import { createServer } from 'node:http';
import app from './index.js';
createServer(async (request, response) => response.end(await (await app.request(request.url)).text())).listen(8080);
`;

interface Package {
  readonly scripts?: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  /** Files beside the manifest. */
  readonly beside?: Record<string, string>;
  /** The manifest above it. */
  readonly root?: object;
}

async function reports({ scripts = {}, dependencies = {}, beside = {}, root = {} }: Package): Promise<number> {
  const files = {
    'package.json': { name: 'shop', workspaces: ['api'], ...root },
    'api/package.json': { name: 'api', type: 'module', scripts, dependencies: { hono: '^4.6.0', ...dependencies } },
    'api/src/index.ts': route,
    ...Object.fromEntries(Object.entries(beside).map(([name, text]) => [`api/${name}`, text])),
  };
  return (await createProject({ rule: '*', files }).lint('api/src/index.ts', route)).length;
}

describe('an isolate', () => {
  it.each([
    ['what runs it here', { scripts: { dev: 'wrangler dev --local' } }],
    ['what deploys it', { scripts: { test: 'vitest run', deploy: 'npm run types && npx wrangler deploy --minify src/index.ts' } }],
    ['a configuration for one place', { beside: { 'wrangler.ci.toml': 'name = "photos"\n' } }],
    ['such a configuration, and a script that fills its storage',
      { scripts: { seed: 'node scripts/seed.js' }, beside: { 'wrangler.production.jsonc': '{}' } }],
    ['what deploys it, beside a server that the workspace starts',
      { scripts: { deploy: 'wrangler deploy' }, root: { scripts: { start: 'node server/main.js' } } }],
  ] satisfies [string, Package][])('is told by %s', async (_, parts) => {
    expect(await reports(parts)).toBe(0);
  });
});

describe('a server', () => {
  it.each([
    ['there is nothing else', {}],
    ['a script starts one as well',
      { scripts: { 'dev:worker': 'wrangler dev', dev: 'tsx watch src/node.ts' }, beside: { 'src/node.ts': server } }],
    ['a script starts one beside a configuration for one place',
      { scripts: { start: 'node dist/node.js' }, beside: { 'wrangler.ci.toml': 'name = "photos"\n', 'src/node.ts': server } }],
    ['the package has what makes one', { scripts: { deploy: 'wrangler deploy' }, dependencies: { '@hono/node-server': '^1.13.0' } }],
    ['the command deploys pages alone', { scripts: { deploy: 'wrangler pages deploy dist' } }],
    ['a script only speaks of the command', { scripts: { postinstall: 'echo "wrangler dev starts it"' } }],
    ['another package of the workspace is deployed', { root: { scripts: { deploy: 'wrangler deploy' } }, scripts: { test: 'vitest' } }],
    ['a file only begins like such a configuration', { beside: { 'wrangler-notes.toml': '' } }],
  ] satisfies [string, Package][])('it stays where %s', async (_, parts) => {
    expect(await reports(parts)).toBe(1);
  });
});
