import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint, Linter } from 'eslint';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findRoot } from '../../src/project/files/files.js';
import { MAX_PARSED } from '../../src/limits/limits.js';
import { ProjectIndex } from '../../src/project/project-index.js';
import { configFor } from './golden.js';

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder with files that can be changed, and a linter that lives on, as an editor's does. */
class Workspace {
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-')));
  readonly #eslint: ESLint;
  #time = 1_700_000_000;

  constructor(files: Readonly<Record<string, string>>, settings: Readonly<Record<string, unknown>> = { root: this.root }) {
    folders.push(this.root);
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.#eslint = new ESLint({ cwd: this.root, overrideConfigFile: true, overrideConfig: configFor(settings) });
  }

  /** Saves a file, some time after everything that was saved before. */
  write(name: string, text: string): void {
    const file = path.join(this.root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    this.#time += 10;
    utimesSync(file, this.#time, this.#time);
    vi.setSystemTime(Date.now() + 5000);
  }

  remove(name: string): void {
    rmSync(path.join(this.root, name));
    vi.setSystemTime(Date.now() + 5000);
  }

  async lint(name: string, text: string): Promise<string[]> {
    const [result] = await this.#eslint.lintText(text, { filePath: path.join(this.root, name) });
    return (result?.messages ?? []).map(({ ruleId, message }) => (
      ruleId === 'golden/why-silent' ? message : /\((.*)\) and never released/.exec(message)?.[1] ?? message));
  }
}

const manifest = '{ "type": "module", "dependencies": { "express": "5", "@google-cloud/vision": "4" } }';
const scan = `import { ImageAnnotatorClient } from '@google-cloud/vision';
export const scan = (uri) => new ImageAnnotatorClient().labelDetection(uri);
`;
const server = `import express from 'express';
import { scan } from './scan.js';
express().get('/scan', (req, res) => res.json(scan(req.query.uri)));
`;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  // Nobody types: all of the time is a rest.
  vi.spyOn(performance, 'eventLoopUtilization').mockImplementation(() => ({ idle: Date.now(), active: 0, utilization: 0 }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('the text in the editor', () => {
  it('wins over the disk where it adds a caller', async () => {
    const workspace = new Workspace({ 'package.json': manifest, 'scan.js': scan });
    const unsaved = `import express from 'express';\n${scan}express().get('/new', (req, res) => res.json(scan(req.query.uri)));\n`;
    expect(await workspace.lint('scan.js', scan)).toStrictEqual(['unknown: no caller is known']);
    expect(await workspace.lint('scan.js', unsaved)).toStrictEqual(['GET /new → scan.js:4 → scan() scan.js:3']);
    expect(await workspace.lint('scan.js', scan)).toStrictEqual(['unknown: no caller is known']);
  });

  it('wins over the disk where it imports what the file on the disk does not', async () => {
    const register = `import { Router } from 'express';
const router = Router();
export const register = (handler) => router.get('/x', handler);
`;
    const workspace = new Workspace({ 'package.json': manifest, 'register.js': register, 'handler.js': 'export {};\n' });
    const handler = `import { ImageAnnotatorClient } from '@google-cloud/vision';
import { register } from './register.js';
register(async (req, res) => res.json(await new ImageAnnotatorClient().labelDetection(req.query.uri)));
`;
    expect(await workspace.lint('handler.js', handler)).toStrictEqual(['GET /x']);
    expect(await workspace.lint('handler.js', handler.replace('register(', 'Object('))).not.toContain('GET /x');
  });

  it('wins over the disk where it no longer has what the file on the disk has', async () => {
    const registered = `import express from 'express';\n${scan}express().get('/old', (req, res) => res.json(scan(req.query.uri)));\n`;
    const workspace = new Workspace({ 'package.json': manifest, 'scan.js': registered });
    expect(await workspace.lint('scan.js', scan)).toStrictEqual(['unknown: no caller is known']);
  });
});

describe('the other files', () => {
  it('are read again when they change, appear and vanish', async () => {
    const workspace = new Workspace({ 'package.json': manifest, 'scan.js': scan, 'server.js': 'export {};\n' });
    expect(await workspace.lint('scan.js', scan)).toStrictEqual(['unknown: no caller is known']);
    workspace.write('server.js', server);
    expect(await workspace.lint('scan.js', scan)).toStrictEqual(['GET /scan → server.js:3 → scan() scan.js:2']);
    workspace.write('server.js', `\n${server}`);
    expect(await workspace.lint('scan.js', scan)).toStrictEqual(['GET /scan → server.js:4 → scan() scan.js:2']);
    workspace.remove('server.js');
    expect(await workspace.lint('scan.js', scan)).toStrictEqual(['unknown: no caller is known']);
    workspace.write('routes/added.js', server.replace('./scan.js', '../scan.js'));
    expect(await workspace.lint('scan.js', scan)).toStrictEqual(['GET /scan → routes/added.js:3 → scan() scan.js:2']);
  });

  it('are read again where they hand on a client', async () => {
    const workspace = new Workspace({ 'package.json': manifest, 'sdk.js': 'export class Client {}\n' });
    const handler = `import express from 'express';
import { Client } from './sdk.js';
express().get('/x', async (req, res) => res.json(await new Client().labelDetection(req.query.uri)));
`;
    expect(await workspace.lint('handler.js', handler)).toStrictEqual([]);
    workspace.write('sdk.js', 'export { ImageAnnotatorClient as Client } from "@google-cloud/vision";\n');
    expect(await workspace.lint('handler.js', handler)).toStrictEqual(['GET /x']);
    workspace.write('sdk.js', 'export class Client {}\n');
    expect(await workspace.lint('handler.js', handler)).toStrictEqual([]);
  });

  it('are not all kept parsed', () => {
    const count = MAX_PARSED + 5;
    const workspace = new Workspace({});
    for (let number = 0; number < count; number++) writeFileSync(path.join(workspace.root, `${number}.js`), 'export {};\n');
    const index = new ProjectIndex(workspace.root);
    index.refresh();
    const first = index.model(path.join(workspace.root, '0.js'));
    expect(index.model(path.join(workspace.root, '0.js'))).toBe(first);
    for (let number = 1; number < count; number++) index.model(path.join(workspace.root, `${number}.js`));
    expect(index.model(path.join(workspace.root, '0.js'))).not.toBe(first);
  });
});

describe('files that are nowhere', () => {
  const both = `import express from 'express';
import { ImageAnnotatorClient } from '@google-cloud/vision';
const shared = new ImageAnnotatorClient();
express().get('/x', async (req, res) => {
  const client = new ImageAnnotatorClient();
  res.json(await client.labelDetection(req.query.uri) ?? await shared.labelDetection('x'));
});
`;

  it.each(['new.js', 'folder/that/is/not/there/new.ts', 'README.md/0_0.js'])('are analysed under the name %s', async (name) => {
    const workspace = new Workspace({ 'package.json': manifest, 'README.md': '' }, {});
    expect(await workspace.lint(name, both)).toStrictEqual(['cached', 'GET /x']);
  });

  it('see the project around them', async () => {
    const workspace = new Workspace({ 'package.json': manifest, 'register.js': `import { Router } from 'express';
export const register = (handler) => Router().get('/x', handler);
` });
    expect(await workspace.lint('new.js', `import { ImageAnnotatorClient } from '@google-cloud/vision';
import { register } from './register.js';
register(async (req, res) => res.json(await new ImageAnnotatorClient().labelDetection(req.query.uri)));
`)).toStrictEqual(['GET /x']);
  });

  it.each([undefined, 'file.js', '/nowhere/at/all/file.js'])('need no file system: %s', (filename) => {
    const config = { ...configFor({}), languageOptions: { parser } };
    delete config.files;
    const messages = new Linter({ cwd: '/' }).verify(both, [config], filename === undefined ? {} : { filename });
    expect(messages.map(({ line, ruleId }) => `${line} ${ruleId}`)).toStrictEqual([
      '3 golden/why-silent', '5 client-lifetime/no-client-per-request',
    ]);
  });
});

describe('the root', () => {
  it('is never the whole disk or all that somebody has, from which nobody would return', () => {
    expect(findRoot('/nowhere/at/all/file.js', '/')).toBeUndefined();
    expect(findRoot(path.join(homedir(), 'file.js'), homedir())).toBeUndefined();
  });
});

describe('the root in the settings', () => {
  it.each(['.', './', 'part/..'])('may be relative to the folder in which the linter runs: %s', async (root) => {
    const workspace = new Workspace({ 'package.json': manifest, 'scan.js': scan, 'server.js': server }, { root });
    expect(await workspace.lint('scan.js', scan)).toStrictEqual(['GET /scan → server.js:3 → scan() scan.js:2']);
  });

  it('ends the project', async () => {
    const files = { 'package.json': manifest, 'part/scan.js': scan, 'server.js': server.replace('./scan.js', './part/scan.js') };
    const workspace = new Workspace(files, { root: 'part' });
    expect(await workspace.lint('part/scan.js', scan)).toStrictEqual(['unknown: no caller is known']);
  });
});

describe('project: false', () => {
  it('sees what stands in the file, and nothing else', async () => {
    const files = { 'package.json': manifest, 'server.js': server, 'scan.js': scan, 'sdk.js': 'export * from "@google-cloud/vision";\n' };
    const handedOn = `import express from 'express';
import { ImageAnnotatorClient } from './sdk.js';
express().get('/x', (req, res) => res.json(new ImageAnnotatorClient().labelDetection(req.query.uri)));
`;
    const alone = new Workspace(files, { project: false });
    expect(await alone.lint('scan.js', scan)).toStrictEqual(['unknown: no caller is known']);
    expect(await alone.lint('handed-on.js', handedOn)).toStrictEqual([]);
    expect(await alone.lint('same.js', handedOn.replace('./sdk.js', '@google-cloud/vision'))).toStrictEqual(['GET /x']);
    const whole = new Workspace(files);
    expect(await whole.lint('scan.js', scan)).toStrictEqual(['GET /scan → server.js:3 → scan() scan.js:2']);
    expect(await whole.lint('handed-on.js', handedOn)).toStrictEqual(['GET /x']);
  });
});

describe('a root that is a symbolic link', () => {
  it('has the files that its configuration leads to', async () => {
    const workspace = new Workspace({
      'package.json': manifest, 'tsconfig.json': '{ "compilerOptions": { "paths": { "@lib/*": ["./lib/*"] } } }', 'lib/scan.ts': scan,
      'server.ts': server.replace('./scan.js', '@lib/scan.js'),
    });
    const link = `${workspace.root}-link`;
    symlinkSync(workspace.root, link, 'dir');
    folders.push(link);
    const eslint = new ESLint({ cwd: link, overrideConfigFile: true, overrideConfig: configFor({ root: link }) });
    const [result] = await eslint.lintText(scan, { filePath: path.join(link, 'lib/scan.ts') });
    expect(result?.messages.map(({ ruleId }) => ruleId)).toStrictEqual(['client-lifetime/no-client-per-request']);
  });
});
