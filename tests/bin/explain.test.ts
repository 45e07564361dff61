import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint, type Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { editsAt } from '../../src/bin/edits-at.js';
import { explainPlace } from '../../src/bin/explain-place.js';
import plugin from '../../src/index.js';
import { runCommand, startCommand } from '../support/run-command.js';
import type { Answer } from '../support/run-command.js';
import { readFiles } from '../tools/source-files.js';

const service = fileURLToPath(new URL('fixtures/service/', import.meta.url));

function run(words: readonly string[]): Promise<Answer> {
  return runCommand(service, words);
}

function explain(place: string, ...words: string[]): Promise<Answer> {
  return run(['explain', place, '--root', service, ...words]);
}

interface Construction {
  readonly line: number;
  readonly rule?: string;
  readonly silence?: string;
  readonly resolved: unknown;
  readonly missing?: unknown;
  readonly edits?: unknown;
  readonly endings: readonly Readonly<Record<string, unknown>>[];
}

async function constructionsAt(place: string, ...words: string[]): Promise<readonly Construction[]> {
  const { stdout, stderr } = await explain(place, '--json', ...words);
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { constructions: readonly Construction[] }).constructions;
}

describe('explain', () => {
  it('says why a construction is reported', async () => {
    expect(await explain('services/captcha.js:6')).toStrictEqual({
      code: 0,
      stderr: '',
      stdout: `services/captcha.js:6:18  new RecaptchaEnterpriseServiceClient()

Reported by no-client-per-request.

What it is    \`RecaptchaEnterpriseServiceClient\` of @google-cloud/recaptcha-enterprise
              catalog: family google-cloud, @google-cloud/* \`*Client\`
              holds a gRPC channel with a connection of its own; connects on first use
              released by close()
              Generated clients create their stub with the first call and connect with it; helpers for resource names open nothing.
              https://github.com/googleapis/gax-nodejs/blob/main/client-libraries.md
How often     for every request: POST /verify  routes/verify.js:7
              → (anonymous function)  routes/verify.js:8  verifyToken(req.body.token)
              → verifyToken()         services/captcha.js:6  new RecaptchaEnterpriseServiceClient()
Who keeps it  nobody beyond the function at services/captcha.js:5
Released      never
Arguments     the same for all: literals, module constants, the environment
Runtime       Long-running server
Edits         Construct RecaptchaEnterpriseServiceClient once, at module scope.
              Construct RecaptchaEnterpriseServiceClient once, on first use.
`,
    });
  });

  it('says after which statement a client is lost', async () => {
    const { stdout } = await explain('services/orders.js:5');
    expect(stdout).toContain('Reported by require-client-close.');
    expect(stdout).toContain('on some paths only; lost if this throws: '
      + '`client.query(\'select 1 from orders where customer = $1\', [customer])` services/orders.js:9\n');
  });

  it('says who keeps a client that is not reported', async () => {
    const { stdout } = await explain('services/captcha.js:3');
    expect(stdout).toContain('Not reported: it is kept for as long as the process lives, and so it is shared.');
    expect(stdout).toContain('Who keeps it  the process: the module keeps it (services/captcha.js:3)\n');
  });

  it('says what stopped the search', async () => {
    const [construction] = await constructionsAt('services/orders.js:17');
    expect(construction).toMatchObject({
      silence: 'it is unknown who keeps it: it is handed to code that is not followed',
      endings: [{ keep: 'unknown', reason: 'it is handed to code that is not followed', place: { file: 'services/orders.js', line: 17 } }],
    });
  });

  it('finds the construction whose arguments are on the line', async () => {
    expect(await constructionsAt('services/orders.js:6')).toMatchObject([{ line: 5, rule: 'require-client-close' }]);
  });

  it('takes the call at a column', async () => {
    expect(await constructionsAt('services/orders.js:17:16')).toMatchObject([{ resolved: { kind: 'unknown' } }]);
    expect(await constructionsAt('services/orders.js:17:21'))
      .toMatchObject([{ resolved: { kind: 'package', package: 'pg', export: 'Pool' } }]);
  });

  it('names the nearest entry for what the catalog does not know', async () => {
    expect(await constructionsAt('services/orders.js:15')).toMatchObject([{
      silence: 'the catalog has no entry for it', missing: { nearest: { package: 'pg', export: 'Client' } },
    }]);
  });

  it('tells globals and project functions from exports of packages', async () => {
    expect(await constructionsAt('services/orders.js:18')).toMatchObject([{ resolved: { kind: 'global', name: 'Date' } }]);
    expect(await constructionsAt('routes/verify.js:8:20')).toMatchObject([{
      resolved: {
        kind: 'project', what: 'verifyToken', place: { file: 'services/captcha.js', line: 5 },
        constructions: [{ file: 'services/captcha.js', line: 6 }],
      },
    }]);
  });

  it('explains what is borrowed and what is closed', async () => {
    expect(await constructionsAt('services/orders.js:24')).toMatchObject([{
      rule: 'require-connection-release', endings: [{ run: 'perRequest', release: 'somePaths', lostAt: { kind: 'throw', line: 25 } }],
    }]);
    expect(await constructionsAt('services/orders.js:30')).toMatchObject([{
      silence: 'the client is given back on every path, or goes where it cannot be followed', endings: [{ release: 'everyPath' }],
    }]);
    expect(await constructionsAt('services/orders.js:39')).toMatchObject([{
      rule: 'no-shared-client-close', resolved: { kind: 'close', what: 'pool' }, endings: [{ run: 'perRequest' }],
    }]);
  });

  it('reads the settings', async () => {
    expect(await constructionsAt('services/orders.js:5', '--settings', 'families.json'))
      .toMatchObject([{ missing: { leftOut: 'postgres' } }]);
  });

  it('prints what each pass found', async () => {
    expect(await explain('services/orders.js:5', '--passes')).toStrictEqual({
      code: 0,
      stderr: '',
      stdout: `services/orders.js:5:18  new pg.Client({ …

resolve    services/orders.js:5   Client of pg
           services/orders.js:5   entry postgres, pg, Client: holds socket, connects: connectCall, released by end
reach      routes/verify.js:12    runs countOrders()
           routes/verify.js:11    Express runs a function: GET /orders
           services/orders.js:5   per request: GET /orders → a function → countOrders()
ownership  services/orders.js:5   local to countOrders()
release    services/orders.js:5   opened as client
           services/orders.js:10  released by client.end()
           services/orders.js:12  by return: released
           services/orders.js:12  by throw: absent or open or released
           services/orders.js:5   somePaths
           services/orders.js:9   lost if this throws
arguments  services/orders.js:5   constant
runtime    services/orders.js:5   node-server
verdict    services/orders.js:5   require-client-close
`,
    });
  });

  it('prints the passes for every construction of a file', async () => {
    const { code, stdout } = await explain('services/orders.js', '--passes', '--json');
    const { line, constructions } = JSON.parse(stdout) as { line?: number; constructions: readonly (Construction & { passes: unknown })[] };
    expect({ code, line, lines: constructions.map((construction) => construction.line) })
      .toStrictEqual({ code: 0, line: undefined, lines: [5, 17, 21, 24, 30, 39] });
    expect(constructions[2]?.passes).toContainEqual({
      pass: 'ownership', file: 'services/orders.js', line: 21, text: 'cached: the module keeps it',
    });
  });

  it('says that a file has nothing to print', async () => {
    expect(await explain('routes/verify.js', '--passes')).toStrictEqual({
      code: 1, stderr: '', stdout: 'routes/verify.js: the file constructs no client that the catalog knows.\n',
    });
  });

  it('agrees with the rules on every line', async () => {
    const eslint = new ESLint({
      cwd: service,
      overrideConfigFile: true,
      overrideConfig: [plugin.configs.strict as Linter.Config, { settings: { 'client-lifetime': { root: service } } }],
    });
    const files = ['services/captcha.js', 'services/orders.js', 'routes/verify.js'];
    const results = await eslint.lintFiles(files);
    const reported = results.flatMap(({ filePath, messages }) => messages.map(({ line, ruleId }) =>
      `${path.relative(service, filePath).split(path.sep).join('/')}:${line} ${ruleId}`));
    const explained = readFiles('tests/bin/fixtures/service', '.js').flatMap(({ path: file, text }) => {
      const name = file.slice('tests/bin/fixtures/service/'.length);
      if (!files.includes(name)) return [];
      return text.trimEnd().split('\n').flatMap((_text, index) => {
        const place = { file: `${service}${name}`, line: index + 1 };
        const { constructions } = explainPlace({ kind: 'explain', ...place, root: service, isJson: true, hasPasses: false });
        return constructions
          .filter(({ line, rule }) => rule !== undefined && line === index + 1)
          .map(({ rule }) => `${name}:${index + 1} client-lifetime/${rule}`);
      });
    });
    expect(explained.length).toBeGreaterThan(3);
    expect(explained.sort()).toStrictEqual(reported.sort());
  });
});

