import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { validate } from '@umbrelladocs/rdformat-validator';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { documented, leak, Workspace } from './workspace.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Two reports in one file, an error and a warning, and a third that a comment suppresses. */
const captcha = `${leak['captcha.js']}
export async function score(token) {
  const client = new RecaptchaEnterpriseServiceClient();
  try {
    return await client.createAssessment({ assessment: { event: { token } } });
  } finally {
    await client.close();
  }
}

export async function known(token) {
  // eslint-disable-next-line client-lifetime/no-client-per-request -- an old one
  return new RecaptchaEnterpriseServiceClient().createAssessment({ assessment: { event: { token } } });
}
`;
const server = `import express from 'express';
import { known, score, verify } from './captcha.js';

const app = express();
app.post('/verify', async (req, res) => res.json(await verify(req.body.token)));
app.post('/score', async (req, res) => res.json(await score(req.body.token)));
app.post('/known', async (req, res) => res.json(await known(req.body.token)));
`;
const moved = `// A line more.\n\n${captcha}`;

const workspace = new Workspace(
  { ...leak, 'captcha.js': captcha, 'server.js': server, 'gitlab-formatter.js': documented('gitlab-formatter.js') },
  ['eslint', '@microsoft', 'eslint-formatter-rdjson'],
);

function format(name: string | undefined, text: string, env: NodeJS.ProcessEnv = {}): string {
  workspace.write('captcha.js', text);
  // The formatter itself is no part of what is linted.
  const chosen = name === undefined ? [] : ['--format', name];
  const { code, stdout, stderr } = workspace.run('eslint', [...chosen, 'captcha.js', 'server.js'], env);
  expect([code, stderr]).toStrictEqual([1, '']);
  return stdout;
}

describe('the usual output', () => {
  /* What reads it line by line: the two patterns that actions/setup-node registers with GitHub, and the format `eslint` of reviewdog. */
  const file = /^\s*([^\s].*)$/;
  const problem = /^\s+(\d+):(\d+)\s+(error|warning|info)\s+(.*)\s\s+(.*)$/;
  const review = /^ *(\d+):(\d+) *(error|warning) {2}(.+)$/;
  let lines: string[] = [];

  beforeAll(() => {
    lines = format(undefined, captcha).trim().split('\n').filter((line) => line !== '');
  });

  it('is a file, one line for each report, and the sum', () => {
    expect(lines).toHaveLength(4);
    expect(file.exec(lines[0]!)?.[1]).toBe(path.join(workspace.root, 'captcha.js'));
    expect(lines[3]).toContain('2 problems (1 error, 1 warning)');
  });

  it('becomes annotations', () => {
    const [error, warning] = lines.slice(1, 3).map((line) => problem.exec(line)?.slice(1));
    expect(error).toStrictEqual(['4', '18', 'error', expect.any(String), 'client-lifetime/no-client-per-request']);
    expect(error?.[3]).toContain('POST /verify → server.js:5 → verify() captcha.js:4');
    expect(warning).toStrictEqual(['9', '18', 'warning', expect.any(String), 'client-lifetime/prefer-shared-client']);
    expect(warning?.[3]).toContain('POST /score → server.js:6 → score() captcha.js:9');
  });

  it('becomes review comments', () => {
    expect(lines.slice(1, 3).map((line) => review.exec(line)?.slice(1, 4))).toStrictEqual([['4', '18', 'error'], ['9', '18', 'warning']]);
  });
});

interface Location {
  readonly artifactLocation: { readonly uri: string };
  readonly region: { readonly startLine: number };
}

interface Rule {
  readonly id: string;
  readonly helpUri: string;
  readonly shortDescription: { readonly text: string };
}

interface Sarif {
  readonly version: string;
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly Rule[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly level: string;
      readonly partialFingerprints?: unknown;
      readonly suppressions?: readonly { readonly kind: string }[];
      readonly locations: readonly [{ readonly physicalLocation: Location }];
    }[];
  }];
}

