import type { StringTable } from './heap.js';

const FIRST_BYTES = 1 << 20;

/** Collects strings as they stand in JSON, and decodes one when it is asked for: most never are. */
export class StringCollector implements StringTable {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  #length = 0;
  /** Where each string begins in `#bytes`; the next one begins where it ends. */
  #starts = new Uint32Array(1024);
  #count = 0;
  readonly #decoded = new Map<number, string>();

  get count(): number {
    return this.#count;
  }

  /** Adds a part of the string that is being collected. */
  append(source: Uint8Array, from: number, to: number): void {
    const needed = this.#length + to - from;
    if (needed > this.#bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2));
      this.#bytes.copy(larger, 0, 0, this.#length);
      this.#bytes = larger;
    }
    this.#bytes.set(source.subarray(from, to), this.#length);
    this.#length = needed;
  }

  /** The string that is being collected is whole. */
  finish(): void {
    this.#count += 1;
    if (this.#count >= this.#starts.length) {
      const larger = new Uint32Array(this.#starts.length * 2);
      larger.set(this.#starts);
      this.#starts = larger;
    }
    this.#starts[this.#count] = this.#length;
  }

  at(index: number): string {
    if (index >= this.#count) return '';
    let text = this.#decoded.get(index);
    if (text === undefined) {
      text = decode(this.#bytes.toString('utf8', this.#starts[index], this.#starts[index + 1]));
      this.#decoded.set(index, text);
    }
    return text;
  }
}

function decode(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    // Names are cut at a length, which may be in the middle of an escape.
    return written;
  }
}
