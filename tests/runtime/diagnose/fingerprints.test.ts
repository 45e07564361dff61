import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import type { Fingerprint, FingerprintRows } from '../../../src/catalog/measured/fingerprint.js';
import { fingerprints } from '../../../src/catalog/measured/fingerprints.js';
import { diagnose } from '../../../src/runtime/diagnose/diagnose.js';
import { findClient } from '../../../src/runtime/diagnose/fingerprints/find-client.js';
import type { FoundClient } from '../../../src/runtime/diagnose/fingerprints/find-client.js';
import type { Owner } from '../../../src/runtime/diagnose/owners/owner.js';
import { renderText } from '../../../src/runtime/diagnose/render/render-text.js';
import type { DiagnoseReport } from '../../../src/runtime/diagnose/report.js';
import type { Unit, UnitRow } from '../../../src/runtime/diagnose/units/unit.js';
import { startGrpcServer } from '../../behaviour/servers/grpc.js';
import { removeServices, snapshotsUnderLoad, writeService } from './growing-service.js';
import { expressService, grpcLeak } from './services.js';

const TIME_LIMIT_MS = 180_000;
const loads = [9, 14, 11];

afterAll(removeServices);

/** What is left of a unit: all, without packages in a bundle, or without names in a minified one. */
type Shown = 'all' | 'bundled' | 'minified';

/** The unit that a client was measured to make. */
function unitOf({ rows }: Fingerprint, shown: Shown = 'all'): Pick<Unit, 'rows' | 'alongside'> {
  let classes = 0;
  const ownerOf = (name: string): Owner => {
    if (name === '') return { kind: 'unknown' };
    if (name.startsWith('node:')) return { kind: 'node', module: name };
    const place = { file: 'index.js', line: 1, column: 1 };
    return shown === 'all' ? { kind: 'package', package: name, ...place } : { kind: 'project', ...place };
  };
  const all = Object.entries(rows).flatMap(([by, kinds]) => kinds.split(' ').map((kind): UnitRow => {
    const [name = '', each = '1'] = kind.replace('?', '').split('*');
    const owner = ownerOf(by);
    classes += 1;
    return {
      id: '', key: { type: 'object', name: shown === 'minified' && owner.kind === 'project' ? classes.toString(36) : name },
      owner, each: Number(each), counts: [], sizes: [], countDeltas: [], sizeDeltas: [], made: [],
    };
  }));
  return { rows: all, alongside: [] };
}

const measured = (name: string, exported: string): Fingerprint => (
  fingerprints.filter((each) => each.package === name && each.export === exported).at(-1)!);

const named = (found: FoundClient | undefined): readonly string[] => (
  found?.clients.flatMap(({ package: name, exports }) => exports.map((each) => `${each} of ${name}`)) ?? []);

/** Without the package, its other entry points, and those that are parts of it (`pg-pool`, `@name/…`). */
const without = (name: string): readonly Fingerprint[] => {
  const scope = name.split('/')[0]!;
  return fingerprints.filter(({ package: other }) => ![scope, `@${scope}`].includes(other.split('/')[0]!) && !other.startsWith(`${name}-`));
};

