import type { TSESLint } from '@typescript-eslint/utils';

type Context = Readonly<TSESLint.RuleContext<string, readonly unknown[]>>;

const SAMPLE = 'async () => { await using outer = make(); { using inner = outer; } };';

/** Options that have a parser look for the file on the disk. */
const OF_PROJECT = ['project', 'projectService', 'programs', 'EXPERIMENTAL_useProjectService', 'tsconfigRootDir'];

const known = new WeakMap<object, boolean>();

/** Whether the parser of the linted file, as it is configured, reads `using` and `await using`. */
export function parsesUsing({ languageOptions }: Context): boolean {
  let parses = known.get(languageOptions);
  if (parses === undefined) known.set(languageOptions, parses = parsesSample(languageOptions));
  return parses;
}

function parsesSample({ parser, parserOptions, ecmaVersion, sourceType }: Context['languageOptions']): boolean {
  const given = Object.entries(parserOptions ?? {}).filter(([name]) => !OF_PROJECT.includes(name));
  const options = { ecmaVersion, sourceType, ...Object.fromEntries(given) } as TSESLint.ParserOptions;
  try {
    if (!parser) return false;
    if ('parseForESLint' in parser) parser.parseForESLint(SAMPLE, options);
    else parser.parse(SAMPLE, options);
    return true;
  } catch {
    return false;
  }
}
