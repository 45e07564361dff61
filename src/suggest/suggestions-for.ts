import type { TSESLint } from '@typescript-eslint/utils';
import type { Program } from '../project/program.js';
import type { Finding } from '../verdict/finding.js';
import { sharingSuggestions } from './sharing-suggestions.js';
import type { Suggestion } from './suggestion.js';

/** The edits that repair a finding, best first. Empty when none is certainly right. `client` is what the messages call it. */
export function suggestionsFor(
  sourceCode: Readonly<TSESLint.SourceCode>, finding: Finding, program: Program, client: string,
): Suggestion[] {
  const source = { code: sourceCode, file: finding.site.file };
  // Components in one file with a template have other module scopes than the parsed text shows.
  if (!/\.[cm]?[jt]sx?$/i.test(source.file.path)) return [];
  return sharingSuggestions(source, finding, program, client);
}
