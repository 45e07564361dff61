import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/runtime/diagnose/diagnose.js';
import { renderText } from '../../../src/runtime/diagnose/render/render-text.js';
import type { DiagnoseReport } from '../../../src/runtime/diagnose/report.js';
import { startGrpcServer } from '../../behaviour/servers/grpc.js';
import { startHttpServer } from '../../behaviour/servers/http.js';
import { startPostgresServer } from '../../behaviour/servers/postgres.js';
import { startRedisServer } from '../../behaviour/servers/redis.js';
import { removeServices, snapshotsUnderLoad, writeService } from './growing-service.js';
import {
  cappedCache, expressService, grpcChurn, grpcLeak, postgresLeak, redisLeak, sessionCache, sharedPool, undiciLeak,
} from './services.js';

const TIME_LIMIT_MS = 120_000;
const dependencies = { express: '*', '@grpc/grpc-js': '*', pg: '*', ioredis: '*', undici: '*' };
const manifest = JSON.stringify({ type: 'commonjs', dependencies });

afterAll(removeServices);

describe('a service that constructs a gRPC stub for each request, beside a cache and a list of listeners', () => {
  const loads = [19, 33, 8];
  let report: DiagnoseReport;

  beforeAll(async () => {
    const server = await startGrpcServer();
    const folder = writeService({
      main: 'server.js',
      files: {
        'package.json': manifest,
        'server.js': expressService({ '/': { module: 'quotients', call: 'divide(number + 1)' } }, {
          setup: "const sessions = require('./sessions.js');\nconst bus = new (require('node:events').EventEmitter)().setMaxListeners(0);",
          also: "sessions.remember(number); bus.on('change', () => number);",
        }),
        'quotients.js': grpcLeak,
        'sessions.js': sessionCache,
      },
    });
    try {
      const snapshots = await snapshotsUnderLoad(folder, 'server.js', { environment: server.environment, loads });
      report = diagnose(snapshots, { project: folder });
    } finally {
      await server.stop();
    }
  }, TIME_LIMIT_MS);

  it('has one leak, of the package, which grows by one for each request', () => {
    expect(report.conclusion).toBe('leak');
    expect(report.leaks.map(({ owner }) => owner)).toMatchObject([{ kind: 'package', package: '@grpc/grpc-js' }]);
    expect(report.leaks[0]).toMatchObject({ kind: 'connection', deltas: loads, survivors: loads, certainty: { level: 'sure' } });
  });

  it('says what each of the clients holds', () => {
    expect(Object.fromEntries(report.leaks[0]!.handles.map(({ name, each }) => [name, each])))
      .toMatchObject({ TCP: 1, TLSWrap: 1, Http2Session: 1 });
    expect(report.leaks[0]!.bytesEach).toBeGreaterThan(20_000);
    const names = report.leaks[0]!.rows.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['InternalChannel', 'TLSSocket', 'Http2Transport']));
  });

  it('recognises the client by its fingerprint', () => {
    const { client } = report.leaks[0]!;
    expect(client).toMatchObject({ basis: 'packages' });
    expect(client!.clients[0]).toMatchObject({ package: '@grpc/grpc-js', exports: expect.arrayContaining(['Client']) });
    expect(client!.explained).toBeGreaterThan(0.8);
    expect(renderText(report, false)).toMatch(/^ {3}Client {7}recognised: .*\bClient\b.* of @grpc\/grpc-js \(as of 1\.\d+\.\d+\)/m);
  });

  it('names the line that constructs them, with the verdict of the linter', () => {
    expect(report.leaks[0]!.candidates).toMatchObject([{
      file: 'quotients.js', line: 7, column: 18, fit: 'covers', rule: 'no-client-per-request', entry: 'GET /',
      trace: [{ file: 'server.js' }, { file: 'quotients.js', line: 7 }],
    }]);
  });

  it('shows the cache and the listeners as such', () => {
    expect(report.others).toContainEqual(expect.objectContaining({
      name: 'Session', deltas: loads, owner: { kind: 'project', file: 'sessions.js', line: 2, column: 14 },
      heldBy: expect.objectContaining({ name: 'Map', path: 'sessions' }),
    }));
    expect(report.others).toContainEqual(expect.objectContaining({
      isFunction: true, deltas: loads, heldBy: expect.objectContaining({ isListeners: true, path: 'bus._events.change' }),
    }));
  });
});

