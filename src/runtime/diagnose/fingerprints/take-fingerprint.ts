import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FingerprintRows } from '../../../catalog/measured/fingerprint.js';
import { snapshotClients } from '../../probe/probe.js';
import type { ProbeOptions } from '../../probe/probe.js';
import { readHeap } from '../../heap/read-heap.js';
import { takeCensus } from '../growth/census.js';
import { total } from '../growth/growth.js';
import type { UnitRow } from '../units/unit.js';
import { unitsIn } from '../units/units-in.js';
import { kindsOf, writeKinds } from './rows.js';

/** How many clients are kept in each interval: uneven, so that what grows with them is told from what grows with time. */
const CLIENTS = [5, 8, 6];

/** How many are constructed and kept by nobody. */
const LOST = 7;

/** One may be left of the client that was released before, or be on its way. */
const TOLERANCE = 1;

/**
 * What each kept client adds to the heap of a process: the largest unit that grows with them. `undefined` when none with a connection does.
 * Throws an `Error` when the clients cannot be constructed.
 */
export async function takeFingerprint(options: ProbeOptions): Promise<FingerprintRows | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'client-lifetime-heap-'));
  try {
    const fileOf = (name: number | string): string => path.join(folder, `${name}.heapsnapshot`);
    const files = [0, ...CLIENTS].map((_, index) => fileOf(index));
    await snapshotClients(options, { files: [...files, fileOf('lost')], clients: CLIENTS, lost: LOST });
    const { units, context: { series } } = unitsIn(files, options.folder);
    const unit = units.find(({ isIncoming, handles }) => !isIncoming && handles.some(({ kind }) => kind === 'connection'));
    if (!unit) return undefined;
    const after = takeCensus(readHeap(fileOf('lost'), { edges: false }));
    const isStable = ({ countDeltas, each }: UnitRow): boolean => (
      countDeltas.every((delta, interval) => Math.abs(delta - each * unit.deltas[interval]!) <= TOLERANCE));
    const perClient = total(unit.deltas) / total(CLIENTS);
    const staysAlone = ({ id, each }: UnitRow): boolean => (
      (after.rows.get(id)?.count ?? 0) - series.last.census.rows.get(id)!.count >= (each * perClient * LOST) / 2);
    const stable = [...unit.rows, ...unit.alongside].filter(isStable);
    const connections = new Set(unit.handles.filter(({ kind }) => kind === 'connection').map(({ name }) => name));
    const connection = stable.find(({ key: { name, place } }) => place === undefined && connections.has(name));
    // Where not even the connections grew with the clients, the rest is chance.
    if (!connection) return undefined;
    // A lost client that gives its connection back, or whose idle connections are closed, is not what grows.
    return writeKinds(staysAlone(connection) ? kindsOf(stable, staysAlone) : kindsOf(stable));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
