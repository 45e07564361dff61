/** The report of `watch` as text for people. Input: the report. Output: lines, with paths relative to a folder. */
import path from 'node:path';
import type { StackLine, WatchedPlace, WatchReport } from './watch-report.js';

/** Frames of the application that are shown above a place. */
const MAX_STACK = 8;

/** The report as text. `folder`: what paths are shown relative to. */
export function renderWatch(report: WatchReport, folder: string): string {
  const { places, sockets, refused, notes, seconds, processes, counted } = report;
  const threads = processes.reduce((sum, each) => sum + each.threads, 0);
  const where = `${plural(processes.length, 'process', 'processes')}, ${plural(threads, 'thread', 'threads')}`;
  return [
    `Counted for ${seconds} s in ${where}: ${plural(counted.length, 'constructor', 'constructors and factories')} of the catalog.`,
    '',
    ...(places.length === 0 ? ['No client of these was constructed in this time.'] : table(places, folder)),
    ...places.flatMap((place) => ['', ...describePlace(place, folder)]),
    ...(sockets.length === 0 ? [] : ['', 'Open connections to', ...rows([
      ['', 'before', 'after', ''],
      ...sockets.map(({ remote, before, after }) => [remote, String(before), String(after), after > before ? `+${after - before}` : '']),
    ], [1, 2, 3])]),
    ...(refused.length === 0 ? [] : ['', 'Not counted:', ...refused.map(({ package: name, version, export: exported, reason }) => (
      `  ${exported} of ${name}${version === undefined ? '' : `@${version}`}: ${reason}`))]),
    ...notes.map((note) => `\n${note}`),
    '',
  ].join('\n');
}

function table(places: readonly WatchedPlace[], folder: string): readonly string[] {
  return rows([
    ['constructed', 'per second', 'released', 'client', 'place'],
    ...places.map((place) => [
      String(place.constructed), String(place.perSecond), place.released === undefined ? '?' : String(place.released),
      `${place.export} (${place.package})`, placeText(place, folder),
    ]),
  ], [0, 1, 2]);
}

function describePlace(place: WatchedPlace, folder: string): readonly string[] {
  const { verdict } = place;
  return [
    `${placeText(place, folder)}  ${place.export}${place.through.length === 0 ? '' : `, constructed by ${place.through.join(', ')}`}`,
    ...place.stack.slice(1, MAX_STACK + 1).map((line) => `    called by ${line.function || 'a function'}  ${placeText(line, folder)}`),
    ...(verdict === undefined ? [] : [
      `    ${verdict.rule ?? `The linter is silent: ${verdict.silence ?? 'nothing is known of the place'}.`}`,
      ...verdict.trace.map((step) => `      ${step}`),
      ...verdict.edits.map((edit) => `    ESLint offers: ${edit}`),
    ]),
  ];
}

function placeText({ file, line, column }: Pick<StackLine, 'file' | 'line' | 'column'>, folder: string): string {
  const relative = path.relative(folder, file);
  return `${relative.startsWith('..') || path.isAbsolute(relative) ? file : relative}:${line}:${column}`;
}

/** Columns as wide as their widest cell; those of `numbers` are put to the right. */
function rows(cells: readonly (readonly string[])[], numbers: readonly number[]): readonly string[] {
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => `  ${row.map((cell, column) => (
    numbers.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ')}`.trimEnd());
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
