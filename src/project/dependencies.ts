import type { KeptText } from '../file-system/kept-text.js';

/*
 * What answers of an index were made of, so that they need not be found again while that stays.
 * Input: what an index is asked while something is computed. Output: files whose texts counted, and searches through all texts.
 * Invariant: an answer that is made of neither depends on which files there are, what they import, and their manifests alone.
 */

export interface Dependencies {
  readonly files: ReadonlySet<string>;
  /** Words that were looked for in all texts, as `searchKey` writes them. */
  readonly searches: ReadonlySet<string>;
}

/** Words of a search, as one text. */
export const searchKey = (words: readonly string[]): string => words.join('\n');

/** Whether a text is found by a search. */
export const isFoundBy = (key: string, text: Pick<KeptText, 'includes'>): boolean => key.split('\n').every((word) => text.includes(word));

interface Collected {
  readonly files: Set<string>;
  readonly searches: Set<string>;
}

export class DependencyTracker {
  #current: Collected | undefined;

  /** What `compute` gives, and what it asked. What is asked within counts for who is tracked around it, too. */
  track<Result>(compute: () => Result): { readonly result: Result; readonly dependencies: Dependencies } {
    const outer = this.#current;
    const own: Collected = { files: new Set(), searches: new Set() };
    this.#current = own;
    try {
      return { result: compute(), dependencies: own };
    } finally {
      this.#current = outer;
      this.add(own);
    }
  }

  /** To be told when an answer that was kept is given again. */
  add({ files, searches }: Dependencies): void {
    if (!this.#current) return;
    for (const file of files) this.#current.files.add(file);
    for (const search of searches) this.#current.searches.add(search);
  }

  file(path: string): void {
    this.#current?.files.add(path);
  }

  search(key: string): void {
    this.#current?.searches.add(key);
  }
}
