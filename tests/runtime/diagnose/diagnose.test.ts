import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/runtime/diagnose/diagnose.js';
import type { DiagnoseReport } from '../../../src/runtime/diagnose/report.js';
import { startGrpcServer } from '../../behaviour/servers/grpc.js';
import { removeServices, snapshotsUnderLoad, writeService } from './growing-service.js';
import { expressService, grpcLeak, sessionCache } from './services.js';

const TIME_LIMIT_MS = 120_000;

afterAll(removeServices);

describe('a service that constructs a gRPC stub for each request, beside a cache and a list of listeners', () => {
  const loads = [19, 33, 8];
  let report: DiagnoseReport;

  beforeAll(async () => {
    const server = await startGrpcServer();
    const folder = writeService({
      main: 'server.js',
      files: {
        'package.json': JSON.stringify({ type: 'commonjs', dependencies: { express: '*', '@grpc/grpc-js': '*' } }),
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
