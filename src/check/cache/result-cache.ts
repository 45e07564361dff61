import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readVersion } from '../../command/version.js';
import { disk } from '../../file-system/disk.js';
import type { CheckResult } from '../check-report.js';
import { stillHold } from './recorded-answers.js';
import type { Answers } from './recorded-answers.js';

/*
 * Results of checks, kept in `node_modules/.cache/client-lifetime` below the root of a project, with all that they are made of.
 * Invariant: a result is handed out only if a check would find the same. What is broken, of another version, or cannot be written is as if
 * it were not there; the folder may be taken away at any time. Blind spot: a project without `node_modules` has none.
 */

/** What a check found, and in which files. */
export interface KeptResult {
  /** Absolute paths of the files that were looked at. */
  readonly paths: readonly string[];
  readonly result: CheckResult;
}

interface Kept extends KeptResult {
  readonly answers: Answers;
}

/** What a check is told, as far as its result depends on it. */
export type CacheKey = readonly unknown[];

export function readKept(root: string, key: CacheKey): KeptResult | undefined {
  const file = fileOf(root, key);
  try {
    const written = readFileSync(file, 'utf8');
    const end = written.indexOf('\n');
    const body = written.slice(end + 1);
    if (written.slice(0, end) !== digest(body)) return undefined;
    const { answers, paths, result } = JSON.parse(body) as Kept;
    return stillHold(answers, disk) ? { paths, result } : undefined;
  } catch {
    return undefined;
  }
}

export function keep(root: string, key: CacheKey, kept: KeptResult, answers: Answers): void {
  if (!existsSync(path.join(root, 'node_modules'))) return;
  const file = fileOf(root, key);
  try {
    const folder = path.dirname(file);
    mkdirSync(folder, { recursive: true });
    const current = `${edition()}-`;
    for (const name of readdirSync(folder)) if (!name.startsWith(current)) rmSync(path.join(folder, name), { force: true });
    const body = JSON.stringify({ ...kept, answers } satisfies Kept);
    // Whoever reads it meanwhile sees the old one or the new one.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, `${digest(body)}\n${body}`);
    renameSync(unfinished, file);
  } catch {
    // A disk that cannot be written makes the next check as slow as this one, and no more.
  }
}

function fileOf(root: string, key: CacheKey): string {
  const name = digest(JSON.stringify([root, process.version, process.platform, ...key])).slice(0, 16);
  return path.join(root, 'node_modules/.cache/client-lifetime', `${edition()}-${name}.json`);
}

/** What computes the results: the version, and for who works on it the build. */
function edition(): string {
  return `${readVersion()}-${Math.round(statSync(fileURLToPath(import.meta.url)).mtimeMs).toString(36)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
