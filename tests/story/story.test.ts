import { afterAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { removeServices } from '../runtime/diagnose/growing-service.js';
import { leaks } from './services.js';
import type { Format, Sdk } from './services.js';
import { tellStory } from './story.js';

/* From a growing process to the line, and to a process that does not grow: what `npm run story` shows. */

const TIME_LIMIT_MS = 180_000;

afterAll(removeServices);

/** Each SDK once, and each format once: at night, because each waits for its load. `npm run story` tells any of them. */
const others: readonly (readonly [Sdk, Format])[] = [['pg', 'esm'], ['ioredis', 'bundle'], ['undici', 'commonjs']];
const told = [['grpc', 'commonjs'] as const, ...process.env.CLIENT_LIFETIME_NIGHTLY ? others : []];

describe.each(told)('the story of %s as %s', (sdk, format) => {
  it('leads from the process to the line, and the edit repairs it', async () => {
    const { before, after, edit } = await tellStory({ sdk, format, plugin });
    const { package: name, module, line } = leaks[sdk];

    const place = before.counted.places.find((one) => one.package === name);
    expect(place).toMatchObject({ line, verdict: { rule: 'no-client-per-request' } });
    expect(place!.file.endsWith(`/${module}.js`)).toBe(true);
    expect(place!.constructed).toBeGreaterThanOrEqual(20);
    expect(before.diagnosed).toMatchObject({ conclusion: 'leak', leaks: [{ owner: { package: name } }] });
    expect(before.diagnosed.leaks[0]!.candidates[0]).toMatchObject({ file: `${module}.js`, line, rule: 'no-client-per-request' });

    expect(edit.file).toBe(`${module}.js`);
    expect(after.counted.places.filter((one) => one.constructed > 1)).toStrictEqual([]);
    expect(after.diagnosed.leaks).toStrictEqual([]);
    expect(after.diagnosed.conclusion).toMatch(/^noConnection$|^nothing$/);
    // The cache is no leak, before and after.
    const cache = expect.objectContaining({ owner: expect.objectContaining({ kind: 'project', file: 'sessions.js' }) });
    for (const { diagnosed } of [before, after]) expect(diagnosed.others).toContainEqual(cache);
  }, TIME_LIMIT_MS);
});
