import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/*
 * Repositories as bare mirrors, and the code of one commit as files. Input: a list of repositories, a folder of mirrors. Output: folders
 * with what a linter would see of them. Nothing of a repository is run: its files are written, read and never imported.
 */

export interface Repository {
  /** `owner/name`. */
  readonly name: string;
  /** Whatever git takes for a commit. */
  readonly commit: string;
}

/** Code, and the files from which a project's structure is told. */
const wanted = new RegExp([
  String.raw`\.[cm]?[jt]sx?$`,
  String.raw`(?:^|/)(?:package|vercel|[tj]sconfig[^/]*)\.json$`,
  String.raw`(?:^|/)(?:wrangler\.(?:toml|jsonc?)|serverless\.ya?ml|pnpm-workspace\.yaml)$`,
].join('|'));

/** Larger files are bundles or tables, in bytes. */
const largest = 2_000_000;

/** Bytes of one listing or one batch of files that are kept in memory. */
const maxBuffer = 1 << 30;

/** Files that are read from a repository at a time. */
const batchSize = 2000;

/** Reads a list: a line is `owner/name`, and after white space a commit; without one it is the newest. `#` begins a remark. */
export function readList(file: string): Repository[] {
  const repositories = readFileSync(file, 'utf8').split('\n').flatMap((text, index) => {
    const [name = '', commit = 'HEAD'] = text.replace(/#.*/, '').trim().split(/\s+/);
    if (name === '') return [];
    if (!/^\w[\w.-]*\/(?!\.{1,2}$)[\w.-]+$/.test(name)) {
      throw new Error(`${file}:${index + 1}: "${name}" is no repository. Write owner/name.`);
    }
    if (!/^(?:HEAD|[0-9a-f]{7,40})$/.test(commit)) {
      throw new Error(`${file}:${index + 1}: "${commit}" is no commit. Write its hash, or nothing.`);
    }
    return [{ name, commit }];
  });
  if (repositories.length === 0) throw new Error(`${file} names no repository. Write owner/name, one a line.`);
  return [...new Map(repositories.map((each) => [each.name, each])).values()];
}

/** The git folder of a repository's mirror. `undefined` when there is none. */
export function mirrorOf(mirrors: string, { name }: Repository): string | undefined {
  const folder = path.join(mirrors, name.replace('/', '+'), 'repo');
  return [path.join(folder, '.git'), folder].find((git) => existsSync(path.join(git, 'HEAD')));
}

export function commitOf(git: string, { commit }: Repository): string {
  return execFileSync('git', [`--git-dir=${git}`, 'rev-parse', '--verify', `${commit}^{commit}`], { encoding: 'utf8' }).trim();
}

/** Writes the code of a commit to a folder, once. */
export function writeOut(git: string, commit: string, folder: string): void {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const entries = listing(git, commit);
  for (let start = 0; start < entries.length; start += batchSize) writeBatch(git, entries.slice(start, start + batchSize), unfinished);
  renameSync(unfinished, folder);
}

interface Entry {
  readonly id: string;
  readonly file: string;
}

function listing(git: string, commit: string): Entry[] {
  const output = execFileSync('git', [`--git-dir=${git}`, 'ls-tree', '-r', '-z', '-l', commit], { encoding: 'utf8', maxBuffer });
  return output.split('\0').filter(Boolean).flatMap((row) => {
    const [meta = '', file = ''] = row.split('\t');
    const [mode, type, id = '', size] = meta.trim().split(/\s+/);
    // Links could lead out of the folder. Sizes are unknown where a mirror lacks the object.
    const isFile = type === 'blob' && mode !== '120000' && Number(size) <= largest;
    return isFile && wanted.test(file) && isInside(file) ? [{ id, file }] : [];
  });
}

/** Whether a path of a repository stays below the folder it is written to, and is the project's own. */
function isInside(file: string): boolean {
  const parts = file.split('/');
  return !path.isAbsolute(file) && !file.includes('\\') && !parts.some((part) => ['', '..', '.git', 'node_modules'].includes(part));
}

function writeBatch(git: string, entries: readonly Entry[], folder: string): void {
  const input = `${entries.map(({ id }) => id).join('\n')}\n`;
  const { stdout } = spawnSync('git', [`--git-dir=${git}`, 'cat-file', '--batch'], { input, maxBuffer });
  let at = 0;
  for (const { file } of entries) {
    const end = stdout.indexOf(10, at);
    const [, kind, size] = stdout.toString('utf8', at, end).split(' ');
    at = end + 1;
    if (kind !== 'blob') continue;
    const target = path.join(folder, ...file.split('/'));
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, stdout.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
}

/** Tells one engine from another: results of another one are no results. */
export function digestOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 12);
}
