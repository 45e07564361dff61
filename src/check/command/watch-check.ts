import path from 'node:path';
import { UserError } from '../../command/user-error.js';
import { fileSystem, useFileSystem } from '../../file-system/current-file-system.js';
import { isInside, relativePath } from '../../project/files/files.js';
import type { CheckReport, CheckResult } from '../check-report.js';
import { countLine, countsOf } from '../formats/counts.js';
import { FolderWatcher } from './watch-folders.js';

/*
 * Checks, and checks again whenever a file of the project is saved, until the process is told to end: prints everything once, and then
 * what has come and what is gone. Input: what a check is and how its parts are written. Invariant: between two checks in one process only
 * what has changed is read and parsed.
 */

export interface Watching {
  readonly root: string;
  readonly cwd: string;
  /** Looks at the project as it is now. Throws a `UserError` for settings that cannot be used. */
  readonly check: () => Promise<CheckResult>;
  /** All that was found. */
  readonly renderAll: (result: CheckResult) => string;
  readonly renderReport: (report: CheckReport, result: CheckResult) => string;
  readonly write: (text: string) => void;
  /** Ends the watching. */
  readonly signal: AbortSignal;
}

export async function watchCheck(watching: Watching): Promise<void> {
  const { root, signal } = watching;
  const folders = new Set<string>();
  const before = fileSystem();
  useFileSystem({
    ...before,
    list(folder) {
      const entries = before.list(folder);
      const isOwn = folder === root || isInside(root, folder);
      if (entries && isOwn && !folder.includes(`${path.sep}node_modules`)) folders.add(folder);
      return entries;
    },
  });
  try {
    await new Promise<void>((resolve, reject) => {
      const loop = new CheckLoop(watching, folders, reject);
      signal.addEventListener('abort', () => {
        loop.end();
        resolve();
      }, { once: true });
      loop.start();
    });
  } finally {
    useFileSystem(before);
  }
}

class CheckLoop {
  readonly #watching: Watching;
  readonly #folders: Set<string>;
  readonly #watcher: FolderWatcher;
  readonly #fail: (error: unknown) => void;
  #last: CheckResult | undefined;
  #isBusy = false;
  /** Changed while a check ran. */
  #waiting: readonly string[] | undefined;

  constructor(watching: Watching, folders: Set<string>, fail: (error: unknown) => void) {
    this.#watching = watching;
    this.#folders = folders;
    this.#watcher = new FolderWatcher((changed) => this.#again(changed), fail);
    this.#fail = (error) => {
      this.end();
      fail(error);
    };
  }

  start(): void {
    this.#again([]);
  }

  end(): void {
    this.#watcher.close();
  }

  #again(changed: readonly string[]): void {
    if (this.#isBusy) {
      this.#waiting = [...this.#waiting ?? [], ...changed];
      return;
    }
    this.#isBusy = true;
    this.#look(changed).catch(this.#fail).finally(() => {
      this.#isBusy = false;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      if (waiting && !this.#watching.signal.aborted) this.#again(waiting);
    });
  }

  async #look(changed: readonly string[]): Promise<void> {
    const { check, write, signal } = this.#watching;
    this.#folders.clear();
    const startedAt = performance.now();
    let result: CheckResult;
    try {
      result = await check();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // Half a settings file is saved now and then.
      write(`client-lifetime: ${error.message}\n`);
      this.#watcher.follow(new Set([this.#watching.root, ...this.#folders]));
      return;
    }
    if (signal.aborted) return;
    const milliseconds = Math.max(1, Math.round(performance.now() - startedAt));
    const text = this.#last ? this.#describe(this.#last, result, changed, milliseconds)
      : `${this.#watching.renderAll(result)}Watching ${result.filesChecked} files. Ctrl-C ends it.\n`;
    this.#last = result;
    // What was saved before anybody watched its folder would not be told.
    if (this.#watcher.follow(new Set(this.#folders))) this.#waiting ??= [];
    write(text);
  }

  /** Nothing where nobody saved anything and nothing is new. */
  #describe(before: CheckResult, now: CheckResult, changed: readonly string[], milliseconds: number): string {
    const { root, cwd, renderReport } = this.#watching;
    const shown = (file: string): string => relativePath(cwd, file) || '.';
    const come = added(before.reports, now.reports);
    const gone = added(now.reports, before.reports);
    const failures = now.failures.filter(({ file }) => !before.failures.some((failure) => failure.file === file));
    if (changed.length === 0 && come.length + gone.length + failures.length === 0) return '';
    const [first = '.'] = changed;
    const more = changed.length > 1 ? ` and ${changed.length - 1} more` : '';
    return [
      `\n${shown(first)}${more}: looked again in ${milliseconds} ms`,
      ...come.map((report) => `\n${renderReport(report, now)}`),
      ...gone.map(({ file, line, rule }) => `  gone: ${rule} in ${shown(path.join(root, file))}:${line}`),
      ...failures.map(({ file, message }) => `  ${shown(path.join(root, file))}: ${message}`),
      countLine(countsOf(now)), '',
    ].join('\n');
  }
}

/** Reports of the second that the first has not. */
function added(before: readonly CheckReport[], now: readonly CheckReport[]): readonly CheckReport[] {
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  return now.filter(({ fingerprint }) => !known.has(fingerprint));
}
