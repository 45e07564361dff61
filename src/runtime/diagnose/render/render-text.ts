import { styleText } from 'node:util';
import type { CandidateReport, DiagnoseReport, LeakReport, RowReport } from '../report.js';
import {
  bytesText, candidateReasons, certaintyWord, clientTexts, headline, otherText, placeText, signed, signedBytes, titleOf, amount,
} from './wording.js';

type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';
type Paint = (style: Style, text: string) => string;

const BAR_WIDTH = 40;
/** Rows of a leak and other growth that are listed. All of them are in the JSON. */
const MAX_ROWS = 8;
const MAX_OTHERS = 6;
const MAX_CANDIDATES = 3;

/** The report for a person at a terminal. */
export function renderText(report: DiagnoseReport, hasColors: boolean): string {
  const paint: Paint = hasColors ? (style, text) => styleText(style, text) : (_style, text) => text;
  const isBad = report.conclusion === 'leak' || report.conclusion === 'possibleLeak';
  const parts = [
    [paint('bold', paint(isBad ? 'red' : 'green', headline(report.conclusion))), overview(report)].join('\n'),
    ...report.leaks.map((leak, index) => renderLeak(leak, index + 1, paint)),
    ...(report.others.length > 0 ? [renderOthers(report, paint)] : []),
    ...(report.notes.length > 0 ? [report.notes.join('\n')] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function overview({ snapshots, heapDeltas, growingRows }: DiagnoseReport): string {
  return `${snapshots.length} snapshots, heap ${snapshots.map(({ heapSize }) => bytesText(heapSize)).join(' → ')} `
    + `(size delta ${heapDeltas.map(signedBytes).join(', ')}); ${growingRows} kinds of objects grow in every interval.`;
}

function renderLeak(leak: LeakReport, number: number, paint: Paint): string {
  const { certainty } = leak;
  return [
    paint('bold', `${number}. ${titleOf(leak)}`),
    row('How sure', [`${certaintyWord(certainty)}: ${certainty.reasons.join('; ')}`], paint),
    row('Growth', chart(leak.counts, leak.deltas, leak.sizeDeltas), paint),
    row('Each', [`${bytesText(leak.bytesEach)} of the heap`], paint),
    ...(leak.packages.length > 0 ? [
      row('Code', [leak.packages.map(({ name, rows }) => `${name} (${rows} kinds of objects)`).join(', ')], paint),
    ] : []),
    ...(leak.client ? [row('Client', clientTexts(leak.client), paint)] : []),
    row('Rows', table(leak.rows), paint),
    ...(leak.isIncoming ? [] : [row('Constructed', renderCandidates(leak.candidates), paint)]),
  ].join('\n');
}

function row(title: string, lines: readonly string[], paint: Paint): string {
  return lines.map((line, index) => `   ${paint('dim', (index === 0 ? title : '').padEnd(12))} ${line}`).join('\n');
}

/** A bar for each snapshot. */
export function chart(counts: readonly number[], deltas: readonly number[], sizeDeltas: readonly number[]): string[] {
  const highest = Math.max(1, ...counts);
  const width = String(highest).length;
  return counts.map((count, index) => {
    const bar = bars(count / highest);
    const growth = index === 0 ? '' : `  ${signed(deltas[index - 1]!)}  size delta ${signedBytes(sizeDeltas[index - 1]!)}`;
    return `${String(count).padStart(width)} ${bar.padEnd(BAR_WIDTH)}${growth}`.trimEnd();
  });
}

/** Eighths of a block. */
function bars(part: number): string {
  const eighths = Math.round(part * BAR_WIDTH * 8);
  const rest = eighths % 8;
  return '█'.repeat(Math.floor(eighths / 8)) + (rest === 0 ? '' : String.fromCharCode(0x2590 - rest));
}

/** What says most first: named classes of packages and of the project, then those of Node.js. */
function table(rows: readonly RowReport[]): string[] {
  const shown = [...rows].filter(({ type, name }) => type === 'object' && name !== '' && !name.startsWith('system /'))
    .sort((a, b) => weight(b) - weight(a) || Math.abs(a.each - 1) - Math.abs(b.each - 1))
    .slice(0, MAX_ROWS);
  const nameWidth = Math.max(0, ...shown.map(({ name }) => name.length));
  const countWidth = Math.max(0, ...shown.map(({ counts }) => counts.join(' ').length));
  const lines = shown.map(({ name, counts, each, owner }) => (
    `${name.padEnd(nameWidth)}  ${counts.join(' ').padEnd(countWidth)}  ${amount(each)} each  ${placeText(owner)}`.trimEnd()));
  return rows.length > shown.length ? [...lines, `and ${rows.length - shown.length} more that grow in step`] : lines;
}

function weight({ owner }: RowReport): number {
  switch (owner.kind) {
    case 'project':
      return 3;
    case 'package':
      return 2;
    case 'unknown':
      return 1;
    case 'node':
      return 0;
  }
}

function renderCandidates(candidates: readonly CandidateReport[]): string[] {
  if (candidates.length === 0) return ['nothing in the project that the catalog knows constructs them. Give the code with --project.'];
  const lines = candidates.slice(0, MAX_CANDIDATES).flatMap((candidate) => [
    `${candidate.file}:${candidate.line}:${candidate.column}  ${candidate.code}`,
    ...candidateReasons(candidate).map((reason) => `  ${reason}`),
    ...candidate.trace.map((step) => `  → ${step.function === undefined ? '(anonymous function)' : `${step.function}()`}  `
      + `${step.file}:${step.line}  ${step.code}`),
    ...(candidate.rule === undefined ? [] : [`  npx client-lifetime explain ${candidate.file}:${candidate.line}`]),
  ]);
  const more = candidates.length - MAX_CANDIDATES;
  return more > 0 ? [...lines, `and ${more} more that fit less: see --json`] : lines;
}

function renderOthers({ others }: DiagnoseReport, paint: Paint): string {
  const lines = others.slice(0, MAX_OTHERS).map((other) => (
    `   ${other.deltas.map(signed).join(' ')}  ${other.sizeDeltas.map(signedBytes).join(' ')}  ${otherText(other)}`));
  const more = others.length - MAX_OTHERS;
  return [
    paint('bold', 'Also growing, without a connection'), ...lines, ...(more > 0 ? [`   and ${more} more: see --json`] : []),
  ].join('\n');
}