describe('edits', () => {
  it('are named, and so is what speaks against those that are not offered', async () => {
    const edits = editsAt(`${service}services/orders.js`, 1, { root: service });
    expect(edits).toStrictEqual({ offered: [], withheld: [] });
    for (const { line, rule, edits: found } of await constructionsAt('services/captcha.js:6')) {
      expect(found, String(line)).toStrictEqual(rule === undefined ? undefined : expect.objectContaining({
        offered: [
          expect.objectContaining({ id: 'hoistToModule', title: expect.stringContaining('at module scope') as string }),
          expect.objectContaining({ id: 'lazyGetter', replacements: expect.arrayContaining([
            expect.objectContaining({ file: 'services/captcha.js', text: expect.stringContaining('new Recaptcha') as string }),
          ]) as unknown }),
        ],
      }));
    }
  });

  it('are told whatever comments say to ESLint, as the verdict is', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'client-lifetime-explain-'));
    try {
      const text = readFileSync(`${service}services/captcha.js`, 'utf8').replace("captcha-enterprise';\n",
        "captcha-enterprise';/* eslint client-lifetime/no-client-per-request: 'off' */\n");
      expect(text).toContain('eslint');
      writeFileSync(path.join(folder, 'captcha.js'), text);
      const { offered } = editsAt(path.join(folder, 'captcha.js'), 6, { root: folder });
      expect(offered.map(({ id }) => id)).toContain('lazyGetter');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are withheld for a reason', async () => {
    const reasons = (await constructionsAt('services/orders.js:5'))
      .flatMap(({ edits }) => (edits as { withheld: unknown[] } | undefined)?.withheld ?? []);
    expect(reasons).toMatchInlineSnapshot(`
      [
        {
          "edit": "sharing",
          "reason": "one \`Pool\` is to be shared instead",
        },
        {
          "edit": "cache",
          "reason": "one \`Pool\` is to be shared instead",
        },
      ]
    `);
  });
});

