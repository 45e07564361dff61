import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RepositoryFindings } from './findings.js';
import { commitOf, mirrorOf, readList, writeOut } from './mirrors.js';
import { folderOf, readAll } from './read-all.js';
import type { ReadOptions } from './read-all.js';
import { sample } from './sample.js';
import { renderSheet } from './sheet.js';

const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-unseen-')));
const mirrors = path.join(folder, 'mirrors');
const out = path.join(folder, 'out');

const service = `import express from 'express';
import { PubSub } from '@google-cloud/pubsub';
import pg from 'pg';
const pool = new pg.Pool();
const app = express();
app.get('/', async (req, res) => {
  const client = new PubSub();
  await client.topic('t').publishMessage({ json: req.body });
  res.end();
});
app.listen(80);
export async function report(sql) {
  const client = new pg.Client();
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}
`;

function git(...words: string[]): string {
  return execFileSync('git', words, { cwd: path.join(folder, 'work'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

function options(more: Partial<ReadOptions> = {}): ReadOptions {
  return { mirrors, out, digest: 'engine 1', jobs: 2, minutes: 5, memory: 1024, tell: () => undefined, ...more };
}

const repositories = [{ name: 'made/service', commit: 'HEAD' }, { name: 'nobody/nothing', commit: 'HEAD' }];
const told: string[] = [];
let all: RepositoryFindings[];

beforeAll(async () => {
  const work = path.join(folder, 'work');
  mkdirSync(path.join(work, 'node_modules/x'), { recursive: true });
  writeFileSync(path.join(work, 'service.js'), service);
  writeFileSync(path.join(work, 'broken.js'), 'const = ;');
  writeFileSync(path.join(work, 'bundle.js'), `${service}// ${'x'.repeat(20_000)}`);
  writeFileSync(path.join(work, 'package.json'), '{ "name": "made", "type": "module" }');
  writeFileSync(path.join(work, 'README.md'), '# Made');
  writeFileSync(path.join(work, 'node_modules/x/index.js'), service);
  symlinkSync(folder, path.join(work, 'link.js'));
  git('init', '-q');
  git('add', '-A', '-f');
  git('-c', 'user.name=x', '-c', 'user.email=x@x', 'commit', '-q', '-m', 'All');
  git('clone', '-q', '--bare', '.', path.join(mirrors, 'made+service/repo'));
  all = await readAll(repositories, options({ tell: (line) => told.push(line) }));
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a list of repositories', () => {
  const list = path.join(folder, 'list.txt');

  it('has names, commits and remarks', () => {
    writeFileSync(list, '# Fresh\nowner/one\nowner/two\t0123456789abcdef # again\n\nowner/one\n');
    expect(readList(list)).toStrictEqual([{ name: 'owner/one', commit: 'HEAD' }, { name: 'owner/two', commit: '0123456789abcdef' }]);
  });

  it.each([
    ['../secrets', 'list.txt:1: "../secrets" is no repository. Write owner/name.'],
    ['owner/one --upload-pack=x', 'list.txt:1: "--upload-pack=x" is no commit. Write its hash, or nothing.'],
    ['# nothing', 'list.txt names no repository. Write owner/name, one a line.'],
  ])('%s is refused', (text, message) => {
    writeFileSync(list, text);
    expect(() => readList(list)).toThrow(message);
  });
});

it('writes out code and manifests, and neither links nor dependencies', () => {
  const repository = { name: 'made/service', commit: 'HEAD' };
  const mirror = mirrorOf(mirrors, repository)!;
  const target = path.join(folder, 'code');
  writeOut(mirror, commitOf(mirror, repository), target);
  const exists = ['service.js', 'broken.js', 'package.json', 'README.md', 'node_modules', 'link.js']
    .filter((file) => existsSync(path.join(target, file)));
  expect(exists).toStrictEqual(['service.js', 'broken.js', 'package.json']);
  expect(readFileSync(path.join(target, 'service.js'), 'utf8')).toBe(service);
});

describe('a run', () => {
  it('finds what is reported and what is not, and goes on without what is missing', () => {
    expect(all.map(({ repository, failure }) => [repository, failure])).toStrictEqual([['made/service', undefined]]);
    const files = Object.fromEntries(all[0]!.files.map((file) => [file.file, file]));
    expect(Object.keys(files)).toStrictEqual(['broken.js', 'service.js']);
    expect(files['broken.js']).toMatchObject({ isParsed: false, reports: [], constructions: [] });
    expect(files['service.js']!.reports.map(({ rule, line, isRecommended }) => [rule, line, isRecommended])).toStrictEqual([
      ['no-client-per-request', 7, true],
    ]);
    expect(files['service.js']!.reports[0]!.edits.length).toBeGreaterThan(0);
    expect(files['service.js']!.constructions.map(({ line, isInFunction }) => [line, isInFunction])).toStrictEqual([
      [4, false], [7, true], [13, true],
    ]);
    expect(told.map((line) => line.replace(/^\d\/2 |\d+ s$/g, '')).sort()).toStrictEqual([
      'made/service: 2 files, 1 reports, ',
      `nobody/nothing: skipped, there is no mirror ${path.join(mirrors, 'nobody+nothing/repo')}`,
    ]);
  });

  it('keeps what is done, as long as the engine is the same', async () => {
    const file = path.join(out, 'findings', `${path.basename(folderOf(out, all[0]!))}.json`);
    const before = statSync(file).mtimeMs;
    await readAll(repositories, options());
    expect(statSync(file).mtimeMs).toBe(before);
    const [again] = await readAll(repositories, options({ digest: 'engine 2' }));
    expect(again!.digest).toBe('engine 2');
    expect(statSync(file).mtimeMs).toBeGreaterThan(before);
  }, 120_000);

  it('says where it ended when memory does not suffice', async () => {
    const [findings] = await readAll(repositories, options({ out: path.join(folder, 'small'), memory: 8 }));
    expect(findings!.failure).toMatch(/^ends with .+ in /);
    const sheet = renderSheet([findings!], { seed: 1, count: 5, perRepository: 5, folderOf: () => folder });
    expect(sheet).toContain(`- made/service: ${findings!.failure}`);
  }, 120_000);
});

describe('the sheet', () => {
  it('shows samples with the code, why the others are silent, and the limits', () => {
    const limits = [{ limit: 'MAX_SPOTS', where: 'service.js:7' }];
    const withLimit: RepositoryFindings[] = all.map((findings) => ({
      ...findings, files: findings.files.map((file) => ({ ...file, limits: [...limits, ...limits] })),
    }));
    const sheet = renderSheet(withLimit, { seed: 1, count: 5, perRepository: 5, folderOf: (findings) => folderOf(out, findings) });
    expect(sheet).toContain('| constructions of clients, and checkouts | 3, 2 of them in functions |');
    expect(sheet).toContain('| MAX_SPOTS | 1 | 1 | 333.3 | made/service service.js:7 |');
    expect(sheet).toContain('### R1. made/service service.js:7 no-client-per-request');
    expect(sheet).toContain('>     7    const client = new PubSub();');
    expect(sheet).toMatch(/### S1\. made\/service service\.js:13 pg `Client`/);
    expect(sheet).toMatch(/Not reported: .*no caller is known/);
  });

  it('draws so many of a repository at most', () => {
    const sheet = renderSheet(all, { seed: 1, count: 5, perRepository: 1, folderOf: () => out });
    const twice = all[0]!.files.flatMap((file) => [file, { ...file, file: `copy/${file.file}` }]);
    const many = [{ ...all[0]!, files: twice }];
    expect(sheet).toContain('## 1 of 1 reports');
    expect(renderSheet(many, { seed: 1, count: 5, perRepository: 1, folderOf: () => out })).toContain('## 1 of 2 reports');
  });

  it('draws the same sample with the same seed, and another one with another', () => {
    const list = Array.from({ length: 100 }, (_, index) => index);
    expect(sample(list, 10, 1)).toStrictEqual(sample(list, 10, 1));
    expect(sample(list, 10, 1)).not.toStrictEqual(sample(list, 10, 2));
    expect(sample(list, 200, 1)).toStrictEqual(list);
    const drawn = Array.from({ length: 500 }, (_, seed) => sample(list, 10, seed)).flat();
    const hits = list.map((item) => drawn.filter((each) => each === item).length);
    // 50 are expected; four standard deviations are 27.
    expect(Math.min(...hits)).toBeGreaterThan(20);
    expect(Math.max(...hits)).toBeLessThan(80);
  });
});