describe('the measured client whose objects a unit has', () => {
  it('is itself; without any object of its own package it is what that package constructs, or none', () => {
    const wrong = fingerprints.filter((each) => {
      const found = findClient(unitOf(each), fingerprints);
      const isSelf = named(found).includes(`${each.export} of ${each.package}`);
      const isPart = each.rows[each.package] === undefined && found?.clients.some(({ package: name }) => each.rows[name] !== undefined);
      return found && !isSelf && !isPart;
    });
    expect(wrong.map((each) => `${each.export} of ${each.package}`)).toStrictEqual([]);
    const recognised = fingerprints.filter((each) => findClient(unitOf(each), fingerprints));
    expect(recognised.length).toBeGreaterThan(fingerprints.length / 2);
  });

  it.each([
    ['undici', 'Client', 'Agent'], ['undici', 'Pool', 'Agent'], ['undici', 'Agent', 'Pool'], ['mysql2', 'createConnection', 'createPool'],
    ['mysql2', 'createPool', 'createConnection'], ['mysql2', 'createPoolCluster', 'createPool'], ['pg', 'Pool', 'Client'],
    ['pg', 'Client', 'Pool'],
  ])('is no neighbour: of %s, %s and not %s', (name, one, other) => {
    expect(named(findClient(unitOf(measured(name, one)), fingerprints))).toContain(`${one} of ${name}`);
    expect(named(findClient(unitOf(measured(name, one)), fingerprints))).not.toContain(`${other} of ${name}`);
  });

  it('is there when nobody keeps it and its own class is gone, together with those that leave the same', () => {
    const client = measured('@grpc/grpc-js', 'Client');
    expect(client.rows['@grpc/grpc-js']).toContain('Client?');
    const left = Object.entries(client.rows).map(([by, kinds]) => [by, kinds.split(' ').filter((kind) => !kind.includes('?')).join(' ')]);
    const lost = named(findClient(unitOf({ ...client, rows: Object.fromEntries(left) as FingerprintRows }), fingerprints));
    expect(lost).toEqual(expect.arrayContaining(['Client of @grpc/grpc-js', 'Channel of @grpc/grpc-js']));
    expect(named(findClient(unitOf(client), fingerprints))).not.toContain('Channel of @grpc/grpc-js');
  });

  it.each(['all', 'bundled', 'minified'] as const)('is none that makes other objects, where nobody measured it (%s)', (shown) => {
    for (const name of ['pg', 'ioredis', 'amqplib', 'mqtt', 'undici', 'mysql2', '@elastic/elasticsearch', 'nats']) {
      for (const each of fingerprints.filter((one) => one.package === name)) {
        expect(named(findClient(unitOf(each, shown), without(name)))).toStrictEqual([]);
      }
    }
  });

  it('is the one that a client nobody measured is made of, where that has few objects of its own', () => {
    const grpc = measured('@grpc/grpc-js', 'Client');
    const wrapped = { ...grpc, rows: { ...grpc.rows, acme: 'AcmeClient AcmeRetries' } };
    expect(named(findClient(unitOf(wrapped), fingerprints))).toContain('Client of @grpc/grpc-js');
    const much = { ...grpc, rows: { ...grpc.rows, acme: Array.from({ length: 40 }, (_, index) => `Acme${index}X`).join(' ') } };
    expect(findClient(unitOf(much), fingerprints)).toBeUndefined();
    // Another Google client leaves the same parts; its own class tells.
    const kms = measured('@google-cloud/kms', 'AutokeyAdminClient');
    const { '@google-cloud/kms': own, ...shared } = kms.rows;
    expect(own).toBe('AutokeyAdminClient?');
    expect(named(findClient(unitOf({ ...kms, rows: { ...shared, '@google-cloud/acme': 'AcmeClient' } }), fingerprints)))
      .not.toContain('AutokeyAdminClient of @google-cloud/kms');
  });

  it('is told by less in a bundle, with as much less certainty', () => {
    const grpc = measured('@grpc/grpc-js', 'Client');
    const bundled = findClient(unitOf(grpc, 'bundled'), fingerprints);
    expect(bundled).toMatchObject({ basis: 'names' });
    expect(bundled!.clients[0]).toMatchObject({ package: '@grpc/grpc-js' });
    const minified = findClient(unitOf(grpc, 'minified'), fingerprints);
    expect(minified?.basis).toBe('numbers');
    expect(named(minified)).toContain('Client of @grpc/grpc-js');
    // Three names that many classes have, and few kinds.
    expect(findClient(unitOf(measured('pg', 'Client'), 'bundled'), fingerprints)).toBeUndefined();
    expect(findClient(unitOf(measured('pg', 'Client'), 'minified'), fingerprints)).toBeUndefined();
  });
});

async function diagnoseService(
  files: Readonly<Record<string, string>>, makeBundle?: { readonly minify: boolean },
): Promise<DiagnoseReport> {
  const server = await startGrpcServer();
  const main = makeBundle ? 'dist/server.cjs' : 'server.js';
  const folder = writeService({ main, files: { 'package.json': '{ "type": "commonjs" }', ...files } });
  try {
    if (makeBundle) {
      await build({
        entryPoints: [join(folder, 'server.js')], outfile: join(folder, main), bundle: true, platform: 'node', format: 'cjs',
        logLevel: 'silent', ...makeBundle,
      });
    }
    const snapshots = await snapshotsUnderLoad(folder, main, { environment: server.environment, loads });
    // No project: only what the snapshots hold.
    return diagnose(snapshots, { project: join(folder, 'dist', '..', 'node_modules', 'express') });
  } finally {
    await server.stop();
  }
}

describe('snapshots of a service without its project', () => {
  const service = { 'server.js': expressService({ '/': { module: 'quotients', call: 'divide(number + 1)' } }), 'quotients.js': grpcLeak };

  it('tell the client in a bundle that has no source map by the names of its classes', async () => {
    const report = await diagnoseService(service, { minify: false });
    expect(report.leaks[0]!.packages).toStrictEqual([]);
    const { client } = report.leaks[0]!;
    expect(client).toMatchObject({ basis: 'names' });
    expect(client!.clients[0]).toMatchObject({ package: '@grpc/grpc-js' });
    expect(renderText(report, false)).toContain('likely: ');
  }, TIME_LIMIT_MS);

  it('tell of a minified bundle at most what is possible', async () => {
    const report = await diagnoseService(service, { minify: true });
    const { client } = report.leaks[0]!;
    expect(client).toMatchObject({ basis: 'numbers' });
    expect(client!.clients.map(({ package: name }) => name)).toStrictEqual(['@grpc/grpc-js']);
    expect(renderText(report, false)).toMatch(/possible, not more: .* of @grpc\/grpc-js .*\n.*or another client that is made of it/);
  }, TIME_LIMIT_MS);

  it('name no client of a driver that nobody measured', async () => {
    const report = await diagnoseService({
      'server.js': expressService({ '/': { module: 'acme', call: 'ask(number)' } }),
      'acme.js': `const net = require('node:net');
class Parser {}
class Connection {
  constructor(port) {
    this.parser = new Parser();
    this.socket = net.connect(port, 'localhost');
    this.socket.owner = this;
  }
}
class Client {
  constructor(port) {
    this.connection = new Connection(port);
    this.connection.client = this;
  }
}
const server = net.createServer(() => {}).listen(0, 'localhost');
exports.ask = async () => {
  const client = new Client(server.address().port);
  await new Promise((done) => client.connection.socket.once('connect', done));
};
`,
    });
    const outgoing = report.leaks.filter(({ isIncoming }) => !isIncoming);
    expect(outgoing.length).toBeGreaterThan(0);
    for (const leak of outgoing) expect(leak.client).toBeUndefined();
  }, TIME_LIMIT_MS);
});
