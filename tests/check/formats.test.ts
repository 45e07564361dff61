import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import Ajv from 'ajv';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { checkProject } from '../../src/check/check-project.js';
import type { CheckReport, CheckResult } from '../../src/check/check-report.js';
import { rulesOfPreset } from '../../src/check/chosen-rules.js';
import type { Format } from '../../src/check/formats/format.js';
import { formatGithub } from '../../src/check/formats/github.js';
import { formatGitlab } from '../../src/check/formats/gitlab.js';
import { formatHtml } from '../../src/check/formats/html.js';
import { formatJson } from '../../src/check/formats/json.js';
import { formatSarif } from '../../src/check/formats/sarif.js';
import { formatText } from '../../src/check/formats/text.js';
import { filesOnDisk } from '../../src/check/project-files.js';
import { applyEdits } from '../../src/suggest/text/moved-text.js';
import { repository } from '../support/sample-service.js';
import { copyProject } from './eslint-agreement.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Location {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: Region };
  readonly message?: { readonly text: string };
}

interface Sarif {
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string }[] } };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly locations: readonly Location[];
      readonly relatedLocations?: readonly Location[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
      readonly codeFlows?: readonly { readonly threadFlows: readonly {
        readonly locations: readonly { readonly location: Location }[];
      }[] }[];
      readonly fixes?: readonly { readonly artifactChanges: readonly {
        readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent: { readonly text: string } }[];
      }[] }[];
      readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
    }[];
  }];
}

const require = createRequire(import.meta.url);

