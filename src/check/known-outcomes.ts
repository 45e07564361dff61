import type { Dependencies } from '../project/dependencies.js';

/*
 * What was found in each file, from one check to the next of one process, until something that it was made of has changed.
 * Input: outcomes with what they depend on. Invariant: an outcome is kept only for as long as asking again would give the same.
 */
export class KnownOutcomes<Outcome> {
  readonly #byFile = new Map<string, { readonly outcome: Outcome; readonly dependencies: Dependencies }>();

  get(file: string): Outcome | undefined {
    return this.#byFile.get(file)?.outcome;
  }

  keep(file: string, outcome: Outcome, dependencies: Dependencies): void {
    this.#byFile.set(file, { outcome, dependencies });
  }

  clear(): void {
    this.#byFile.clear();
  }

  /** Forgets what may have changed. */
  drop(mayHaveChanged: (dependencies: Dependencies) => boolean): void {
    for (const [file, { dependencies }] of this.#byFile) if (mayHaveChanged(dependencies)) this.#byFile.delete(file);
  }
}
