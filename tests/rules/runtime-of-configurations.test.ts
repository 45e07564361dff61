import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* What the configuration of a package says of where it is deployed says where its requests run. */

const handler = `import { ImageAnnotatorClient } from '@google-cloud/vision';
export default defineEventHandler(async (event) => {
  const client = new ImageAnnotatorClient();
  return client.labelDetection(await readBody(event));
});
`;

async function reports(files: Record<string, string>, path = 'server/api/scan.post.ts', code = handler): Promise<number> {
  const dependencies = { nuxt: '^3.0.0', nitropack: '^2.0.0', '@sveltejs/kit': '^2.0.0' };
  const project = createProject({ rule: 'no-client-per-request', files: { 'package.json': { name: 'shop', dependencies }, ...files } });
  return (await project.lint(path, code)).length;
}

it.each([
  ['a preset for isolates', { 'nuxt.config.ts': "export default defineNuxtConfig({ nitro: { preset: 'cloudflare_module' } });" }, 0],
  ['a preset for a server', { 'nuxt.config.ts': "export default defineNuxtConfig({ nitro: { preset: 'node-server' } });" }, 1],
  ['another property', { 'nuxt.config.ts': "export default defineNuxtConfig({ image: { preset: 'cloudflare' } });" }, 1],
  ['no preset', { 'nuxt.config.ts': 'export default defineNuxtConfig({ ssr: true });' }, 1],
  ['a preset of Nitro alone', { 'nitro.config.ts': "export default { preset: 'vercel-edge' };" }, 0],
])('reads %s', async (_, files, count) => {
  expect(await reports(files)).toBe(count);
});

it('does not ask the configuration of another package', async () => {
  const files = {
    'nuxt.config.ts': "export default defineNuxtConfig({ nitro: { preset: 'cloudflare_module' } });",
    'apps/admin/package.json': '{ "name": "admin", "dependencies": { "nuxt": "^3.0.0" } }',
  };
  expect(await reports(files, 'apps/admin/server/api/scan.post.ts')).toBe(1);
});

it.each([['@sveltejs/adapter-cloudflare', 0], ['@sveltejs/adapter-node', 1]])('knows the adapter %s', async (adapter, count) => {
  const config = `import adapter from '${adapter}';\nexport default { kit: { adapter: adapter() } };\n`;
  const code = `import { ImageAnnotatorClient } from '@google-cloud/vision';
export async function POST({ request }) {
  const client = new ImageAnnotatorClient();
  return Response.json(await client.labelDetection(await request.text()));
}
`;
  expect(await reports({ 'svelte.config.js': config }, 'src/routes/scan/+server.ts', code)).toBe(count);
});
