/** What `probe` measured, as text for people, with the catalog entry that follows from it. */
import type { FingerprintRows } from '../../catalog/measured/fingerprint.js';
import type { Measured, Mode, ProbeResult } from '../../catalog/measured/measurement.js';
import type { Recipe } from './probe-task.js';

const BAR = 30;
const titles: Readonly<Record<Mode, string>> = {
  unused: 'constructed, not used', kept: 'one per call, kept', released: 'one per call, released', shared: 'one for all calls',
};

/** The table, the chart, what it means, and an entry to paste into the settings. `unit`: what each kept client adds to the heap. */
export function renderProbe(result: ProbeResult, recipe: Recipe, unit?: FingerprintRows): string {
  const { modes, times } = result;
  const rows = (Object.keys(titles) as Mode[]).map((mode) => ({ mode, measured: modes[mode] }));
  const most = Math.max(1, ...rows.map(({ measured }) => measured.open));
  const cells = [
    ['', 'opened', 'still open', 'RSS each', 'heap each', 'ms each'],
    ...rows.map(({ mode, measured }) => [
      titles[mode], String(measured.opened), String(measured.open), bytes(measured.rss), bytes(measured.heap),
      measured.milliseconds.toFixed(1),
    ]),
  ];
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return [
    `${result.export} of ${result.package}@${result.version}, ${times} times, Node.js ${result.node}`,
    '',
    ...cells.map((row) => `  ${row.map((cell, column) => (
      column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join('  ')}`.trimEnd()),
    '',
    'Connections still open',
    ...rows.map(({ mode, measured }) => (
      `  ${titles[mode].padEnd(widths[0]!)}  ${'█'.repeat(Math.round((measured.open / most) * BAR))} ${measured.open}`.trimEnd())),
    '',
    ...conclusions(result, recipe),
    ...failures(rows),
    '',
    ...(unit ? ['Objects that each kept client adds to the heap (?: gone when nobody keeps it)', ...unitLines(unit), ''] : []),
    'Entry for "clients" in the settings (check it against the documentation of the package):',
    JSON.stringify(entryOf(result, recipe), null, 2),
    '',
  ].join('\n');
}

function unitLines(unit: FingerprintRows): readonly string[] {
  return Object.entries(unit).map(([owner, kinds]) => `  ${owner || 'the engine'}: ${kinds.replaceAll(' ', ', ').replaceAll('*', ' × ')}`);
}

/** What the counts say, in sentences. */
function conclusions({ modes: { unused, kept, released }, times, connects }: ProbeResult, { release }: Recipe): readonly string[] {
  const connecting = {
    construction: 'It connects when it is constructed.',
    firstUse: `It opens nothing when it is constructed${unused.open > 0 ? '' : ' and not used'}, and connects with the first call.`,
    process: 'It uses connections that were there before it, which all of the process share.',
    never: 'No connection reached the far side.',
  }[connects];
  const keeping = kept.open >= times ? 'Each client that is kept holds a connection.'
    : kept.open > 0 ? `${times} clients that are kept hold ${kept.open} connections.` : 'Clients that are kept hold no connection.';
  const releasing = release === '' ? 'No way to release it was given.'
    : released.open === 0 ? 'Releasing it gives the connection back.'
      : `After ${times} releases ${released.open} connections are still open.`;
  return connects === 'never' || connects === 'process' ? [connecting] : [connecting, keeping, releasing];
}

function failures(rows: readonly { readonly mode: Mode; readonly measured: Measured }[]): readonly string[] {
  return rows.filter(({ measured }) => measured.failedCalls > 0).map(({ mode, measured }) => (
    `${measured.failedCalls} calls failed (${titles[mode]}): ${measured.failure ?? ''}`));
}

/** The entry of the catalog that the counts suggest. */
export function entryOf({ package: name, export: exported, connects, modes }: ProbeResult, { release, construct }: Recipe): object {
  const kind = /\bnew exported\b/.test(construct) ? 'class' : 'factory';
  const method = /client\.([\w.]+)\(/.exec(release)?.[1];
  if (connects === 'never' || connects === 'process' || (modes.kept.open <= 1 && modes.kept.opened <= 1)) {
    const reason = 'Measured: clients that are kept hold no connection of their own.';
    return { package: name, export: exported, kind, holds: 'nothing', reason };
  }
  return {
    package: name, export: exported, kind, holds: 'socket', connects: connects === 'construction' ? 'construction' : 'firstUse',
    release: method === undefined ? [] : [method], cost: modes.kept.open > 0 ? 'leak' : 'waste',
  };
}

function bytes(count: number): string {
  return Math.abs(count) < 1024 * 1024 ? `${Math.round(count / 1024)} KB` : `${(count / 1024 / 1024).toFixed(1)} MB`;
}
