import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LanguageClient } from './language-client.js';

/*
 * The language server that the VS Code extension for ESLint is built on, over its standard input and output, in a folder in which this
 * package is installed as its users have it: the build, found by its name.
 */

const repository = fileURLToPath(new URL('../..', import.meta.url));
const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'client-lifetime-editor-')));

const captcha = `import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';

export async function verify(token) {
  const client = new RecaptchaEnterpriseServiceClient();
  const [assessment] = await client.createAssessment({ assessment: { event: { token } } });
  return assessment.riskAnalysis.score;
}
`;
const server = `import express from 'express';
import { verify } from './captcha.js';

express().post('/verify', async (req, res) => res.json(await verify(req.body.token)));
`;
const files: Readonly<Record<string, string>> = {
  'package.json': '{ "type": "module", "dependencies": { "express": "5", "@google-cloud/recaptcha-enterprise": "6" } }',
  'eslint.config.js': `import clientLifetime from 'eslint-plugin-client-lifetime';

export default [
  clientLifetime.configs.recommended,
  { files: ['fixing/**'], settings: { 'client-lifetime': { autofix: true } } },
];
`,
  'captcha.js': captcha,
  'server.js': server,
};

const installed = ['eslint', 'eslint-plugin-client-lifetime', '@typescript-eslint'];

function write(name: string, text: string, time = 1_700_000_000): void {
  writeFileSync(path.join(root, name), text);
  utimesSync(path.join(root, name), time, time);
}

const client = new LanguageClient(root);

beforeAll(async () => {
  for (const [name, text] of Object.entries(files)) write(name, text);
  for (const folder of ['node_modules', 'fixing']) mkdirSync(path.join(root, folder));
  for (const name of installed) {
    const target = name === 'eslint-plugin-client-lifetime' ? repository : path.join(repository, 'node_modules', name);
    symlinkSync(target, path.join(root, 'node_modules', name));
  }
  await client.start();
});

afterAll(async () => {
  await client.stop();
  rmSync(root, { recursive: true, force: true });
});

describe('in the language server', () => {
  it('a report has its range, its rule, a link to its page, and the trace through another file', async () => {
    await client.type('captcha.js', captcha);
    const diagnostics = await client.diagnostics('captcha.js');
    expect(diagnostics).toHaveLength(1);
    const [diagnostic] = diagnostics;
    expect(diagnostic).toMatchObject({
      source: 'eslint',
      severity: 1,
      code: 'client-lifetime/no-client-per-request',
      codeDescription: {
        href: 'https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main/docs/rules/no-client-per-request.md',
      },
      range: { start: { line: 3, character: 17 }, end: { line: 3, character: 55 } },
    });
    expect(diagnostic!.message).toContain('POST /verify → server.js:4 → verify() captcha.js:4');
  });

  it('each suggestion is a quick fix, and applying it ends the report', async () => {
    await client.type('captcha.js', captcha);
    const [diagnostic] = await client.diagnostics('captcha.js');
    const titles = (await client.quickFixes('captcha.js', diagnostic!)).map(({ title }) => title);
    const own = titles.filter((title) => title.endsWith('(client-lifetime/no-client-per-request)') && !title.startsWith('Disable'));
    expect(own).toStrictEqual([
      'Construct RecaptchaEnterpriseServiceClient once, at module scope. (client-lifetime/no-client-per-request)',
      'Construct RecaptchaEnterpriseServiceClient once, on first use. (client-lifetime/no-client-per-request)',
    ]);
    for (const title of own) {
      await client.type('captcha.js', captcha);
      const [again] = await client.diagnostics('captcha.js');
      const fix = (await client.quickFixes('captcha.js', again!)).find((action) => action.title === title);
      await client.run('captcha.js', fix!);
      expect(client.text('captcha.js')).not.toBe(captcha);
      expect(await client.diagnostics('captcha.js')).toStrictEqual([]);
    }
  });

  it('nothing is fixed on save, unless the settings ask for it', async () => {
    const name = (folder: string): string => `${folder}health.js`;
    const text = `import express from 'express';
import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';

express().get('/health', async (req, res) => {
  const client = new RecaptchaEnterpriseServiceClient();
  res.json(await client.listKeys({ parent: 'projects/p' }));
});
`;
    for (const folder of ['', 'fixing/']) {
      await client.type(name(folder), text);
      expect(await client.diagnostics(name(folder)), name(folder)).toHaveLength(1);
      await client.fixAll(name(folder));
    }
    expect(client.text('health.js')).toBe(text);
    expect(client.text('fixing/health.js')).toContain('\nconst client = new RecaptchaEnterpriseServiceClient();\n\nexpress()');
    expect(await client.diagnostics('fixing/health.js')).toStrictEqual([]);
  });

  it('what is typed counts before it is saved', async () => {
    const hoisted = `import { RecaptchaEnterpriseServiceClient } from '@google-cloud/recaptcha-enterprise';

const client = new RecaptchaEnterpriseServiceClient();

export const verify = (token) => client.createAssessment({ assessment: { event: { token } } });
`;
    await client.type('captcha.js', hoisted);
    expect(await client.diagnostics('captcha.js')).toStrictEqual([]);
    await client.type('captcha.js', captcha);
    expect(await client.diagnostics('captcha.js')).toHaveLength(1);
  });

  it('another file that changes on disk counts when the editor has rested for a second', async () => {
    await client.type('captcha.js', captcha);
    expect(await client.diagnostics('captcha.js')).toHaveLength(1);
    // Asked once, at start-up: a function that nobody calls is told of.
    const once = `${server.replace('await verify(req.body.token)', 'true')}\nawait verify('warm-up');\n`;
    write('server.js', once, 1_700_000_100);
    await expect.poll(() => client.diagnostics('captcha.js'), { timeout: 10_000, interval: 1500 }).toStrictEqual([]);
    write('server.js', server, 1_700_000_200);
    await expect.poll(() => client.diagnostics('captcha.js'), { timeout: 10_000, interval: 1500 }).toHaveLength(1);
  });
});
