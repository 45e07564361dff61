import type { Place } from '../check-report.js';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan' | 'underline';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

const AROUND = 2;
const MAX_WIDTH = 140;

/** The lines around a place, with the piece marked: as many lines as two before and two after its first. */
export function codeFrame(text: string, place: Place, paint: Paint): string[] {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/);
  const first = Math.max(1, place.line - AROUND);
  const last = Math.min(lines.length, place.line + AROUND);
  const width = String(last).length;
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = lines[number - 1]!.replaceAll('\t', ' ');
    const isMarked = number === place.line;
    const gutter = `${isMarked ? '>' : ' '} ${String(number).padStart(width)} |`;
    frame.push(`${paint('dim', gutter)} ${line.slice(0, MAX_WIDTH)}`.trimEnd());
    if (!isMarked || place.column > MAX_WIDTH) continue;
    const end = place.endLine === place.line ? place.endColumn : line.length + 1;
    const marks = '^'.repeat(Math.max(1, Math.min(end, MAX_WIDTH + 1) - place.column));
    frame.push(`${paint('dim', `  ${' '.repeat(width)} |`)} ${' '.repeat(place.column - 1)}${paint('red', marks)}`);
  }
  return frame;
}
