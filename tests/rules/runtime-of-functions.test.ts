import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* A file that says that a project runs in isolates says nothing of a function that another platform deploys by itself. */

const source = `import { ImageAnnotatorClient } from '@google-cloud/vision';
export const handler = async (event) => {
  const client = new ImageAnnotatorClient();
  return client.labelDetection(event.body);
};
`;

async function reports(path: string, code = source): Promise<number> {
  const files = { 'package.json': { name: 'shop', type: 'module' }, 'wrangler.toml': 'name = "shop"\n' };
  const project = createProject({ rule: '*', files });
  return (await project.lint(path, code)).length;
}

it('reports a function of another platform beside `wrangler.toml`', async () => {
  expect(await reports('netlify/functions/scan.js')).toBe(1);
});

it('reports a process that no isolate can start beside `wrangler.toml`, and a browser that outlives isolates', async () => {
  const files = { 'package.json': { dependencies: { next: '^15.0.0' } }, 'wrangler.toml': 'name = "shop"\n' };
  const project = createProject({ rule: '*', files });
  const route = (sdk: string): string => `import puppeteer from '${sdk}';
export async function POST(request) {
  const browser = await puppeteer.launch();
  const page = await browser.newPage();
  await page.setContent(await request.text());
  return new Response(await page.pdf());
}
`;
  expect(await project.lint('app/api/print/route.ts', route('puppeteer'))).toHaveLength(1);
  // A browser of Browser Rendering is no process of the isolate and outlives it: it counts against the limit until it is closed or idle.
  expect(await project.lint('app/api/print/route.ts', route('@cloudflare/puppeteer'))).toHaveLength(1);
});

it('reports a route that says that it runs in Node.js beside `wrangler.toml`', async () => {
  const route = (constant: string): string => `import { ImageAnnotatorClient } from '@google-cloud/vision';
${constant}
export async function POST(request) {
  const client = new ImageAnnotatorClient();
  return Response.json(await client.labelDetection(await request.text()));
}
`;
  const files = { 'package.json': { dependencies: { next: '^15.0.0' } }, 'wrangler.toml': 'name = "shop"\n' };
  const project = createProject({ rule: '*', files });
  expect(await project.lint('app/api/scan/route.ts', route("export const runtime = 'nodejs';"))).toHaveLength(1);
  expect(await project.lint('app/api/scan/route.ts', route(''))).toHaveLength(0);
  expect(await project.lint('app/api/scan/route.ts', route("export const runtime = 'edge';"))).toHaveLength(0);
});

it.each([
  ['the worker itself', 'src/worker.js', source
    .replace(/export const handler.*\n/, 'export default { async fetch(event) {\n').replace(/};\n$/, '} };\n')],
  ['what imports a module of isolates', 'netlify/functions/scan.js', `import { env } from 'cloudflare:workers';\n${source}`],
])('is silent for %s', async (_, path, code) => {
  expect(await reports(path, code)).toBe(0);
});
