import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { UserError } from '../../command/user-error.js';

/*
 * What git says of a folder: which commit a change is compared with, and what was there then.
 * Input: a folder, and what the user calls the base. Output: texts. Invariant: only objects are read; neither the work tree nor the index
 * is touched, not even to refresh it. Blind spot: submodules, and what filters make of files.
 */

export interface Base {
  /** The whole name of the commit: the last one that the base and HEAD have in common. */
  readonly commit: string;
  /** What the user calls the base, or what was found. */
  readonly name: string;
}

export interface ChangedFiles {
  /** The texts that the base has of files that were changed or taken away, by absolute path, without byte order marks. */
  readonly before: ReadonlyMap<string, string>;
  /** Absolute paths of what the base does not have. */
  readonly added: ReadonlySet<string>;
  /** From absolute paths of today to those of the base. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Room for the texts of all changed files. */
const MAX_OUTPUT = 1024 * 1024 * 1024;

/** `given`: a branch, tag or commit. Without one: the default branch of upstream. Throws a `UserError` that says what to do. */
export function findBase(folder: string, given: string | undefined): Base {
  if (ask(folder, ['rev-parse', '--is-inside-work-tree']) !== 'true') {
    throw new UserError(`--changed compares with a commit, and ${folder} is in no git repository.`);
  }
  if (ask(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']) === undefined) {
    throw new UserError('--changed compares with a commit, and there is none yet.');
  }
  const name = given ?? defaultBranch(folder);
  if (name === undefined) throw new UserError('no default branch of upstream is known. Name what to compare with, as in --changed main.');
  const isShallow = ask(folder, ['rev-parse', '--is-shallow-repository']) === 'true';
  const deepen = 'This clone is shallow: run git fetch --unshallow, or set fetch-depth: 0 for actions/checkout.';
  // `--end-of-options`, so that a name is never read as an option.
  const found = ask(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  if (found === undefined) {
    throw new UserError(`git knows no commit "${name}". ${isShallow ? deepen : 'Fetch it, or name another one.'}`);
  }
  const commit = ask(folder, ['merge-base', found, 'HEAD']);
  if (commit === undefined) throw new UserError(`HEAD and ${name} have no commit in common.${isShallow ? ` ${deepen}` : ''}`);
  return { commit, name };
}

function defaultBranch(folder: string): string | undefined {
  const branch = ask(folder, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  const remote = (branch === undefined ? undefined : ask(folder, ['config', `branch.${branch}.remote`])) ?? 'origin';
  const told = ask(folder, ['symbolic-ref', '--quiet', '--short', `refs/remotes/${remote}/HEAD`]);
  const candidates = [...(told === undefined ? [] : [told]), `${remote}/main`, `${remote}/master`, 'main', 'master'];
  return candidates.find((name) => ask(folder, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]) !== undefined);
}

/** What differs between a commit and the work tree, files that git does not know included. */
export function readChanges(folder: string, commit: string): ChangedFiles {
  // Relative, so that paths begin as the folder does, also where that is a link.
  const top = path.resolve(folder, git(folder, ['rev-parse', '--show-cdup']).toString().trim());
  const raw = git(top, ['diff', '--raw', '-z', '--no-abbrev', '--find-renames', '--no-ext-diff', '--ignore-submodules', commit, '--']);
  const untracked = git(top, ['ls-files', '-z', '--others', '--exclude-standard']).toString();
  const added = new Set(untracked.split('\0').filter((name) => name !== '').map((name) => path.join(top, name)));
  const renamed = new Map<string, string>();
  const objects = new Map<string, string>();
  const fields = raw.toString().split('\0');
  for (let at = 0; at < fields.length - 1;) {
    // `:100644 100644 <object> <object> M`, the path, and of what was renamed the new path.
    const [mode = '', newMode = '', object = '', , status = ''] = fields[at]!.slice(1).split(' ');
    const from = path.join(top, fields[at + 1]!);
    const isRenamed = /^[RC]/.test(status);
    const to = isRenamed ? path.join(top, fields[at + 2]!) : from;
    at += isRenamed ? 3 : 2;
    if (isFile(mode) && !status.startsWith('C')) objects.set(from, object);
    if (!isFile(mode) || isRenamed) {
      if (isFile(newMode)) added.add(to);
    }
    if (status.startsWith('R')) renamed.set(to, from);
  }
  return { before: readObjects(top, objects), added, renamed };
}

/** Neither a link nor a submodule, nor nothing. */
function isFile(mode: string): boolean {
  return mode.startsWith('100');
}

function readObjects(folder: string, objects: ReadonlyMap<string, string>): Map<string, string> {
  const texts = new Map<string, string>();
  if (objects.size === 0) return texts;
  const output = git(folder, ['cat-file', '--batch'], [...objects.values()].map((object) => `${object}\n`).join(''));
  let at = 0;
  for (const file of objects.keys()) {
    // `<object> blob <bytes>`, the bytes, and a line end.
    const end = output.indexOf('\n', at);
    const size = Number(/^\w+ blob (\d+)$/.exec(output.toString('utf8', at, end))?.[1]);
    if (Number.isNaN(size)) throw new UserError(`git cannot give the former text of ${file}: ${output.toString('utf8', at, end)}.`);
    texts.set(file, output.toString('utf8', end + 1, end + 1 + size).replace(/^\uFEFF/, ''));
    at = end + 1 + size + 1;
  }
  return texts;
}

/** One line that git answers; `undefined` if it has none. */
function ask(folder: string, words: readonly string[]): string | undefined {
  try {
    return git(folder, words).toString().trim() || undefined;
  } catch (error) {
    if (error instanceof UserError) throw error;
    return undefined;
  }
}

/** `git diff` heeds the first only in later versions than 2.39. */
const UNTOUCHED: readonly string[] = ['--no-optional-locks', '-c', 'diff.autoRefreshIndex=false'];

function git(folder: string, words: readonly string[], input?: string): Buffer {
  try {
    return execFileSync('git', [...UNTOUCHED, ...words], {
      cwd: folder, maxBuffer: MAX_OUTPUT, stdio: ['pipe', 'pipe', 'pipe'], ...(input !== undefined && { input }),
    });
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw isMissing ? new UserError('--changed needs git, which cannot be found.', { cause: error }) : error;
  }
}
