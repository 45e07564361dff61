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

export function keepText(text: string): KeptText {
  // A browser has no such thing, and texts of its own.
  return text === '' || typeof Buffer === 'undefined' ? text : new TextInBytes(text);
}

class TextInBytes implements KeptText {
  readonly length: number;
  readonly #bytes: Buffer;

  constructor(text: string) {
    this.length = text.length;
    this.#bytes = Buffer.from(text, WIDE.test(text) ? 'utf16le' : 'latin1');
  }

  /** An empty text is never made into one of these. */
  get #encoding(): 'latin1' | 'utf16le' {
    return this.#bytes.length === this.length ? 'latin1' : 'utf16le';
  }

  includes(word: string): boolean {
    const encoding = this.#encoding;
    return (encoding === 'utf16le' || !WIDE.test(word)) && this.#bytes.includes(word, 0, encoding);
  }

  toString(): string {
    return this.#bytes.toString(this.#encoding);
  }
}
