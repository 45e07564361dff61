import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import { sourcesIn } from '../tools/published-packages.mjs';
import { lintFiles } from './lint-files.mjs';

/** The small part of `npm run robustness`: packages that are installed for other tests, drivers and web frameworks among them. */
const packages = [
  'pg', 'pg-pool', 'pg-protocol', 'redis', '@redis/client', 'express', '@grpc/grpc-js', '@google-cloud/recaptcha-enterprise', 'google-gax',
  'lru-cache', 'vscode-jsonrpc', 'oxc-parser',
];

const root = realpathSync(join(import.meta.dirname, '../../node_modules'));
let linted = 0;

describe('a package that is installed', () => {
  it.each(packages)('%s', (name) => {
    const folder = join(root, name);
    const results = [...lintFiles(plugin, folder, sourcesIn(folder, { isWanted: (part) => part !== 'node_modules' }))];
    linted += results.length;
    expect(results.filter(({ error }) => error !== undefined)).toStrictEqual([]);
    expect(results.filter(({ isParsed }) => !isParsed).map(({ file }) => file)).toStrictEqual([]);
    // Libraries are called by nobody here: whatever is reported is wrong, or stands in an example.
    expect(results.flatMap(({ file, reports }) => reports.map(({ line, rule }) => `${file}:${line} ${rule}`))).toStrictEqual([]);
    // Machines that run tests are slower than the two seconds of `npm run robustness`.
    expect(results.filter(({ cpu }) => cpu > 8000).map(({ file }) => file)).toStrictEqual([]);
  }, 120_000);

  afterAll(() => expect(linted).toBeGreaterThan(400));
});
