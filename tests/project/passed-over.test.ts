import { expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* Files that stand where a framework looks, and that it does not take. */

const code = `import { ImageAnnotatorClient } from '@google-cloud/vision';
export default async function handler(req, res) {
  const client = new ImageAnnotatorClient();
  res.json(await client.labelDetection(req.body.uri));
}
`;

const next = { dependencies: { next: '^16.0.0' } };
const page = 'export default function Page() { return null; }\n';

it.each<[string, string, number, Record<string, string | object>]>([
  ['src/pages/api/scan.js', 'there is no other folder', 1, { 'package.json': next }],
  ['src/pages/api/scan.js', 'pages stand beside src', 0, { 'package.json': next, 'pages/index.js': page }],
  ['src/pages/api/scan.js', 'routes stand beside src', 1, { 'package.json': next, 'app/page.js': page }],
  ['pages/api/scan.js', 'src has pages, too', 1, { 'package.json': next, 'src/pages/index.js': page }],
  ['shop/src/pages/api/scan.js', 'another package has pages', 1, { 'shop/package.json': next, 'pages/index.js': page }],
  ['api/scan.js', 'no file lists the functions', 1, { 'package.json': {}, 'vercel.json': '{ "version": 2 }' }],
  ['api/scan.js', 'it is listed', 1, { 'package.json': {}, 'vercel.json': '{ "builds": [{ "src": "api/*.js", "use": "@vercel/node" }] }' }],
  ['api/scan.js', 'another one is listed', 0, { 'package.json': {}, 'vercel.json': '{ "builds": [{ "src": "/api/index.js" }] }' }],
  ['api/scan.js', 'the list is no list', 1, { 'package.json': {}, 'vercel.json': '{ "builds": ' }],
])('takes %s where %s: %i', async (file, _, expected, files) => {
  const project = createProject({ rule: '*', files: { ...files, [file]: code } });
  expect(await project.lint(file, code)).toHaveLength(expected);
});
