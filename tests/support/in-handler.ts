import { createProject } from './lint.js';

/** What all rules report of code that stands in a handler of requests. */
export async function reportsInHandler(imports: string, ...lines: readonly string[]): Promise<{ rule: string; message: string }[]> {
  const project = createProject({ files: { 'package.json': '{ "dependencies": { "express": "^5.0.0" } }' }, rule: '*' });
  return await project.lint('src/app.ts', [
    "import express from 'express';", imports, 'const app = express();', "app.post('/orders', async (req, res) => {",
    ...lines.map((line) => `  ${line}`), '  res.end();', '});',
  ].join('\n'));
}

/** The rules that report something of it. */
export async function rulesInHandler(imports: string, ...lines: readonly string[]): Promise<string[]> {
  return (await reportsInHandler(imports, ...lines)).map(({ rule }) => rule);
}
