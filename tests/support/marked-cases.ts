import { describe, expect, it } from 'vitest';
import { createProject, type LintProject, type ProjectOptions } from './lint.js';

/** Texts by title. Each line that ends in `// leak` is to be reported, and no other. */
export type MarkedCases = Readonly<Record<string, string>>;

export interface MarkedOptions extends ProjectOptions {
  /** Default: each text is linted as JavaScript, read by ESLint's own parser, and as TypeScript. */
  readonly filenames?: readonly string[];
}

const mark = '// leak';
const bothLanguages = ['src/service.js', 'src/service.ts'];

/** A test of the rule for each text and language. Says at the end that what must stay silent outnumbers the rest, if it does not. */
export function describeMarked(title: string, cases: MarkedCases, { filenames = bothLanguages, ...options }: MarkedOptions = {}): void {
  describe(title, () => {
    const project = createProject({ files: { 'package.json': { dependencies: { express: '^5.0.0' } } }, ...options });
    for (const [name, code] of Object.entries(cases)) {
      for (const filename of filenames) {
        it(`${code.includes(mark) ? 'reports' : 'is silent about'} ${name} (${filename})`, async () => {
          expect(await reportedLines(project, filename, code)).toStrictEqual(markedLines(code));
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

async function reportedLines(project: LintProject, filename: string, code: string): Promise<string[]> {
  const lines = code.split('\n');
  return (await project.lint(filename, code)).map(({ line }) => lines[line - 1] ?? '');
}

function markedLines(code: string): string[] {
  return code.split('\n').filter((line) => line.includes(mark));
}