function readJson(file: string): object {
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

/** What a schema has against a value. */
function problems(schema: object, value: unknown): string[] {
  const ajv = new Ajv({ allErrors: true, schemaId: 'auto', unknownFormats: 'ignore' });
  // That of SARIF is written in the older language.
  ajv.addMetaSchema(readJson(require.resolve('ajv/lib/refs/json-schema-draft-04.json')));
  const validate = ajv.compile(schema);
  return validate(value) ? [] : validate.errors!.map(({ dataPath, message }) => `${dataPath} ${message}`);
}

let root = '';
let result: CheckResult;

const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

function written(format: Format, of = result): string {
  return format(of, { hasColors: false, cwd: root, textOf, version: '1.2.3' });
}

beforeAll(async () => {
  root = copyProject('tests/e2e/fixtures/shop');
  writeFileSync(path.join(root, 'src/ein client.js'), `${textOf('src/report.js').replace('const client',
    '// eslint-disable-next-line client-lifetime/prefer-shared-client -- soon\n  const client')}
// eslint-disable-next-line client-lifetime/prefer-shared-client
import './server.js';
`);
  writeFileSync(path.join(root, 'src/server.js'), `${textOf('src/server.js')}
import { listOrders as others } from './ein client.js';
app.get('/others', async (req, res) => res.json(await others()));
`);
  writeFileSync(path.join(root, 'src/broken.js'), "import { Pool } from 'pg';\nnew Pool(;\n");
  const files = filesOnDisk(root);
  const configuration = { rules: rulesOfPreset('recommended'), settings: {}, unusedDirectives: 'warning' } as const;
  result = await checkProject({ files, checked: files.list(), cwd: root, configurationOf: () => configuration });
});

describe('the sample of these tests', () => {
  it('has reports of every kind', () => {
    const { reports, suppressed, unusedDirectives, failures } = result;
    expect([reports, suppressed, unusedDirectives, failures].map(({ length }) => length)).toStrictEqual([3, 1, 1, 1]);
    expect(result.reports.filter(({ witness }) => witness)).toHaveLength(1);
    expect(result.reports.flatMap(({ suggestions }) => suggestions).length).toBeGreaterThan(2);
  });
});

describe('json', () => {
  const schema = readJson(path.join(repository, 'schema/check.schema.json'));

  it('is what its schema says', () => {
    expect(problems(schema, JSON.parse(written(formatJson)))).toStrictEqual([]);
  });

  it('has a schema that sees what is wrong', () => {
    expect(problems(schema, { ...result, version: 2 })).not.toStrictEqual([]);
    expect(problems(schema, { ...result, reports: [{ ...result.reports[0]!, line: 0 }] })).not.toStrictEqual([]);
    expect(problems(schema, { ...result, more: 1 })).not.toStrictEqual([]);
  });
});

describe('sarif', () => {
  const official = readJson(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
  const sarif = (of = result): Sarif => JSON.parse(written(formatSarif, of)) as Sarif;

  it('is valid by the official schema, which sees what is wrong', () => {
    expect(problems(official, sarif())).toStrictEqual([]);
    expect(problems(official, { ...sarif(), runs: [{}] })).not.toStrictEqual([]);
  });

  it('has the way of the request as a flow, and where it enters as a related place', () => {
    const [first] = sarif().runs[0].results;
    const flow = first!.codeFlows![0]!.threadFlows[0]!.locations.map(({ location: { physicalLocation, message } }) => (
      [physicalLocation.artifactLocation.uri, physicalLocation.region.startLine, message?.text]));
    expect(flow).toStrictEqual([
      ['src/server.js', 10, 'POST /orders'],
      ['src/server.js', 11, 'An anonymous function: if (!(await isHuman(req.body.token))) return res.status(403).end();'],
      ['src/captcha.js', 6, 'isHuman(): const client = new RecaptchaEnterpriseServiceClient();'],
    ]);
    const lost = sarif().runs[0].results[1]!.codeFlows![0]!.threadFlows[0]!.locations.at(-1)!.location;
    expect([lost.physicalLocation.region.startLine, lost.message?.text]).toStrictEqual([7, 'If this throws, it is not released.']);
    expect(first!.relatedLocations?.map(({ physicalLocation: { region } }) => region.startLine)).toStrictEqual([10]);
  });

  it('names rules with their pages, paths that are addresses, and what comments accept', () => {
    const { tool: { driver: { rules } }, results } = sarif().runs[0];
    for (const { ruleId, ruleIndex } of results) expect(rules[ruleIndex]!.id).toBe(ruleId);
    expect(rules.every(({ helpUri }) => helpUri.startsWith('https://'))).toBe(true);
    const suppressed = results.filter(({ suppressions }) => suppressions);
    expect(suppressed.map(({ suppressions, locations: [location] }) => [suppressions, location!.physicalLocation.artifactLocation.uri]))
      .toStrictEqual([[[{ kind: 'inSource', justification: 'soon' }], 'src/ein%20client.js']]);
  });

  it('has fixes that make of a file what the edits make of it', () => {
    const fixed = sarif().runs[0].results.flatMap(({ fixes = [], locations: [location] }) => fixes.map(({ artifactChanges: [change] }) => {
      const lines = textOf(decodeURIComponent(location!.physicalLocation.artifactLocation.uri)).split('\n');
      const offset = (line: number, column: number): number => lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0) + column - 1;
      const text = lines.join('\n');
      return applyEdits(text, [0, text.length], change!.replacements
        .map(({ deletedRegion: region, insertedContent: { text: inserted } }) => (
        { range: [offset(region.startLine, region.startColumn), offset(region.endLine, region.endColumn)], text: inserted })));
    }));
    const expected = [...result.reports, ...result.suppressed].flatMap(({ file, suggestions }) => suggestions.map(({ replacements }) => (
      applyEdits(textOf(file), [0, textOf(file).length], replacements.map(({ start, end, text }) => ({ range: [start, end], text }))))));
    expect(fixed.length).toBeGreaterThan(2);
    expect(fixed).toStrictEqual(expected);
  });

  it('keeps to the number of results that GitHub takes, the most severe first', () => {
    const many = { ...result, reports: Array.from({ length: 25_001 }, (_, index) => result.reports[index % 3]!) };
    const { results } = sarif(many).runs[0];
    expect(results).toHaveLength(25_000);
    expect(results[0]!.ruleId).not.toContain('prefer');
  });
});

describe('github', () => {
  it('is a command a line, with what would end a property escaped', () => {
    const of = { ...result, reports: [{ ...result.reports[0]!, file: 'a,b:c%.js', message: 'one\ntwo % :' }] };
    const [first, ...others] = written(formatGithub, of).trimEnd().split('\n');
    expect(first).toBe('::error title=client-lifetime/no-client-per-request,file=a%2Cb%3Ac%25.js,line=6,endLine=6,col=18,endColumn=56'
      + '::one%0Atwo %25 :');
    expect(others.map((line) => /^::(\w+) [^:]*file=([^,:]+)/.exec(line)?.slice(1))).toStrictEqual([
      ['warning', 'src/ein client.js'], ['error', 'src/broken.js'],
    ]);
  });
});

describe('gitlab', () => {
  it('is a list of issues, each with a name of its own', () => {
    interface Issue { readonly fingerprint: string; readonly severity: string; readonly location: { readonly path: string } }
    const issues = JSON.parse(written(formatGitlab)) as Issue[];
    expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
    expect(issues.map(({ severity, location }) => [location.path, severity])).toStrictEqual([
      ['src/captcha.js', 'major'], ['src/orders.js', 'major'], ['src/report.js', 'minor'], ['src/ein client.js', 'info'],
      ['src/broken.js', 'blocker'],
    ]);
  });
});

describe('text', () => {
  it('is what docs/check.md and the README show of the sample service', () => {
    const [, shown] = /^```text\n([\s\S]*?)^```$/m.exec(readFileSync(path.join(repository, 'docs/check.md'), 'utf8')) ?? [];
    const of = { ...result, reports: result.reports.filter(({ file }) => file === 'src/captcha.js'), unusedDirectives: [], failures: [] };
    expect(written(formatText, of)).toBe(shown);
    // What a newcomer sees first.
    const [, sent] = /^```sh\n(?:[\s\S]*?)npx client-lifetime check\n```[\s\S]*?^```text\n([\s\S]*?)^```$/m
      .exec(readFileSync(path.join(repository, 'README.md'), 'utf8')) ?? [];
    expect(sent).toBe(shown);
  });
});

describe('html', () => {
  it('has totals that lead to the reports, the path of each, and what its edits make of the file', () => {
    const page = written(formatHtml);
    expect(page).toContain('<h1>5 problems (3 errors, 2 warnings)</h1>');
    expect(page).toContain('<tr><th scope="row">postgres</th><td>2</td><td><a href="#report-2">2</a> <a href="#report-3">3</a> </td></tr>');
    expect(page).toContain('<tr><th scope="row">POST /orders</th><td>2</td>');
    expect(page).toContain('<li>isHuman() <code class="place">src/captcha.js:6</code>'
      + ' <code>const client = new RecaptchaEnterpriseServiceClient();</code></li>');
    expect(page).toContain('<ins>+const client = new RecaptchaEnterpriseServiceClient();</ins>');
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${target}"`);
  });

  it('needs nothing else, and shows as text whatever stands in the files', () => {
    const hostile = '</style></pre><script>alert(1)</script><img src=x onerror=alert(1)>"\'&';
    const [report] = result.reports as [CheckReport];
    const step = { ...report.trace[0]!, function: hostile, code: hostile, file: hostile };
    const entry = { ...report.entry!, label: hostile, code: hostile, file: hostile };
    const of: CheckResult = {
      ...result,
      base: { commit: hostile, name: hostile, known: 1 },
      reports: [{
        ...report, message: hostile, file: hostile, rule: hostile, client: { family: hostile, package: hostile },
        entry, otherEntries: [entry], trace: [step],
        newEdge: { ...entry, from: hostile, to: hostile }, witness: { ...entry, kind: 'throw' },
        suggestions: [{ id: 'x', title: hostile, replacements: [{ ...report, start: 0, end: 0, text: hostile }] }],
      }, { ...report, suggestions: [], withheld: [{ edit: 'cache', reason: hostile }] }],
      unusedDirectives: [{ ...report, message: hostile, file: hostile }],
      failures: [{ file: hostile, message: hostile }],
    };
    const page = formatHtml(of, { hasColors: false, cwd: root, textOf: () => hostile, version: hostile });
    const body = page.slice(page.indexOf('</style>') + 8);
    expect(body).not.toMatch(/<(?:script|img|\/style)|\son\w+=(?![^<]*&gt;)/);
    expect(page.match(/<\/style>/g)).toHaveLength(1);
    expect(body).toContain('&lt;/style&gt;&lt;/pre&gt;&lt;script&gt;');
    expect(written(formatHtml)).not.toMatch(/https?:|<script|<link|url\(|@import/);
  });
});
