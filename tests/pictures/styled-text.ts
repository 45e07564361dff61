/** A piece of text with one look. */
export interface Run {
  readonly text: string;
  readonly color?: string;
  readonly isBold?: boolean;
  readonly isUnderlined?: boolean;
}

export type Line = readonly Run[];

const COLORS: Readonly<Record<number, string>> = { 31: '#f47067', 32: '#57ab5a', 33: '#daaa3f', 34: '#6cb6ff', 90: '#768390' };
const DIM = '#768390';

/** The lines that a program wrote to a terminal, with the looks that its escape sequences ask for. Throws for one that it does not know. */
export function parseAnsi(output: string): Line[] {
  let color: string | undefined;
  let isBold = false;
  let isDim = false;
  let isUnderlined = false;
  const setters: Readonly<Record<number, () => void>> = {
    0: () => { color = undefined; isBold = isDim = isUnderlined = false; },
    1: () => { isBold = true; },
    2: () => { isDim = true; },
    4: () => { isUnderlined = true; },
    22: () => { isBold = isDim = false; },
    24: () => { isUnderlined = false; },
    39: () => { color = undefined; },
  };
  return output.split('\n').map((line) => {
    const runs: Run[] = [];
    for (const [, codes, text] of line.matchAll(/\x1b\[([\d;]*)m|([^\x1b]+)/g)) {
      if (text !== undefined) {
        const shown = color ?? (isDim ? DIM : undefined);
        runs.push({ text, isBold, isUnderlined, ...shown !== undefined && { color: shown } });
        continue;
      }
      for (const code of (codes || '0').split(';').map(Number)) {
        if (COLORS[code] !== undefined) color = COLORS[code];
        else if (setters[code]) setters[code]();
        else throw new Error(`What does the escape sequence ${code} look like?`);
      }
    }
    return runs;
  });
}

/** Lines that are longer than the terminal go on in the next one, wherever that cuts them. */
export function wrapHard(lines: readonly Line[], columns: number): Line[] {
  return lines.flatMap((line) => {
    const rows: Run[][] = [[]];
    let used = 0;
    for (const run of line) {
      for (let rest = run.text; rest !== '';) {
        if (used === columns) {
          rows.push([]);
          used = 0;
        }
        const text = rest.slice(0, columns - used);
        rows.at(-1)!.push({ ...run, text });
        used += text.length;
        rest = rest.slice(text.length);
      }
    }
    return rows;
  });
}
