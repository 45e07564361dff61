/*
 * A text that is kept for long, searched often and read seldom. Input: the text. Invariant: it is given back as it was.
 * Where Node.js runs it is kept outside of the heap that is searched for garbage, and in one byte for each character where that is enough.
 */
export interface KeptText {
  readonly length: number;
  readonly includes: (word: string) => boolean;
  /** The text, made anew each time. */
  readonly toString: () => string;
}

/** What needs a second byte. */
const WIDE = /[^\0-\xFF]/;

/** Bytes that texts share, as a buffer of each one's own would take as much of the heap as the path of its file. */
const SHARED = 1 << 20;
/** Larger ones are kept apart. */
const LARGEST_TO_SHARE = SHARED / 8;

let shared: Buffer | undefined;
let used = 0;

export function keepText(text: string): KeptText {
  // A browser has no such thing, and texts of its own.
  return text === '' || typeof Buffer === 'undefined' ? text : new TextInBytes(text);
}

class TextInBytes implements KeptText {
  readonly length: number;
  readonly #bytes: Buffer;
  readonly #start: number;
  readonly #isWide: boolean;

  constructor(text: string) {
    this.length = text.length;
    this.#isWide = WIDE.test(text);
    const size = this.#size;
    if (size > LARGEST_TO_SHARE) {
      this.#bytes = Buffer.allocUnsafeSlow(size);
      this.#start = 0;
    } else {
      if (!shared || used + size > SHARED) {
        shared = Buffer.allocUnsafeSlow(SHARED);
        used = 0;
      }
      this.#bytes = shared;
      this.#start = used;
      // Node.js never ends looking for two-byte characters that begin at an odd place.
      used += size + (size % 2);
    }
    this.#bytes.write(text, this.#start, this.#encoding);
  }

  get #size(): number {
    return this.#isWide ? this.length * 2 : this.length;
  }

  get #encoding(): 'latin1' | 'utf16le' {
    return this.#isWide ? 'utf16le' : 'latin1';
  }

  includes(word: string): boolean {
    if (!this.#isWide && WIDE.test(word)) return false;
    return this.#bytes.subarray(this.#start, this.#start + this.#size).includes(word, 0, this.#encoding);
  }

  toString(): string {
    return this.#bytes.toString(this.#encoding, this.#start, this.#start + this.#size);
  }
}