describe('explain where there is nothing to explain', () => {
  it('names the nearest constructions', async () => {
    expect(await explain('services/orders.js:19')).toStrictEqual({
      code: 1,
      stderr: '',
      stdout: `services/orders.js:19: nothing is constructed or called on this line. Constructions of clients nearby:
  services/orders.js:17  new pg.Pool()
  services/orders.js:21  new pg.Pool()
  services/orders.js:5  new pg.Client({ …
`,
    });
  });

  it.each([
    ['a file that is not there', ['explain', 'none.js:1'], /^client-lifetime: there is no file none\.js \(looked for .*none\.js\)\.\n$/],
    ['a line that is not there', ['explain', 'services/orders.js:99'], /has 41 lines, and none with the number 99/],
    ['a file that cannot be parsed', ['explain', 'services/broken.js:1'], /cannot parse services\/broken\.js: .* \(line \d\)/],
    ['a place without a line', ['explain', 'services/orders.js'], /names no line\. Write <file>:<line>/],
    ['settings with an unknown key', ['explain', 'services/orders.js:5', '--settings', 'wrong.json'], /familis is unknown\. Did you mean/],
    ['settings that are not there', ['explain', 'services/orders.js:5', '--settings', 'none.json'], /cannot read the settings in none/],
    ['a root that is not there', ['explain', 'services/orders.js:5', '--root', 'none'], /there is no folder none/],
    ['an unknown option', ['explain', '--nope'], /Unknown option '--nope'\. See client-lifetime --help/],
    ['an unknown command', ['describe', 'x.js:1'], /there is no command "describe"/],
    ['no command', [], /give a command/],
  ])('complains about %s', async (_title, words, message) => {
    const { code, stdout, stderr } = await run(words);
    expect({ code, stdout }).toStrictEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('helps', async () => {
    const usage = expect.stringContaining('Exit codes: 0 explained') as string;
    expect(await run(['--help'])).toMatchObject({ code: 0, stderr: '', stdout: usage });
    const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
    expect(await run(['--version'])).toStrictEqual({ code: 0, stderr: '', stdout: `${version}\n` });
  });
});

describe('the debug log', () => {
  const words = ['explain', 'routes/verify.js:8', '--root', service];

  it.each(['client-lifetime', 'eslint:*,client-lifetime', '*'])('is on with DEBUG=%s', (debug) => {
    const { stderr } = startCommand(service, words, { DEBUG: debug });
    expect(stderr).toMatch(/^client-lifetime index of .+service\W?: 4 files, 4 read, \d+ ms$/m);
  });

  it.each(['', 'eslint:*', 'client', '*,-client-lifetime'])('is off with DEBUG=%s', (debug) => {
    expect(startCommand(service, words, { DEBUG: debug }).stderr).toBe('');
  });

  it('names files that cannot be parsed', () => {
    expect(startCommand(service, ['explain', 'services/broken.js:1', '--root', service], { DEBUG: 'client-lifetime' }).stderr)
      .toMatch(/^client-lifetime cannot parse .*broken\.js$/m);
  });
});
