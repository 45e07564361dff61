import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConstructionReport, EndingReport } from '../../src/bin/report.js';
import type { Construction, FileFindings, RepositoryFindings, RuleReport } from './findings.js';
import { sample } from './sample.js';

/*
 * The sheet that people read: random reports, random constructions that are not reported with the engine's reason, and what the reasons are
 * over all repositories. Input: findings. Output: Markdown. Invariant: the same findings and seed give the same sheet.
 */

export interface SheetOptions {
  readonly seed: number;
  /** How many of each kind are drawn. */
  readonly count: number;
  /** How many of each kind are drawn from one repository: who repeats a line forty times is read a few times. */
  readonly perRepository: number;
  /** The folder that a repository was written to. */
  readonly folderOf: (findings: RepositoryFindings) => string;
}

interface Placed<T> {
  readonly in: RepositoryFindings;
  readonly file: string;
  readonly what: T;
}

/** Lines before and after the line in question. */
const around = 4;

/** Reasons that stand in the histogram. The others are counted together. */
const maximumReasons = 40;

/** Characters of a line of code. More is minified, or data. */
const widest = 160;

export function renderSheet(all: readonly RepositoryFindings[], options: SheetOptions): string {
  const { folderOf } = options;
  const reports = placed(all, (file) => file.reports);
  const constructions = placed(all, (file) => file.constructions).filter(({ what }) => isOwner(what.report));
  const silent = constructions.filter(({ what }) => what.isInFunction && what.report.rule === undefined);
  const drawnReports = draw(reports, options);
  const drawnSilent = draw(silent, options);
  return [
    '# Unseen code',
    ...totals(all, reports, constructions),
    '## Reports by rule',
    ...table(['rule', 'reports', 'with an edit'], [...groupBy(reports, ({ what }) => ruleName(what))].map(([rule, group]) => [
      rule, String(group.length), share(group.filter(({ what }) => what.edits.length > 0).length, group.length),
    ])),
    '## Why constructions in functions are not reported',
    ...histogram(silent),
    '## Limits met',
    ...limitTable(all, constructions.length),
    `## ${drawnReports.length} of ${reports.length} reports`,
    'Read each in the sources: right, right but of no urgency, or wrong, and why.',
    ...drawnReports.flatMap((report, index) => reportEntry(report, index + 1, folderOf(report.in))),
    `## ${drawnSilent.length} of ${silent.length} constructions in functions that are not reported`,
    'Read each in the sources: rightly silent, or missed, and what the engine would have to see.',
    ...drawnSilent.flatMap((construction, index) => silentEntry(construction, index + 1, folderOf(construction.in))),
    '',
  ].join('\n\n');
}

function draw<T>(list: readonly Placed<T>[], { seed, count, perRepository }: SheetOptions): Placed<T>[] {
  const ofEach = [...groupBy(list, (each) => each.in.repository).values()].flatMap((group) => sample(group, perRepository, seed));
  return sample(ofEach, count, seed);
}

/** Constructions of clients that own a connection, and what is borrowed from pools. */
function isOwner({ resolved, entry }: ConstructionReport): boolean {
  return resolved.kind !== 'close' && entry !== undefined && entry.reason === undefined;
}

function placed<T>(all: readonly RepositoryFindings[], of: (file: FileFindings) => readonly T[]): Placed<T>[] {
  return all.flatMap((findings) => findings.files.flatMap((file) => of(file).map((what) => ({ in: findings, file: file.file, what }))));
}

function totals(
  all: readonly RepositoryFindings[], reports: readonly Placed<RuleReport>[], constructions: readonly Placed<Construction>[],
): string[] {
  const files = all.flatMap((findings) => findings.files.map((file) => ({ ...file, repository: findings.repository })));
  const slowest = [...files].sort((a, b) => b.cpu - a.cpu).slice(0, 5).filter(({ cpu }) => cpu >= 1000);
  const seconds = files.reduce((sum, { cpu }) => sum + cpu, 0) / 1000;
  const inFunctions = constructions.filter(({ what }) => what.isInFunction).length;
  const failures = all.flatMap(({ repository, failure }) => (failure === undefined ? [] : [`- ${repository}: ${failure}`]));
  const crashes = files.flatMap(({ repository, file, error }) => (
    error === undefined ? [] : [`- ${repository} ${file}: ${firstLine(error)}`]));
  return [
    ...table(['', ''], [
      ['repositories', String(all.length)],
      ['files', `${files.length}, ${files.filter(({ isParsed }) => !isParsed).length} of them accepted by no parser`],
      ['constructions of clients, and checkouts', `${constructions.length}, ${inFunctions} of them in functions`],
      ['reports', `${reports.length}, ${reports.filter(({ what }) => what.isRecommended).length} of them by rules of \`recommended\``],
      ['reports with an edit', share(reports.filter(({ what }) => what.edits.length > 0).length, reports.length)],
      ['CPU time', `${seconds.toFixed(0)} s; most memory of one repository: ${Math.max(0, ...all.map(({ peakMemory }) => peakMemory))} MB`],
      ['engine', [...new Set(all.map(({ digest }) => digest))].join(', ')],
    ]),
    ...list('Not read to their end:', failures),
    ...list('Crashes:', crashes),
    ...list('Slowest files:', slowest.map(({ repository, file, cpu }) => `- ${cpu} ms ${repository} ${file}`)),
  ];
}