describe('@microsoft/eslint-formatter-sarif', () => {
  const sarif = (text: string, env: NodeJS.ProcessEnv = {}): Sarif => (
    JSON.parse(format('@microsoft/eslint-formatter-sarif', text, env)) as Sarif);

  it('gives GitHub code scanning each rule with its page, and each report with its level and file', () => {
    const { version, runs: [{ tool, results }] } = sarif(captcha);
    expect(version).toBe('2.1.0');
    for (const { id, helpUri, shortDescription } of tool.driver.rules) {
      const name = id.replace('client-lifetime/', '');
      expect(helpUri).toBe(`https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main/docs/rules/${name}.md`);
      expect(shortDescription.text).toMatch(/^(disallow|prefer) /);
    }
    const uri = String(pathToFileURL(path.join(workspace.root, 'captcha.js')));
    expect(results.map(({ ruleId, level, suppressions, locations: [{ physicalLocation }] }) => (
      [ruleId, level, physicalLocation.region.startLine, physicalLocation.artifactLocation.uri, suppressions?.map(({ kind }) => kind)]
    ))).toStrictEqual([
      ['client-lifetime/no-client-per-request', 'error', 4, uri, []],
      ['client-lifetime/prefer-shared-client', 'warning', 9, uri, []],
      ['client-lifetime/no-client-per-request', 'error', 19, uri, ['inSource']],
    ]);
  });

  it('leaves the fingerprints to the upload, and what they are made of stays when lines move', () => {
    const parts = (text: string): unknown[] => sarif(text, { SARIF_ESLINT_IGNORE_SUPPRESSED: 'true' }).runs[0].results.map((result) => {
      expect(result.partialFingerprints).toBeUndefined();
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      // The upload hashes a hundred characters from the start of the line on, without spaces.
      const start = text.split('\n').slice(region.startLine - 1).join('\n').replace(/[ \t]/g, '').slice(0, 100);
      return [result.ruleId, artifactLocation.uri, start];
    });
    const before = parts(captcha);
    expect(before).toHaveLength(2);
    expect(new Set(before.map(String)).size).toBe(2);
    expect(parts(moved)).toStrictEqual(before);
  });
});

describe('eslint-formatter-rdjson', () => {
  interface Diagnostics {
    readonly diagnostics: readonly { readonly message: string; readonly location: object; readonly severity: string }[];
  }

  it('gives reviewdog what its format asks for, with the whole range and the trace', async () => {
    const text = format('rdjson', captcha);
    const { valid, errors } = await validate(text);
    expect({ valid, errors }).toStrictEqual({ valid: true, errors: [] });
    const { diagnostics } = JSON.parse(text) as Diagnostics;
    const path = expect.stringMatching(/captcha\.js$/) as string;
    const rule = (name: string): object => ({
      value: `client-lifetime/${name}`,
      url: `https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main/docs/rules/${name}.md`,
    });
    expect(diagnostics).toMatchObject([
      {
        severity: 'ERROR', code: rule('no-client-per-request'),
        location: { path, range: { start: { line: 4, column: 18 }, end: { line: 4, column: 56 } } },
      },
      { severity: 'WARNING', code: rule('prefer-shared-client'), location: { path, range: { start: { line: 9, column: 18 } } } },
    ]);
    expect(diagnostics[0]?.message).toContain('POST /verify → server.js:5 → verify() captcha.js:4');
  });

  it('is not valid for the check when a place is missing', async () => {
    const { valid } = await validate(JSON.stringify({ diagnostics: [{ message: 'x', severity: 'ERROR' }] }));
    expect(valid).toBe(false);
  });
});

describe('the formatter for GitLab code quality', () => {
  interface Entry { readonly fingerprint: string; readonly location: { readonly lines: { readonly begin: number } } }
  const report = (text: string): Entry[] => JSON.parse(format('./gitlab-formatter.js', text)) as Entry[];

  it('writes what GitLab reads, and fingerprints that stay when lines move', () => {
    const before = report(captcha);
    const [fingerprint, description] = [expect.stringMatching(/^[0-9a-f]{64}$/) as string, expect.any(String) as string];
    expect(before).toStrictEqual([
      {
        check_name: 'client-lifetime/no-client-per-request', description, severity: 'major',
        fingerprint, location: { path: 'captcha.js', lines: { begin: 4 } },
      },
      {
        check_name: 'client-lifetime/prefer-shared-client', description, severity: 'minor',
        fingerprint, location: { path: 'captcha.js', lines: { begin: 9 } },
      },
    ]);
    const after = report(moved);
    expect(after.map(({ location }) => location.lines.begin)).toStrictEqual([6, 11]);
    expect(after.map((entry) => entry.fingerprint)).toStrictEqual(before.map((entry) => entry.fingerprint));
    expect(new Set(after.map((entry) => entry.fingerprint)).size).toBe(2);
  });
});
