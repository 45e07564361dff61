import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UserError } from '../../command/user-error.js';
import { StringCollector } from './string-table.js';

/*
 * A JSON file that is read once, from front to back, value by value, of which only a window is in memory.
 * Invariant: `position` is the place of the next byte in the window. Blind spot: it does not check what it skips.
 */

/** Bytes of the syntax of JSON. */
export const syntax = {
  quote: 0x22, comma: 0x2c, colon: 0x3a, openBracket: 0x5b, closeBracket: 0x5d, openBrace: 0x7b, closeBrace: 0x7d,
} as const;

const WINDOW_BYTES = 4 * 1024 * 1024;
const SPACE = 0x20;
const QUOTE = syntax.quote;
const COMMA = syntax.comma;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN_BRACKET = syntax.openBracket;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = syntax.closeBracket;
const OPEN_BRACE = syntax.openBrace;
const CLOSE_BRACE = syntax.closeBrace;
const MAX_NUMBER = 2 ** 32 - 1;

/** Where the numbers of one field go. */
export type Column = Uint8Array | Uint32Array;

export class JsonStream {
  position = 0;
  /** In bytes. */
  readonly size: number;
  readonly #path: string;
  readonly #file: number;
  readonly #bytes = Buffer.allocUnsafe(WINDOW_BYTES);
  #end = 0;
  readonly #onProgress: ((bytes: number) => void) | undefined;

  /** @throws {UserError} when the file cannot be opened. */
  constructor(path: string, onProgress?: (bytes: number) => void) {
    this.#path = path;
    this.#onProgress = onProgress;
    try {
      this.#file = openSync(path, 'r');
      this.size = fstatSync(this.#file).size;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      throw new UserError(code === 'ENOENT' ? `there is no file ${path}.` : `cannot read ${path}: ${message}.`, { cause: error });
    }
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Takes the next window when this one is used up. False at the end of the file. */
  #fill(): boolean {
    this.position = 0;
    try {
      this.#end = readSync(this.#file, this.#bytes, 0, WINDOW_BYTES, null);
    } catch (error) {
      throw new UserError(`cannot read ${this.#path}: ${(error as Error).message}.`, { cause: error });
    }
    this.#onProgress?.(this.#end);
    return this.#end > 0;
  }

  /** The next byte without taking it, or -1 at the end of the file. */
  peek(): number {
    if (this.position === this.#end && !this.#fill()) return -1;
    return this.#bytes[this.position]!;
  }

  /**
   * Reads an array of numbers whose rows have these fields, and gives the number of rows. Columns that are not asked for are skipped.
   * `grow` may give other columns before a row is written.
   */
  readTable(
    limit: number, fields: readonly string[], wanted: Readonly<Record<string, Column>>,
    grow?: (row: number) => Readonly<Record<string, Column>> | undefined,
  ): number {
    if (this.skipSpace() !== OPEN_BRACKET) throw this.foreign();
    this.position += 1;
    const bytes = this.#bytes;
    const width = fields.length;
    let columns = fields.map((field) => wanted[field]);
    let row = 0;
    let field = 0;
    let value = 0;
    let isNumber = false;
    for (;;) {
      if (this.position === this.#end && !this.#fill()) throw this.truncated();
      const end = this.#end;
      let position = this.position;
      let isAtEnd = false;
      while (position < end) {
        const byte = bytes[position++]!;
        if (byte >= ZERO && byte <= NINE) {
          value = value * 10 + byte - ZERO;
          isNumber = true;
          continue;
        }
        if (byte === COMMA || byte === CLOSE_BRACKET) {
          if (isNumber) {
            if (row >= limit) throw this.foreign();
            const column = columns[field];
            if (column) column[row] = value > MAX_NUMBER ? MAX_NUMBER : value;
            value = 0;
            isNumber = false;
            field += 1;
            if (field === width) {
              field = 0;
              row += 1;
              const larger = grow?.(row);
              if (larger) columns = fields.map((name) => larger[name]);
            }
          }
          if (byte === CLOSE_BRACKET) {
            isAtEnd = true;
            break;
          }
        } else if (byte > SPACE && byte !== MINUS) {
          throw this.foreign();
        }
      }
      this.position = position;
      if (isAtEnd) break;
    }
    if (field !== 0) throw this.truncated();
    return row;
  }

  /** Skips an array of numbers without looking at them. */
  skipNumbers(): void {
    for (;;) {
      if (this.position === this.#end && !this.#fill()) throw this.truncated();
      const found = this.#bytes.indexOf(CLOSE_BRACKET, this.position);
      this.position = found === -1 || found >= this.#end ? this.#end : found + 1;
      if (found !== -1 && found < this.#end) return;
    }
  }

  /** Reads a string up to its closing quote. */
  readString(into: StringCollector | undefined): void {
    this.position += 1;
    let isEscaped = false;
    for (;;) {
      if (this.position === this.#end && !this.#fill()) throw this.truncated();
      const bytes = this.#bytes;
      const end = this.#end;
      const start = this.position;
      let position = start;
      for (; position < end; position += 1) {
        const byte = bytes[position]!;
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) break;
      }
      into?.append(bytes, start, position);
      this.position = position;
      if (position < end) {
        this.position += 1;
        return;
      }
    }
  }

  readShortString(): string {
    const collector = new StringCollector();
    this.readString(collector);
    collector.finish();
    return collector.at(0);
  }

  skipValue(): void {
    this.readRawValue(Infinity, false);
  }

  /** The text of any value. */
  readRawValue(limit: number, isKept = true): string {
    const parts: number[] = [];
    let depth = 0;
    let isInString = false;
    let isEscaped = false;
    this.skipSpace();
    for (;;) {
      const byte = this.peek();
      if (byte === -1) throw this.truncated();
      if (!isInString && depth === 0 && (byte === COMMA || byte === CLOSE_BRACE)) break;
      this.position += 1;
      if (isKept) parts.push(byte);
      if (parts.length > limit) throw this.foreign();
      if (isEscaped) isEscaped = false;
      else if (isInString) {
        if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) isInString = false;
      } else if (byte === QUOTE) isInString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
    }
    return Buffer.from(parts).toString('utf8');
  }

  /** The next byte that is no space, without taking it. */
  skipSpace(): number {
    for (;;) {
      const byte = this.peek();
      if (byte > SPACE || byte === -1) return byte;
      this.position += 1;
    }
  }

  truncated(): UserError {
    return new UserError(`${this.#path} ends in the middle: the snapshot was not written to its end. Take it again, or copy it whole.`);
  }

  foreign(cause?: unknown): UserError {
    return new UserError(
      `${this.#path} is no heap snapshot of V8. Give .heapsnapshot files, as client-lifetime snapshot writes them.`, { cause },
    );
  }
}
