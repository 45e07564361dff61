import { MAX_PARSED } from '../limits/limits.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Importer } from './program.js';

/*
 * The parsed files of a project, as long as they are worth their memory: trees take thirty times as much as their texts.
 * Input: who is asked for, and when a linted file is done with. Invariant: between two calls of `letGo` nothing is dropped, so that one
 * question sees one tree of each file.
 */

/** A file as it was parsed when it had been changed last at that time. */
export interface Parsed {
  readonly time: number;
  readonly model: FileModel | undefined;
  /** What it gets from the file of that path. Here, so that it goes with the tree that it is a part of. */
  readonly importing: Map<string, Importer | undefined>;
}

interface Kept {
  /** Loose: only as long as nobody searches the whole heap for garbage. */
  held: Parsed | WeakRef<Parsed>;
  usedAt: number;
}

export class ParsedFiles {
  readonly #files = new Map<string, Kept>();
  /** How many linted files have asked. */
  #asked = 0;

  get(file: string): Parsed | undefined {
    const kept = this.#files.get(file);
    const parsed = kept && parsedOf(kept);
    if (!parsed) return undefined;
    kept.held = parsed;
    kept.usedAt = this.#asked;
    return parsed;
  }

  /** Whether another one had to go for it. */
  set(file: string, parsed: Parsed): boolean {
    this.#files.set(file, { held: parsed, usedAt: this.#asked });
    return this.#files.size > MAX_PARSED && this.#files.delete(this.#files.keys().next().value!);
  }

  delete(file: string): void {
    this.#files.delete(file);
  }

  /** Who imports what from whom has to be found anew. */
  forgetLinks(): void {
    for (const kept of this.#files.values()) parsedOf(kept)?.importing.clear();
  }

  /** To be told when the next linted file asks: drops what none of the last ones needed. */
  noteAsker(maxUnused: number): void {
    this.#asked++;
    for (const [file, { usedAt }] of this.#files) if (this.#asked - usedAt > maxUnused) this.#files.delete(file);
  }

  /** To be told when a linted file is done with: holds what there is memory for. */
  letGo(): void {
    for (const kept of this.#files.values()) if (!(kept.held instanceof WeakRef)) kept.held = new WeakRef(kept.held);
  }
}

function parsedOf({ held }: Kept): Parsed | undefined {
  return held instanceof WeakRef ? held.deref() : held;
}
