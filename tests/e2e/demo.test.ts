import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import plugin from '../../src/index.js';
import { applySuggestion, lintService, type Edit } from '../demo/lint-and-apply.mjs';
import { measureService, outFolder, startGrpcServer, WARM_UP_REQUESTS, type Measurement } from '../demo/measure.mjs';

const REQUESTS = 40;
const TIME_LIMIT_MS = 60_000;

const leaking = fileURLToPath(new URL('../demo/service/leaking', import.meta.url));

type LintResults = Awaited<ReturnType<typeof lintService>>;

function messagesOf(results: LintResults): string[] {
  return results.flatMap((result) => result.messages.map((message) => `${result.filePath}:${message.line} ${message.message}`));
}

describe('the bug of origin', () => {
  let reports: LintResults;

  beforeAll(async () => {
    reports = await lintService(leaking, plugin);
  }, TIME_LIMIT_MS);

  it('is reported once, where the client is constructed, with the class and the route', () => {
    expect(messagesOf(reports)).toEqual([
      expect.stringMatching(/^routes\/verify\.js:9 .*RecaptchaEnterpriseServiceClient.*POST \/verify/s),
    ]);
    expect(reports.flatMap((result) => result.messages)[0]).toMatchObject({ ruleId: 'client-lifetime/no-client-per-request', severity: 2 });
  });
});

describe('the suggestion for the bug of origin', () => {
  let folder: string;
  let edit: Edit;

  beforeAll(async () => {
    await mkdir(outFolder, { recursive: true });
    folder = await mkdtemp(join(outFolder, 'edited-'));
    edit = await applySuggestion({ results: await lintService(leaking, plugin), source: leaking, target: folder });
  }, TIME_LIMIT_MS);

  afterAll(async () => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  it('constructs the client once, at module scope, above the handler', () => {
    const constructions = edit.after.split('\n').filter((line) => line.includes('new RecaptchaEnterpriseServiceClient('));
    expect(constructions).toEqual([expect.stringMatching(/^const \w+ = new RecaptchaEnterpriseServiceClient\(clientOptions\);$/)]);
    expect(edit.after.indexOf(constructions[0]!)).toBeLessThan(edit.after.indexOf("router.post('/verify'"));
  });

  it('gives a service that lints clean', async () => {
    const reports = await lintService(folder, plugin);
    expect(reports.map((result) => result.filePath).sort()).toEqual(['config.js', 'routes/verify.js', 'server.js']);
    expect(messagesOf(reports)).toEqual([]);
  });

  describe(`measured with ${REQUESTS} requests`, () => {
    let before: Measurement;
    let after: Measurement;

    beforeAll(async () => {
      const grpcServer = await startGrpcServer();
      try {
        before = await measureService({ folder: leaking, requests: REQUESTS, grpcServer });
        after = await measureService({ folder, requests: REQUESTS, grpcServer });
      } finally {
        await grpcServer.stop();
      }
    }, TIME_LIMIT_MS);

    it('leaves one socket per request open before the edit', () => {
      expect(before.socketsOpened).toBe(REQUESTS);
      expect(before.socketsOpen).toBe(WARM_UP_REQUESTS + REQUESTS);
    });

    it('opens no socket for a request after the edit, all of them share one', () => {
      expect(after.socketsOpened).toBe(0);
      expect(after.socketsOpen).toBe(1);
    });

    it('answers the same before and after, and what the gRPC server said', () => {
      expect(before.responses).toHaveLength(REQUESTS);
      expect(new Set(before.responses.map(({ score }) => score)).size).toBeGreaterThan(1);
      expect(before.responses.every(({ valid }) => valid)).toBe(true);
      expect(after.responses).toEqual(before.responses);
    });
  });
});