describe('a service that leaks by four packages at once, in the same rhythm', () => {
  let report: DiagnoseReport;

  beforeAll(async () => {
    const servers = await Promise.all([startGrpcServer(), startPostgresServer(), startRedisServer(), startHttpServer()]);
    const folder = writeService({
      main: 'server.js',
      files: {
        'package.json': manifest,
        'server.js': expressService({
          '/grpc': { module: 'quotients', call: 'divide(number + 1)' },
          '/pg': { module: 'database', call: 'divide(number + 1)' },
          '/redis': { module: 'counts', call: 'count(number)' },
          '/undici': { module: 'api', call: 'divide(number + 1)' },
        }),
        'quotients.js': grpcLeak,
        'database.js': postgresLeak,
        'counts.js': redisLeak,
        'api.js': undiciLeak,
      },
    });
    try {
      const environment = Object.assign({}, ...servers.map((server) => server.environment)) as Record<string, string>;
      const paths = ['/grpc', '/pg', '/redis', '/undici'];
      const snapshots = await snapshotsUnderLoad(folder, 'server.js', { environment, loads: [28, 52, 24], paths });
      report = diagnose(snapshots, { project: folder });
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  }, TIME_LIMIT_MS);

  it.each([
    ['@grpc/grpc-js', 'Client', 'quotients.js', 7], ['pg', 'Pool', 'database.js', 5], ['ioredis', 'Redis', 'counts.js', 4],
    ['undici', 'Pool', 'api.js', 4],
  ])('tells the leak of %s from the others, and the client of the package', (name, exported, file, line) => {
    expect(report.leaks).toHaveLength(4);
    const leak = report.leaks.find(({ owner }) => owner.kind === 'package' && owner.package === name);
    expect(leak).toMatchObject({ deltas: [7, 13, 6], survivors: [7, 13, 6], certainty: { level: 'sure' } });
    expect(leak!.handles[0]).toStrictEqual({ name: 'TCP', kind: 'connection', each: 1 });
    expect(leak!.candidates.map((one) => `${one.file}:${one.line}`)).toStrictEqual([`${file}:${line}`]);
    const [client] = leak!.client!.clients;
    expect(client).toMatchObject({ package: name, exports: expect.arrayContaining([exported]) });
    const neighbours = ['Agent', 'Client', 'Pool'].filter((each) => each !== exported);
    if (name !== '@grpc/grpc-js') for (const neighbour of neighbours) expect(client!.exports).not.toContain(neighbour);
  });
});

describe('a service that leaks nothing', () => {
  let report: DiagnoseReport;

  beforeAll(async () => {
    const servers = await Promise.all([startGrpcServer(), startHttpServer()]);
    const folder = writeService({
      main: 'server.js',
      files: {
        'package.json': manifest,
        'server.js': expressService({
          '/churn': { module: 'quotients', call: 'divide(number + 1)' }, '/shared': { module: 'api', call: 'divide(number + 1)' },
        }, {
          setup: "const sessions = require('./sessions.js');\nconst answers = require('./answers.js');",
          also: 'sessions.remember(number); answers.keep(number);',
        }),
        'quotients.js': grpcChurn,
        'api.js': sharedPool,
        'sessions.js': sessionCache,
        'answers.js': cappedCache,
      },
    });
    try {
      const environment = Object.assign({}, ...servers.map((server) => server.environment)) as Record<string, string>;
      const snapshots = await snapshotsUnderLoad(folder, 'server.js', { environment, loads: [29, 44, 18], paths: ['/churn', '/shared'] });
      report = diagnose(snapshots, { project: folder });
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  }, TIME_LIMIT_MS);

  it('is told that nothing that grows owns a connection', () => {
    expect(report.leaks).toStrictEqual([]);
    expect(report.conclusion).toBe('noConnection');
    expect(renderText(report, false)).toMatch(/^Nothing that grows owns a connection\.\n/);
  });

  it('is shown the cache that grows, and not the one that is full', () => {
    expect(report.others).toMatchObject([{ name: 'Session', besides: ['Date'], deltas: [29, 44, 18] }]);
  });
});
