/** The lines of a text as ESLint counts them, and the way from an offset to a line and back. */
export class TextLines {
  readonly text: string;
  readonly lines: readonly string[];
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.text = text;
    const starts = [0];
    const lines: string[] = [];
    for (const { 0: end, index } of text.matchAll(/\r\n|[\r\n\u2028\u2029]/g)) {
      lines.push(text.slice(starts.at(-1), index));
      starts.push(index + end.length);
    }
    lines.push(text.slice(starts.at(-1)));
    this.lines = lines;
    this.#starts = starts;
  }

  /** 1-based line, 0-based column. */
  locate(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - this.#starts[low]! };
  }

  offsetOf({ line, column }: { readonly line: number; readonly column: number }): number {
    return this.#starts[line - 1]! + column;
  }
}
