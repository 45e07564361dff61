import { parentPort, workerData } from 'node:worker_threads';
import { relativePath } from '../../project/files/files.js';
import { useFileSystem } from '../../file-system/current-file-system.js';
import { overlay } from '../../file-system/overlay.js';
import type { FormerFiles } from '../../file-system/overlay.js';
import { UserError } from '../../command/user-error.js';
import { checkProject } from '../check-project.js';
import { readEslintConfiguration, readOwnConfiguration } from '../check-settings.js';
import type { ConfigurationOf, Overrides } from '../check-settings.js';
import type { Preset } from '../preset.js';
import { filesOnDisk } from '../project-files.js';

/*
 * What runs in the thread that checks the base. In: its files, and which of them are asked about. Out: one message.
 * Invariant: settings in files of the project are those of the base; a configuration of ESLint is that of today, because it is a program.
 */

export interface BaseInput extends FormerFiles {
  readonly root: string;
  readonly cwd: string;
  readonly preset: Preset;
  readonly overrides: Overrides;
  readonly config?: string;
  /** Absolute paths of today. */
  readonly files: readonly string[];
  /** From absolute paths of today to those of the base. */
  readonly renamed: ReadonlyMap<string, string>;
}

export type BaseAnswer =
  | { readonly kind: 'found'; readonly fingerprints: ReadonlySet<string> }
  /** What a user can repair. */
  | { readonly kind: 'failed'; readonly message: string };

async function check({ root, cwd, preset, overrides, config, files, renamed, ...former }: BaseInput): Promise<BaseAnswer> {
  const ofToday = config === undefined ? undefined : readEslintConfiguration(config, cwd, overrides);
  useFileSystem(overlay(former));
  const configurationOf: ConfigurationOf = ofToday ?? (() => own);
  const own = readOwnConfiguration(root, overrides, cwd, preset);
  const today = new Map([...renamed].map(([now, then]) => [then, now]));
  const project = filesOnDisk(root);
  const wanted = new Set(files.map((file) => renamed.get(file) ?? file));
  const result = await checkProject({
    files: project, checked: project.list().filter((file) => wanted.has(file)), cwd, configurationOf,
    // Fingerprints have the name of the file in them.
    nameOf: (file) => relativePath(root, today.get(file) ?? file),
  });
  return { kind: 'found', fingerprints: new Set(result.reports.map(({ fingerprint }) => fingerprint)) };
}

try {
  parentPort!.postMessage(await check(workerData as BaseInput));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  parentPort!.postMessage({ kind: 'failed', message: error.message } satisfies BaseAnswer);
}
