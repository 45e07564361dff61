import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import preset from '../../oxlint.json' with { type: 'json' };
import manifest from '../../package.json' with { type: 'json' };
import plugin from '../../src/index.js';
import { documented, Workspace } from './workspace.js';

vi.setConfig({ testTimeout: 120_000 });

const config = {
  '.oxlintrc.json': documented('.oxlintrc.json', 'oxlint'),
  '.gitignore': 'node_modules\n',
  'eslint.config.mjs': `import clientLifetime from 'eslint-plugin-client-lifetime';
import * as parser from '@typescript-eslint/parser';

export default [{
  ...clientLifetime.configs.recommended,
  files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
  languageOptions: { parser, parserOptions: { ecmaFeatures: { jsx: true } } },
}];
`,
};

/** One report of each rule of the preset, some through other files. */
const service = {
  'package.json': '{ "dependencies": { "express": "5", "pg": "8", "@google-cloud/vision": "4" } }',
  'server.ts': `import express, { type Request, type Response } from 'express';
import { label, labelOnce, total, user } from './services.js';

const app = express();
app.get('/label', async (req: Request, res: Response) => void res.json(await label(String(req.query['uri']))));
app.get('/label-once', async (req: Request, res: Response) => void res.json(await labelOnce(String(req.query['uri']))));
app.get('/total', async (_, res: Response) => void res.json(await total()));
app.get('/users/:id', async (req: Request, res: Response) => void res.json(await user(String(req.params['id']))));
`,
  'services.ts': `import { ImageAnnotatorClient } from '@google-cloud/vision';
import { Pool } from 'pg';

const pool = new Pool();

export async function label(uri: string): Promise<unknown> {
  return new ImageAnnotatorClient().labelDetection(uri);
}

export async function labelOnce(uri: string): Promise<unknown> {
  const client = new ImageAnnotatorClient();
  const result = await client.labelDetection(uri);
  await client.close();
  return result;
}

/** Nobody calls it here. */
export async function warmUp(uri: string): Promise<unknown> {
  return new ImageAnnotatorClient().textDetection(uri);
}

export async function total(): Promise<unknown> {
  const own = new Pool();
  try {
    return await own.query('select count(*) from users');
  } finally {
    await own.end();
  }
}

export async function user(id: string): Promise<unknown> {
  const connection = await pool.connect();
  const result = await connection.query('select * from users where id = $1', [id]);
  connection.release();
  await pool.end();
  return result;
}
`,
} as const;

interface Oxlint {
  readonly diagnostics: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: string;
    readonly filename: string;
    readonly labels: readonly [{ readonly span: { readonly line: number; readonly column: number } }];
  }[];
}

type Eslint = readonly {
  readonly filePath: string;
  readonly messages: readonly {
    readonly ruleId: string; readonly severity: 1 | 2; readonly message: string; readonly line: number; readonly column: number;
  }[];
}[];

const installed = ['eslint', '@typescript-eslint'];

function place(workspace: Workspace, file: string): string {
  return path.relative(workspace.root, path.resolve(workspace.root, file)).split(path.sep).join('/');
}

function reportsOfOxlint(workspace: Workspace): string[] {
  const { stdout } = workspace.run('oxlint', ['--format', 'json', '.']);
  return (JSON.parse(stdout) as Oxlint).diagnostics.map(({ code, severity, message, filename, labels: [{ span }] }) => (
    `${place(workspace, filename)}:${span.line}:${span.column} ${severity} ${code.replace(/^(.*)\((.*)\)$/, '$1/$2')} ${message}`)).sort();
}

function reportsOfEslint(workspace: Workspace): string[] {
  const { stdout } = workspace.run('eslint', ['--format', 'json', '.']);
  return (JSON.parse(stdout) as Eslint).flatMap(({ filePath, messages }) => messages.map(({ ruleId, severity, message, line, column }) => (
    `${place(workspace, filePath)}:${line}:${column} ${severity === 2 ? 'error' : 'warning'} ${ruleId} ${message}`))).sort();
}

describe('the preset for oxlint', () => {
  it('has the rules and severities of the recommended preset', () => {
    expect(preset.rules).toStrictEqual(plugin.configs.recommended.rules);
  });

  it('is part of the package', async () => {
    const exported = await import('eslint-plugin-client-lifetime/oxlint.json', { with: { type: 'json' } }) as { default: unknown };
    expect(exported.default).toStrictEqual(preset);
    expect(manifest.files).toContain('oxlint.json');
  });
});

