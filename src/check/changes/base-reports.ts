import { Worker } from 'node:worker_threads';
import { UserError } from '../../command/user-error.js';
import type { BaseInput, BaseAnswer } from './base-worker.js';

/** The fingerprints of what is reported in the base, found in a thread of its own, whose caches have not seen the files of today. */
export function fingerprintsOfBase(input: BaseInput): Promise<ReadonlySet<string>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('base-worker.js', import.meta.url), { workerData: input });
    worker.on('message', (answer: BaseAnswer) => {
      if (answer.kind === 'found') resolve(answer.fingerprints);
      else reject(new UserError(`${answer.message} (in the base)`));
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`the base could not be checked: its thread ended with ${code}`)));
  });
}
