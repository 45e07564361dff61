import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { documented, leak, withoutRoute, Workspace, type Run } from './workspace.js';

// Every run starts an ESLint of its own, on a machine that may be busy.
vi.setConfig({ testTimeout: 120_000 });

const workspace = new Workspace({ ...leak, '.gitignore': 'node_modules\n' });
const eslint = (...args: string[]): Run => workspace.run('eslint', args);

/** The rules that are named in the usual output, with the line of the report. */
function reports({ stdout }: Run): string[] {
  return [...stdout.matchAll(/^\s+(\d+):\d+ .*?client-lifetime\/(\S+)$/gm)].map(([, line, rule]) => `${line} ${rule}`);
}

const found = ['4 no-client-per-request'];
/** Constructed for each request and released on every path, which is a warning. */
const wasteful = leak['captcha.js']
  .replace('  return client', '  try {\n    return await client')
  .replace('}\n', '  } finally {\n    await client.close();\n  }\n}\n');
const config = (more: string): string => leak['eslint.config.js'].replace('recommended]', `recommended, ${more}]`);

beforeEach(() => {
  for (const [name, text] of Object.entries(leak)) workspace.write(name, text);
});

describe('the exit code of ESLint', () => {
  it('is 1 with an error, and 0 without one', () => {
    const failed = eslint('.');
    expect([failed.code, ...reports(failed)]).toStrictEqual([1, ...found]);
    workspace.write('server.js', withoutRoute);
    expect(eslint('.')).toStrictEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('is 0 with a warning, and 1 where none is allowed', () => {
    workspace.write('captcha.js', wasteful);
    const warned = eslint('.');
    expect([warned.code, ...reports(warned)]).toStrictEqual([0, '4 prefer-shared-client']);
    expect(eslint('--max-warnings', '0', '.').code).toBe(1);
    expect(eslint('--quiet', '.').stdout).toBe('');
  });

  it('is 2 with a wrong setting, and the message names it', () => {
    workspace.write('eslint.config.js', config("{ settings: { 'client-lifetime': { famillies: {} } } }"));
    const { code, stderr } = eslint('.');
    expect(code).toBe(2);
    expect(stderr).toContain('settings["client-lifetime"].famillies');
    expect(stderr).toContain('Did you mean "families"?');
  });
});

const told = ({ stderr }: Run): number => stderr.match(/CLIENT_LIFETIME_CACHE/g)?.length ?? 0;

describe('--cache', () => {
  it.each(['metadata', 'content'])('with the strategy %s keeps an answer that another file has made wrong, and says so', (strategy) => {
    const cached = (): Run => eslint('--cache', '--cache-strategy', strategy, '--cache-location', `node_modules/.cache/${strategy}`, '.');
    workspace.write('server.js', withoutRoute);
    expect(reports(cached())).toStrictEqual([]);
    workspace.write('server.js', leak['server.js']);
    const stale = cached();
    expect(reports(stale)).toStrictEqual([]);
    expect(stale.stderr).toContain('eslint --cache keeps them until the file itself changes');
    expect(stale.stderr).toContain('npx client-lifetime check');
    expect(told(stale)).toBe(1);
    const { stderr, ...fresh } = eslint('.');
    expect(reports({ ...fresh, stderr })).toStrictEqual(found);
    expect(stderr).toBe('');
  });

  it('is not spoken of where it is off, where only the file itself counts, or when one has said not to', () => {
    const location = ['--cache-location', 'node_modules/.cache/quiet'];
    expect(eslint('--cache', ...location, '--no-cache', '.').stderr).toBe('');
    const silent = { NODE_OPTIONS: '--disable-warning=CLIENT_LIFETIME_CACHE' };
    expect(workspace.run('eslint', ['--cache', ...location, '.'], silent).stderr).toBe('');
    workspace.write('eslint.config.js', config("{ settings: { 'client-lifetime': { project: false } } }"));
    expect(eslint('--cache', ...location, '.').stderr).toBe('');
  });

  it('is sound for the other rules while these run without it', () => {
    for (const name of ['eslint.cached.config.js', 'eslint.client-lifetime.config.js']) workspace.write(name, documented(name));
    workspace.write('eslint.config.js', config("{ rules: { 'no-undef': 'error' } }"));
    const location = ['--cache-location', 'node_modules/.cache/others'];
    const others = (): Run => eslint('--cache', '--cache-strategy', 'content', ...location, '--config', 'eslint.cached.config.js', '.');
    const own = (): Run => eslint('--config', 'eslint.client-lifetime.config.js', '.');
    workspace.write('server.js', withoutRoute);
    expect([others().code, own().code]).toStrictEqual([0, 0]);
    workspace.write('server.js', leak['server.js']);
    const [first, second] = [others(), own()];
    expect([first.code, ...reports(second)]).toStrictEqual([0, ...found]);
    expect([first.stderr, second.stderr]).toStrictEqual(['', '']);
    workspace.write('captcha.js', leak['captcha.js'].replace(
      '  const client', '  // eslint-disable-next-line client-lifetime/no-client-per-request, no-undef\n  missing();\n  const client'));
    const { code, stdout } = others();
    expect(code, stdout).toBe(0);
    workspace.write('captcha.js', leak['captcha.js'].replace('  const client', '  missing();\n  const client'));
    expect(others().stdout).toMatch(/'missing' is not defined {2}no-undef/);
  });

  it('is sound where it belongs to one state of all files', () => {
    workspace.git('init', '--quiet');
    const cached = (): Run => workspace.sh(documented('lint.sh'));
    workspace.write('server.js', withoutRoute);
    expect(reports(cached())).toStrictEqual([]);
    workspace.write('server.js', leak['server.js']);
    const again = cached();
    expect([...reports(again), again.stderr]).toStrictEqual([...found, '']);
    workspace.write('server.js', withoutRoute);
    workspace.write('route.js', leak['server.js']);
    expect(reports(cached())).toStrictEqual(found);
    rmSync(path.join(workspace.root, 'route.js'));
    expect(reports(cached())).toStrictEqual([]);
    // The last state is the first one again, and has its cache.
    expect(readdirSync(path.join(workspace.root, 'node_modules/.cache/eslint'))).toHaveLength(3);
    // What is really staged is as it was: nothing.
    expect(workspace.git('diff', '--cached', '--name-only')).toBe('');
  });
});

describe('--concurrency', () => {
  it('says the same in two threads as in one, and speaks once of a cache', () => {
    const alone = eslint('.');
    const together = eslint('--concurrency', '2', '--cache', '--cache-location', 'node_modules/.cache/threads', '.');
    expect([together.code, together.stdout]).toStrictEqual([alone.code, alone.stdout]);
    expect(reports(alone)).toStrictEqual(found);
    expect(told(together)).toBe(1);
  });
});

describe('bulk suppressions', () => {
  const again = `
export async function again(token) {
  return new RecaptchaEnterpriseServiceClient().createAssessment({ assessment: { event: { token } } });
}
`;
  const second = leak['server.js'].replace('verify }', 'verify, again }')
    .concat("express().post('/again', async (req, res) => res.json(await again(req.body.token)));\n");

  it('let what is there wait, fail for what is new, and are made right after a repair elsewhere', () => {
    expect(eslint('--suppress-all', '.').code).toBe(0);
    expect(JSON.parse(workspace.read('eslint-suppressions.json'))).toStrictEqual({
      'captcha.js': { 'client-lifetime/no-client-per-request': { count: 1 } },
    });
    expect(eslint('--max-warnings', '0', '.')).toStrictEqual({ code: 0, stdout: '', stderr: '' });

    workspace.write('captcha.js', leak['captcha.js'] + again);
    workspace.write('server.js', second);
    const more = eslint('.');
    expect([more.code, ...reports(more)]).toStrictEqual([1, ...found, '9 no-client-per-request']);

    workspace.write('captcha.js', leak['captcha.js']);
    workspace.write('server.js', withoutRoute);
    const left = eslint('.');
    expect(left.code).toBe(2);
    expect(left.stderr).toContain('There are suppressions left that do not occur anymore');
    expect(eslint('--prune-suppressions', '.').code).toBe(0);
    expect(JSON.parse(workspace.read('eslint-suppressions.json'))).toStrictEqual({});
    workspace.write('server.js', leak['server.js']);
    expect(eslint('.').code).toBe(1);
    rmSync(path.join(workspace.root, 'eslint-suppressions.json'));
  });

  it('are for errors only', () => {
    workspace.write('captcha.js', wasteful);
    eslint('--suppress-all', '.');
    const { code, stdout } = eslint('--max-warnings', '0', '.');
    expect([code, ...reports({ code, stdout, stderr: '' })]).toStrictEqual([1, '4 prefer-shared-client']);
    rmSync(path.join(workspace.root, 'eslint-suppressions.json'), { force: true });
  });
});

describe('--fix', () => {
  it('changes nothing by default, and with `autofix` repairs and succeeds', () => {
    const pool = `import { Pool } from 'pg';

export async function verify(token) {
  const pool = new Pool();
  return await pool.query('select 1 from tokens where id = $1', [token]);
}
`;
    workspace.write('captcha.js', pool);
    expect(eslint('--fix', '.').code).toBe(1);
    expect(workspace.read('captcha.js')).toBe(pool);
    workspace.write('eslint.config.js', config("{ settings: { 'client-lifetime': { autofix: true } } }"));
    expect(eslint('--fix', '--max-warnings', '0', '.')).toStrictEqual({ code: 0, stdout: '', stderr: '' });
    expect(workspace.read('captcha.js')).toMatch(/^const pool = new Pool\(\);$/m);
  });
});
