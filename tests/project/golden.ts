import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { ESLint, type Linter, type Rule } from 'eslint';
import plugin from '../../src/index.js';
import { analysisOf, isCandidate } from '../../src/rule/analysis-of.js';
import type { Finding } from '../../src/verdict/finding.js';
import { ruleFor } from '../../src/verdict/conditions.js';

/*
 * Projects whose expectations stand beside the code, at the end of the line on which a client is constructed:
 *
 *   // ✗ no-client-per-request: POST /verify → verifyToken() src/captcha.ts:8    reported, with this trace
 *   // ✓ cached                                                                  silent, and this is why
 *
 * Every construction needs one. Reasons: `once`, `cached`, `requestOwned`, `released`, `unknown: …`, and `no site` for a line on which
 * nothing is constructed that the catalog knows.
 */

type RuleContext = Parameters<typeof isCandidate>[0];

const sourceFile = /\.[cm]?[jt]sx?$/;
const expectation = /\/\/ ([✗✓] .*?)\s*$/;

/** Says of each construction that no rule reports why it is silent. */
const whySilent: Rule.RuleModule = {
  create(ruleContext) {
    const context = ruleContext as unknown as RuleContext;
    if (!isCandidate(context)) return {};
    return {
      'Program:exit'() {
        for (const finding of analysisOf(context).findings) {
          if (ruleFor(finding) !== 'no-client-per-request') ruleContext.report({ loc: finding.site.node.loc, message: reasonOf(finding) });
        }
      },
    };
  },
};

function reasonOf({ keep, run, release, reason }: Finding): string {
  const answer = keep !== 'local' ? keep : run !== 'perRequest' ? run : release.kind === 'never' ? 'inert' : 'released';
  return answer === 'unknown' ? `unknown: ${reason}` : answer;
}

export interface ProjectOptions {
  /** Instead of the folder of the project. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Text in an editor that is not saved. */
  readonly unsaved?: Readonly<Record<string, string>>;
}

export function configFor(settings: Readonly<Record<string, unknown>>): Linter.Config {
  return {
    files: ['**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx}'],
    languageOptions: { parser },
    linterOptions: { reportUnusedDisableDirectives: 'off' },
    plugins: { 'client-lifetime': plugin, golden: { rules: { 'why-silent': whySilent } } },
    rules: { 'client-lifetime/no-client-per-request': 'error', 'golden/why-silent': 'error' },
    settings: { 'client-lifetime': settings },
  };
}

/** What the linter says of a project, and what its comments say it should: `src/captcha.ts:8 ✓ cached`, by file and line. */
export async function lintProject(root: string, options: ProjectOptions = {}): Promise<{ actual: string[]; expected: string[] }> {
  const overrideConfig = configFor(options.settings ?? { root });
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig, ignore: false });
  const actual: string[] = [];
  const expected: string[] = [];
  for (const file of sourcesOf(root)) {
    const text = options.unsaved?.[file] ?? readFileSync(path.join(root, file), 'utf8');
    const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
    const wanted = new Map(text.split('\n').flatMap((line, index) => {
      const found = expectation.exec(line)?.[1];
      return found === undefined ? [] : [[index + 1, found] as const];
    }));
    const said = (result?.messages ?? []).map((message) => [message.line, describeMessage(message)] as const);
    const silent = [...wanted].filter(([line, text]) => text === '✓ no site' && !said.some(([other]) => other === line));
    actual.push(...[...said, ...silent].sort(([a], [b]) => a - b).map(([line, what]) => `${file}:${line} ${what}`));
    expected.push(...[...wanted].map(([line, what]) => `${file}:${line} ${what}`));
  }
  return { actual, expected };
}

function describeMessage({ ruleId, message, fatal }: Linter.LintMessage): string {
  if (fatal) return '✗ cannot be parsed';
  if (ruleId === 'golden/why-silent') return `✓ ${message}`;
  const trace = /is constructed for every [a-z ]+ \((.*)\) and never released/.exec(message)?.[1];
  return `✗ ${ruleId?.replace('client-lifetime/', '')}: ${trace ?? message}`;
}

export function sourcesOf(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && sourceFile.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !file.includes('node_modules/'))
    .sort();
}

/** The folders below a folder of `tests/project`. */
export function projectsIn(folder: string): [name: string, root: string][] {
  const base = path.join(import.meta.dirname, folder);
  return readdirSync(base).sort().map((name) => [name, path.join(base, name)]);
}
