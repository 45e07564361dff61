import { fileSystem, useFileSystem } from '../../file-system/current-file-system.js';
import { endRun } from '../../project/files/linter-run.js';
import { projectIndexes } from '../../project/program-of.js';
import type { FileOutcome } from '../check-project.js';
import { KnownOutcomes } from '../known-outcomes.js';
import { recording } from './recorded-answers.js';
import type { Recording } from './recorded-answers.js';

/*
 * The same check again and again in one process, of which only that is done anew whose answers may have changed.
 * Input: the check, which is told what is known already. Invariant: what comes out is what a first check would find: everything that an
 * earlier one asked of the disk is asked again before anything is taken from it. Blind spot: that of `recorded-answers.ts`.
 */
export class RepeatedCheck<Checked> {
  readonly #run: (known: KnownOutcomes<FileOutcome>) => Promise<Checked>;
  readonly #known = new KnownOutcomes<FileOutcome>();
  #recording: Recording | undefined;
  #last: Checked | undefined;

  constructor(run: (known: KnownOutcomes<FileOutcome>) => Promise<Checked>) {
    this.#run = run;
  }

  async check(): Promise<Checked> {
    const before = fileSystem();
    const last = this.#last;
    this.#last = undefined;
    const isFirst = !this.#recording;
    this.#recording ??= recording(before);
    useFileSystem(this.#recording.files);
    try {
      endRun();
      const isChanged = isFirst || this.#forget(this.#recording);
      return this.#last = last !== undefined && !isChanged ? last : await this.#run(this.#known);
    } finally {
      useFileSystem(before);
    }
  }

  /** Forgets what may have changed. Whether anything did. */
  #forget(asked: Recording): boolean {
    const { texts, isElse } = asked.takeChanges();
    if (texts.length === 0 && !isElse) return false;
    const indexes = [...projectIndexes().values()];
    const [index] = indexes;
    const isOfIndex = !isElse && indexes.length === 1 && texts.every((file) => index!.has(file));
    const mayHaveChanged = isOfIndex ? index!.update(texts) : undefined;
    if (mayHaveChanged) {
      this.#known.drop(mayHaveChanged);
      return true;
    }
    for (const each of indexes) each.invalidate(texts);
    this.#known.clear();
    return true;
  }
}
