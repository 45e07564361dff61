import { describe, expect, it } from 'vitest';
import { createProject, type ProjectOptions, type Report } from './lint.js';

/** Texts by title. Each line that ends in `// leak` is to be reported, and no other. */
export type MarkedCases = Readonly<Record<string, string>>;

export interface MarkedOptions extends ProjectOptions {
  /** Default: each text is linted as JavaScript, read by ESLint's own parser, and as TypeScript. */
  readonly filenames?: readonly string[];
}

const mark = '// leak';
const bothLanguages = ['src/service.js', 'src/service.ts'];

/** A test of the rule for each text and language. All other rules are on as well: no two of them may report one place. */
export function describeMarked(
  title: string, cases: MarkedCases, { filenames = bothLanguages, rule = 'no-client-per-request', ...options }: MarkedOptions = {},
): void {
  describe(title, () => {
    const project = createProject({ files: { 'package.json': { dependencies: { express: '^5.0.0' } } }, ...options, rule: '*' });
    for (const [name, code] of Object.entries(cases)) {
      for (const filename of filenames) {
        it(`${code.includes(mark) ? 'reports' : 'is silent about'} ${name} (${filename})`, async () => {
          const reports = await project.lint(filename, code);
          expect(reportedLines(code, reports.filter((report) => report.rule === rule))).toStrictEqual(markedLines(code));
          expect(reportedTwice(reports)).toStrictEqual([]);
        });
      }
    }
  });
}

/** How many of the texts are silent, and how many reported. */
export function countSilent(...groups: readonly MarkedCases[]): { readonly silent: number; readonly reported: number } {
  const texts = groups.flatMap((group) => Object.values(group));
  const reported = texts.filter((text) => text.includes(mark)).length;
  return { silent: texts.length - reported, reported };
}

/** Places that two rules report: each construction, checkout or call gets one report at most. */
export function reportedTwice(reports: readonly Report[]): string[] {
  const rulesByPlace = new Map<string, string[]>();
  for (const { rule, line, text } of reports) {
    const place = `${line}: ${text}`;
    rulesByPlace.set(place, [...rulesByPlace.get(place) ?? [], rule]);
  }
  return [...rulesByPlace].filter(([, rules]) => new Set(rules).size > 1).map(([place, rules]) => `${place} (${rules.join(', ')})`);
}

function reportedLines(code: string, reports: readonly Report[]): string[] {
  const lines = code.split('\n');
  return reports.map(({ line }) => lines[line - 1] ?? '');
}

function markedLines(code: string): string[] {
  return code.split('\n').filter((line) => line.includes(mark));
}

const answers = {
  never: 'no-client-per-request', somePaths: 'require-client-close', everyPath: 'prefer-shared-client', unknown: undefined,
} as const;

/** A test for each text: the comment behind its construction, `// somePaths`, says which answer the rules must show that the engine has. */
export function describeAnswers(title: string, cases: MarkedCases, options: ProjectOptions = {}): void {
  describe(title, () => {
    const project = createProject({ files: { 'package.json': { dependencies: { express: '^5.0.0' } } }, ...options, rule: '*' });
    for (const [name, code] of Object.entries(cases)) {
      const line = code.split('\n').findIndex((text) => /\/\/ \w+$/.test(text));
      const answer = /\/\/ (\w+)$/m.exec(code)?.[1] as keyof typeof answers;
      const expected = answers[answer];
      it(`says ${answer} of ${name}`, async () => {
        const reports = await project.lint('src/service.ts', code);
        expect(reports.map((report) => `${report.line}: ${report.rule}`)).toStrictEqual(expected ? [`${line + 1}: ${expected}`] : []);
      });
    }
  });
}