function list(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}\n\n${lines.join('\n')}`];
}

function histogram(silent: readonly Placed<Construction>[]): string[] {
  const groups = [...groupBy(silent, ({ what }) => reasonKind(what.report))].sort(([, a], [, b]) => b.length - a.length);
  const rows = groups.slice(0, maximumReasons).map(([reason, group]) => [reason, String(group.length), share(group.length, silent.length)]);
  const rest = groups.slice(maximumReasons).reduce((sum, [, group]) => sum + group.length, 0);
  return table(['reason', 'constructions', ''], rest === 0 ? rows : [...rows, ['others', String(rest), share(rest, silent.length)]]);
}

/** A reason without the names in it. */
function reasonKind({ silence = 'no reason is given', endings }: ConstructionReport): string {
  const lost = endings[0]?.keep === 'local' && endings[0].release === 'somePaths' ? ' [released on some paths]' : '';
  return `${silence}${lost}`.replaceAll(/`[^`]*`/g, '`…`').replaceAll(/\b[\w$.]+\(\)/g, 'f()').replaceAll('|', '\\|');
}

function limitTable(all: readonly RepositoryFindings[], constructions: number): string[] {
  const met = all.flatMap(({ repository, files }) => files.flatMap(({ limits }) => limits.map((each) => ({ ...each, repository }))));
  const rows = [...groupBy(met, ({ limit }) => limit)].sort(([a], [b]) => a.localeCompare(b)).map(([limit, group]) => {
    const places = new Set(group.map(({ repository, where }) => `${repository} ${where}`));
    const rate = constructions === 0 ? '' : ((1000 * places.size) / constructions).toFixed(1);
    const repositories = new Set(group.map(({ repository }) => repository));
    return [limit, String(places.size), String(repositories.size), rate, [...places].slice(0, 3).join('; ')];
  });
  if (rows.length === 0) return ['None.'];
  return table(['limit', 'places', 'repositories', 'per 1,000 constructions', 'for example'], rows);
}

function reportEntry(
  { in: { repository, commit, files }, file, what }: Placed<RuleReport>, number: number, folder: string,
): string[] {
  const construction = files.find((each) => each.file === file)?.constructions
    .find(({ line, report }) => line === what.line && report.rule === what.rule);
  return [
    `### R${number}. ${repository} ${file}:${what.line} ${ruleName(what)}`,
    `commit ${commit.slice(0, 10)}`,
    what.message,
    ...(construction ? endingLines(construction.report) : []),
    code(folder, file, what.line),
    `Edits: ${what.edits.length === 0 ? 'none' : what.edits.join(' · ')}`,
    'Reading:',
  ];
}

function silentEntry(
  { in: { repository, commit }, file, what }: Placed<Construction>, number: number, folder: string,
): string[] {
  const { report, line } = what;
  return [
    `### S${number}. ${repository} ${file}:${line} ${report.entry?.package ?? ''} \`${report.entry?.export ?? ''}\``,
    `commit ${commit.slice(0, 10)}`,
    `Not reported: ${report.silence ?? 'no reason is given'}.`,
    ...endingLines(report),
    code(folder, file, line),
    'Reading:',
  ];
}

function endingLines({ endings: [ending] }: ConstructionReport): string[] {
  if (!ending) return [];
  const trace = ending.trace.map(({ function: name = '(anonymous function)', file, line, code: text }) => (
    `- ${name} ${file}:${line} \`${clean(text)}\``));
  return [answersOf(ending), ...(trace.length === 0 ? [] : [trace.join('\n')])];
}

function answersOf({ keep, reason, run, runReason, release, lostAt, arguments: origin }: EndingReport): string {
  return [
    `keeps: ${keep}${reason === undefined ? '' : ` (${reason})`}`,
    `runs: ${run}${runReason === undefined ? '' : ` (${runReason})`}`,
    `released: ${release}${lostAt ? ` (lost by \`${clean(lostAt.code)}\` ${lostAt.file}:${lostAt.line})` : ''}`,
    ...(origin === undefined ? [] : [`arguments: ${origin}`]),
  ].join('; ');
}

/** The line and those around it, as a block. */
function code(folder: string, file: string, line: number): string {
  const target = path.join(folder, ...file.split('/'));
  if (!existsSync(target)) return '(The sources are gone.)';
  const first = Math.max(1, line - around);
  const lines = readFileSync(target, 'utf8').split('\n').slice(first - 1, line + 2 * around);
  const rows = lines.map((text, index) => `${first + index === line ? '>' : ' '} ${String(first + index).padStart(5)}  ${clean(text)}`);
  return ['````', ...rows, '````'].join('\n');
}

/** Text of a repository on one line of the sheet. Control characters would act on the terminal of who reads it. */
function clean(text: string): string {
  const plain = text.replaceAll('\t', '  ').replaceAll(/\p{Cc}/gu, '');
  return plain.length > widest ? `${plain.slice(0, widest)}…` : plain;
}

function ruleName({ rule, isRecommended }: RuleReport): string {
  return isRecommended ? rule : `${rule} (strict)`;
}

function firstLine(text: string): string {
  return clean(text.split('\n', 1)[0] ?? '');
}

function share(part: number, whole: number): string {
  return whole === 0 ? '0' : `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [[row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n')];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
