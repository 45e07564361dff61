import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkSuggestions } from '../support/suggestion-check.js';
import { applied, offered } from '../support/suggestions.js';

const root = mkdtempSync(join(tmpdir(), 'unknown-callers-'));
const dependencies = { express: '^5.0.0', mongodb: '^6.0.0', '@aws-sdk/client-s3': '^3.0.0' };
writeFileSync(join(root, 'package.json'), JSON.stringify({ type: 'module', dependencies }));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const given = [join(root, 'jobs.js'), { rule: 'no-unclosed-client', settings: { root } }] as const;

/** A function that nothing is known to call, in a package that serves requests. */
function job(body: string): string {
  return `import { MongoClient } from 'mongodb';\n\nexport async function run(job) {\n${body}\n}\n`;
}

describe('what nobody is known to call', () => {
  it('is closed, or constructed once on first use, where it is always the same', () => {
    const code = job("  const client = new MongoClient('mongodb://db');\n  return await client.db().collection('x').findOne({});");
    expect(offered(code, ...given)).toEqual(['closeInFinally', 'lazyGetter']);
    expect(applied('closeInFinally', code, ...given)).toContain('} finally {\n    await client.close();\n  }');
  });

  it('is only closed where its arguments come from outside', () => {
    const code = job('  const client = new MongoClient(job.url);\n  return await client.db().collection("x").findOne({});');
    expect(offered(code, ...given)).toEqual(['closeInFinally']);
  });

  it('is kept by key where it cannot be closed and its arguments come from outside', () => {
    const code = job('  const client = new MongoClient(job.url);\n  void client.db().collection("x").findOne({}).then(job.done);');
    expect(offered(code, ...given)).toEqual(['keyedCache']);
  });

  it('is not closed where it goes on being used', () => {
    const code = job("  const client = new MongoClient('mongodb://db');\n  client.db().collection('x').watch().on('change', job.done);");
    expect(offered(code, ...given)).toEqual(['lazyGetter']);
  });

  it.each([
    'return client;', 'return { client };', 'job.client = client;', 'job.done(client);', 'holders.push(client);', 'return client.db();',
  ])('is not closed by who hands it on: %s', (end) => {
    const code = `const holders = [];\n${job(`  const client = new MongoClient('mongodb://db');\n  await client.connect();\n  ${end}`)}`;
    const reports = checkSuggestions({ code, filename: given[0], settings: { root } });
    expect(reports.flatMap(({ suggestions }) => suggestions.map(({ messageId }) => messageId))).not.toContain('closeInFinally');
  });

  it('is not kept in a runtime where one for each request is right', () => {
    mkdirSync(join(root, 'worker'));
    writeFileSync(join(root, 'worker/wrangler.toml'), 'name = "worker"\n');
    const code = job("  const client = new MongoClient('mongodb://db');\n  return await client.db().collection('x').findOne({});");
    const reports = checkSuggestions({ code, filename: join(root, 'worker/jobs.js'), settings: { root } });
    expect(reports.flatMap(({ suggestions }) => suggestions.map(({ messageId }) => messageId))).not.toContain('lazyGetter');
  });
});
