import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { FileFindings, RepositoryFindings } from './findings.js';
import { commitOf, mirrorOf, writeOut } from './mirrors.js';
import type { Repository } from './mirrors.js';

/*
 * Reads repositories, each in a process of its own with bounds of time and memory. Input: a list and a folder of mirrors. Output: findings,
 * kept in files as soon as a repository is done, so that a run which was broken off goes on where it was.
 */

export interface ReadOptions {
  readonly mirrors: string;
  readonly out: string;
  /** Of the engine: findings of another one are made anew. */
  readonly digest: string;
  /** Repositories that are read at a time. */
  readonly jobs: number;
  /** Minutes by the clock for one repository. */
  readonly minutes: number;
  /** Megabytes of heap for one repository. */
  readonly memory: number;
  readonly tell: (line: string) => void;
}

/** A file that takes longer than this by the clock, in milliseconds, is taken to hang. */
const patience = 180_000;

/** Standard error of a child that is kept to say why it ended. */
const maximumError = 500;

/** The findings of all repositories that can be read, in the order of the list. */
export async function readAll(repositories: readonly Repository[], options: ReadOptions): Promise<RepositoryFindings[]> {
  const found = new Map<Repository, RepositoryFindings>();
  const waiting = [...repositories];
  let done = 0;
  await Promise.all(Array.from({ length: options.jobs }, async () => {
    for (let repository = waiting.shift(); repository; repository = waiting.shift()) {
      const start = Date.now();
      try {
        const { findings, isKept } = await readOne(repository, options);
        found.set(repository, findings);
        options.tell(progress(`${done += 1}/${repositories.length}`, findings, isKept, Date.now() - start));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        options.tell(`${done += 1}/${repositories.length} ${repository.name}: skipped, ${why}`);
      }
    }
  }));
  return repositories.flatMap((repository) => found.get(repository) ?? []);
}

/** Where the code of a repository is written to. */
export function folderOf(out: string, { repository, commit }: Pick<RepositoryFindings, 'repository' | 'commit'>): string {
  return path.join(out, 'code', `${repository.replace('/', '+')}@${commit.slice(0, 10)}`);
}

function progress(counter: string, { repository, files, failure }: RepositoryFindings, isKept: boolean, milliseconds: number): string {
  const reports = files.reduce((sum, file) => sum + file.reports.length, 0);
  const time = isKept ? 'kept' : `${(milliseconds / 1000).toFixed(0)} s`;
  return `${counter} ${repository}: ${files.length} files, ${reports} reports, ${time}${failure === undefined ? '' : `, ${failure}`}`;
}

async function readOne(repository: Repository, options: ReadOptions): Promise<{ findings: RepositoryFindings; isKept: boolean }> {
  const git = mirrorOf(options.mirrors, repository);
  if (git === undefined) throw new Error(`there is no mirror ${path.join(options.mirrors, repository.name.replace('/', '+'), 'repo')}`);
  const commit = commitOf(git, repository);
  const identity = { repository: repository.name, commit };
  const file = path.join(options.out, 'findings', `${path.basename(folderOf(options.out, identity))}.json`);
  const folder = folderOf(options.out, identity);
  writeOut(git, commit, folder);
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) as RepositoryFindings : undefined;
  if (kept?.digest === options.digest) return { findings: kept, isKept: true };
  const findings = { ...identity, digest: options.digest, ...await readInChild(folder, options) };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.unfinished`, JSON.stringify(findings));
  renameSync(`${file}.unfinished`, file);
  return { findings, isKept: false };
}

type Message = { readonly begins: string } | { readonly peakMemory: number } | FileFindings;

async function readInChild(
  folder: string, { minutes, memory }: ReadOptions,
): Promise<Pick<RepositoryFindings, 'files' | 'failure' | 'peakMemory'>> {
  const script = path.join(import.meta.dirname, 'read-repository.mjs');
  const child = spawn(process.execPath, [`--max-old-space-size=${memory}`, script, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<string | number>((resolve) => void child.on('close', (code, signal) => resolve(signal ?? code ?? 1)));
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => void (complaint = `${complaint}${data.toString()}`.slice(-maximumError)));
  const files: FileFindings[] = [];
  let peakMemory = 0;
  let current = '';
  let stopped: string | undefined;
  const stop = (why: string): void => {
    stopped = why;
    child.kill('SIGKILL');
  };
  const whole = setTimeout(() => stop(`stopped after ${minutes} minutes`), minutes * 60_000);
  let single: NodeJS.Timeout | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    clearTimeout(single);
    single = setTimeout(() => stop(`stopped after ${patience / 1000} s`), patience);
    const message = parse(line);
    if (message === undefined) continue;
    if ('begins' in message) current = message.begins;
    else if ('peakMemory' in message) peakMemory = message.peakMemory;
    else files.push(message);
  }
  clearTimeout(single);
  clearTimeout(whole);
  const end = await ended;
  if (end === 0) return { files, peakMemory };
  const failure = `${stopped ?? `ends with ${end}`} in ${current || 'no file'}${stopped === undefined ? `: ${lastLine(complaint)}` : ''}`;
  return { files, peakMemory, failure };
}

/** A killed process may leave half a line. */
function parse(line: string): Message | undefined {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
