import { styleText } from 'node:util';
import { renderPasses } from './render-passes.js';
import type { Paint } from './render-passes.js';
import { describeWithheld } from '../check/describe-withheld.js';
import type { ConstructionReport, Edits, EndingReport, EntryReport, Missing, Place, Report, Resolved } from './report.js';

/** Endings beside the one that decides that are shown in full. */
const MAX_OTHERS = 4;

/** The report as text for a person who wants to know now. */
export function renderReport(report: Report, hasColors: boolean): string {
  const paint: Paint = hasColors ? (style, text) => styleText(style, text) : (_style, text) => text;
  const parts = report.constructions.map((construction) => renderConstruction(construction, paint));
  if (parts.length === 0) parts.push(renderNothing(report));
  if (report.notes.length > 0) parts.push(['Met on the way', ...report.notes.map((note) => `  ${note}`)].join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function renderNothing({ file, line, nearest }: Report): string {
  if (line === undefined) return `${file}: the file constructs no client that the catalog knows.`;
  const head = `${file}:${line}: nothing is constructed or called on this line.`;
  if (nearest.length === 0) return `${head}\nThe file constructs no client that the catalog knows.`;
  return [`${head} Constructions of clients nearby:`, ...nearest.map((near) => `  ${file}:${near.line}  ${near.code}`)].join('\n');
}

function renderConstruction(construction: ConstructionReport, paint: Paint): string {
  const { endings: [decisive, ...others], passes, edits } = construction;
  const head = `${paint('bold', `${construction.file}:${construction.line}:${construction.column}`)}  ${construction.code}`;
  if (passes) return [head, '', ...renderPasses(passes, paint)].join('\n');
  return [
    head,
    '',
    verdict(construction, paint),
    '',
    ...row('What it is', whatItIs(construction), paint),
    ...(decisive ? renderEnding(decisive, paint) : []),
    ...(edits ? row('Edits', editLines(edits), paint) : []),
    ...(others.length > 0 ? ['', `Other ways in which its life can end (${others.length}); the one above decides:`] : []),
    ...others.slice(0, MAX_OTHERS).flatMap((ending) => ['', ...renderEnding(ending, paint)]),
    ...(others.length > MAX_OTHERS ? ['', `… and ${others.length - MAX_OTHERS} more: see --json.`] : []),
  ].join('\n');
}

/** What is offered, and of the other kinds why not. */
function editLines({ offered, withheld }: Edits): string[] {
  const lines = [...offered.map(({ title }) => title), ...withheld.map(describeWithheld)];
  return lines.length > 0 ? lines : ['none'];
}

function verdict({ rule, silence }: ConstructionReport, paint: Paint): string {
  if (rule !== undefined) return `${paint('red', 'Reported')} by ${rule}.`;
  return `${paint('green', 'Not reported')}${silence === undefined ? '' : `: ${silence.replace(/\.$/, '')}`}.`;
}

function row(title: string, lines: readonly string[], paint: Paint): string[] {
  return lines.map((line, index) => (index === 0 ? `${paint('dim', title.padEnd(13))} ${line}` : `${' '.repeat(14)}${line}`));
}

function whatItIs({ resolved, entry, missing }: ConstructionReport): string[] {
  return [
    resolvedText(resolved),
    ...resolvedDetails(resolved),
    ...(entry ? entryLines(entry) : []),
    ...(missing ? missingLines(missing, resolved) : []),
  ];
}

function resolvedText(resolved: Resolved): string {
  switch (resolved.kind) {
    case 'package':
      return `\`${resolved.export}\` of ${resolved.package}`;
    case 'project':
      return `\`${resolved.what}\`, written in the project at ${at(resolved.place)}`;
    case 'global':
      return `the global \`${resolved.name}\``;
    case 'close':
      return `closes \`${resolved.what}\`, which ${resolved.isProcessWide ? 'the whole process uses' : 'other requests use'} as well`;
    case 'unknown':
      return 'unknown: what is called is computed, assigned in several ways, or given from outside';
  }
}

function resolvedDetails(resolved: Resolved): string[] {
  if (resolved.kind !== 'project') return [];
  return resolved.constructions.map((place) => `constructs a client at ${at(place)}: ask there`);
}

function entryLines(entry: EntryReport): string[] {
  const { holding, borrows, connects, release } = entry;
  return [
    `catalog: family ${entry.family}, ${entry.package} \`${entry.export}\``,
    ...(borrows === undefined ? [] : [`borrows a ${borrows} from a pool`]),
    ...(holding === undefined ? [] : [`holds ${holding}; connects ${CONNECTS[connects ?? ''] ?? 'at a time unknown'}`]),
    ...(entry.reason === undefined ? [] : [entry.reason]),
    ...(entry.reason === undefined ? [releasedBy(release)] : []),
    ...(entry.note === undefined ? [] : [entry.note]),
    ...(entry.docs === '' ? [] : [entry.docs]),
  ];
}

function releasedBy(methods: readonly string[]): string {
  return methods.length === 0 ? 'cannot be released' : `released by ${methods.map((name) => `${name}()`).join(', ')}`;
}

const CONNECTS: Readonly<Record<string, string>> = {
  construction: 'when it is constructed', firstUse: 'on first use', connectCall: 'when it is told to',
};

function missingLines({ leftOut, nearest }: Missing, resolved: Resolved): string[] {
  if (resolved.kind !== 'package') return [];
  if (leftOut !== undefined) return [`the settings leave out its family, ${leftOut}`];
  // A method of something that a package gave.
  if (resolved.export.includes('().')) return ['a call on what was constructed elsewhere; it constructs nothing that the catalog knows'];
  return [
    `not in the catalog${nearest ? `; the nearest entry is \`${nearest.export}\` of ${nearest.package}` : ''}`,
    'if it owns a connection, add it under `clients` in the settings',
  ];
}

function renderEnding(ending: EndingReport, paint: Paint): string[] {
  const isLocal = ending.keep === 'local';
  return [
    ...(isLocal || ending.run === 'perRequest' ? row('How often', runLines(ending), paint) : []),
    ...(ending.keep === 'local' || ending.reason !== undefined ? row('Who keeps it', [keptBy(ending)], paint) : []),
    ...(isLocal ? row('Released', [releaseText(ending)], paint) : []),
    ...(isLocal && ending.run === 'perRequest' && ending.arguments ? row('Arguments', [ARGUMENTS[ending.arguments]], paint) : []),
    ...(ending.runtime === undefined ? [] : row('Runtime', [ending.runtime], paint)),
  ];
}

function runLines(ending: EndingReport): string[] {
  switch (ending.run) {
    case 'once':
      return ['once per process'];
    case 'perIteration':
      return ['for every turn of a loop'];
    case 'unknown':
      return [`unknown: ${ending.runReason ?? 'nobody who runs it is known'}`];
    case 'perRequest': {
      const { entryPoint, otherEntryPoints = [], furtherEntryPoints = 0, trace } = ending;
      const names = trace.map((line) => (line.function === undefined ? '(anonymous function)' : `${line.function}()`));
      const width = Math.max(...names.map((name) => name.length));
      return [
        `for every ${entryPoint?.occasion}: ${entryPoint?.label}  ${entryPoint ? at(entryPoint.place) : ''}`.trimEnd(),
        ...trace.map((line, index) => `→ ${names[index]!.padEnd(width)}  ${at(line)}  ${line.code}`),
        ...otherEntryPoints.map(({ label, place }) => `also ${label}  ${at(place)}`),
        ...(furtherEntryPoints > 0 ? [`and ${furtherEntryPoints} more`] : []),
      ];
    }
  }
}

function keptBy({ keep, reason, place }: EndingReport): string {
  const where = place ? ` (${at(place)})` : '';
  switch (keep) {
    case 'local':
      return `nobody beyond the function at ${place ? at(place) : 'its construction'}`;
    case 'cached':
      return `the process: ${reason}${where}`;
    case 'requestOwned':
      return `the request, or another object from outside: ${reason}${where}`;
    case 'unknown':
      return `unknown: ${reason}${where}`;
  }
}

function releaseText({ release, lostAt, isInert }: EndingReport): string {
  const inert = isInert ? '; nothing that is done with it opens a connection' : '';
  switch (release) {
    case 'never':
      return `never${inert}`;
    case 'everyPath':
      return 'on every path';
    case 'somePaths':
      return `on some paths only; lost ${lostAt ? `${LOST[lostAt.kind] ?? 'after'} \`${lostAt.code}\` ${at(lostAt)}` : ''}`;
    case 'unknown':
      return `unknown${inert}`;
  }
}

const LOST: Readonly<Record<string, string>> = {
  throw: 'if this throws:', return: 'by', end: 'at the end, after', overwritten: 'when it is overwritten by',
};

const ARGUMENTS: Readonly<Record<NonNullable<EndingReport['arguments']>, string>> = {
  constant: 'the same for all: literals, module constants, the environment',
  request: 'from the request',
  unknown: 'unknown',
};

function at({ file, line }: Place): string {
  return `${file}:${line}`;
}