describe('oxlint', () => {
  it('reports the same as ESLint with each rule, in the same words', () => {
    const workspace = new Workspace({ ...config, ...service }, installed);
    const reports = reportsOfEslint(workspace);
    expect(new Set(reports.map((report) => / (client-lifetime\/\S+)/.exec(report)?.[1]))).toStrictEqual(new Set(Object.keys(preset.rules)));
    expect(reportsOfOxlint(workspace)).toStrictEqual(reports);
  });

  it.each([['handed-on', 16], ['workspaces-npm', 6]])('reports the same as ESLint in the project %s', (name, count) => {
    const workspace = new Workspace(config, installed);
    workspace.copy(`tests/project/fixtures/${name}`);
    const reports = reportsOfEslint(workspace);
    expect(reports).toHaveLength(count);
    expect(reportsOfOxlint(workspace)).toStrictEqual(reports);
  });

  describe('differs from ESLint', () => {
    const route = `import express from 'express';
import { Pool } from 'pg';
express().get('/x', async (req, res) => {
  /* ä */ const pool = new Pool();
  res.json(await pool.query('select 1'));
});
`;
    const workspace = new Workspace({ ...config, 'package.json': service['package.json'], 'route.js': route });

    const hoisted = /^\/\* ä \*\/ const pool = new Pool\(\);$/m;
    const configured = (settings: object): string => (
      JSON.stringify({ ...JSON.parse(config['.oxlintrc.json']) as object, settings: { 'client-lifetime': settings } }));

    it('where it reads script blocks without a parser for them, and counts columns in bytes', () => {
      workspace.write('Page.vue', `<script>\n${route}</script>\n<template><p>x</p></template>\n`);
      workspace.write('Page.svelte', `<script lang="ts">\n${route}</script>\n<p>x</p>\n`);
      expect(reportsOfOxlint(workspace).map((report) => report.split(' `')[0])).toStrictEqual([
        'Page.svelte:5:25 error client-lifetime/no-client-per-request',
        'Page.vue:5:25 error client-lifetime/no-client-per-request',
        'route.js:4:25 error client-lifetime/no-client-per-request',
      ]);
    });

    it('and not in the exit code with a warning, unless warnings are denied', () => {
      workspace.write('wasteful.js', route.replace(/ {2}res\.json.*/, `  try {
    res.json(await pool.query('select 1'));
  } finally {
    await pool.end();
  }`));
      const { code, stdout } = workspace.run('oxlint', ['wasteful.js']);
      expect(code).toBe(0);
      expect(stdout).toContain('prefer-shared-client');
      expect(workspace.run('oxlint', ['--deny-warnings', 'wasteful.js']).code).toBe(1);
      workspace.write('wasteful.js', '');
    });

    it('where a wrong setting is an error for each file, with exit code 1', () => {
      workspace.write('.oxlintrc.json', configured({ famillies: {} }));
      const { code, stdout } = workspace.run('oxlint', ['.']);
      expect(code).toBe(1);
      expect(stdout).toContain('Error: settings["client-lifetime"].famillies is unknown. Did you mean "families"?');
      workspace.write('.oxlintrc.json', config['.oxlintrc.json']);
    });

    it('where it applies suggestions, if it is told to', () => {
      expect(workspace.run('oxlint', ['--fix', 'route.js']).code).toBe(1);
      expect(workspace.read('route.js')).toBe(route);
      expect(workspace.run('oxlint', ['--fix-suggestions', '.']).code).toBe(1);
      expect(workspace.read('route.js')).toMatch(hoisted);
      expect(workspace.read('Page.vue')).toContain(route);
      expect(workspace.run('oxlint', ['route.js']).code).toBe(0);
    });

    it('and not where fixes are turned on, and where a comment disables a rule', () => {
      const disable = (linter: string): string => `  // ${linter}-disable-next-line client-lifetime/no-client-per-request\n  /* ä`;
      for (const linter of ['eslint', 'oxlint']) {
        workspace.write('route.js', route.replace('  /* ä', disable(linter)));
        expect(workspace.run('oxlint', ['route.js']).code).toBe(0);
      }
      workspace.write('route.js', route);
      workspace.write('.oxlintrc.json', configured({ autofix: true }));
      expect(workspace.run('oxlint', ['--fix', 'route.js']).code).toBe(0);
      expect(workspace.read('route.js')).toMatch(hoisted);
    });
  });
});
