import type { TSESLint } from '@typescript-eslint/utils';
import type { Program } from '../project/program.js';
import type { Finding } from '../verdict/finding.js';
import { asyncMemo } from './async-memo.js';
import type { EditTask } from './edit-task.js';
import { globalMemo } from './global-memo.js';
import { hoist } from './hoist.js';
import { lazyGetter } from './lazy-getter.js';
import { canBeShared } from './sharing.js';
import { shapeOf } from './shape.js';
import { styleOf } from './style-of.js';
import type { Suggestion } from './suggestion.js';

/** The edits that repair a finding, best first. Empty when none is certainly right. `client` is what the messages call it. */
export function suggestionsFor(
  sourceCode: Readonly<TSESLint.SourceCode>, finding: Finding, program: Program, client: string,
): Suggestion[] {
  const source = { code: sourceCode, file: finding.site.file };
  // A client of one user's, or of an isolate's request, is nobody else's; of unknown arguments nobody knows whose it is.
  if (finding.arguments !== 'constant' || finding.site.model.session !== undefined) return [];
  if (finding.runtime?.perRequestIsRight !== undefined) return [];
  // Its releases would close the client of all requests.
  if (finding.release.kind !== 'never') return [];
  // Components in one file with a template have other module scopes than the parsed text shows.
  if (!/\.[cm]?[jt]sx?$/i.test(source.file.path)) return [];
  const shape = shapeOf(source, finding);
  if (!shape || !canBeShared(source, program, finding, shape)) return [];
  const task: EditTask = { source, program, finding, shape, style: styleOf(sourceCode, source.file.path), client };
  const eager = finding.runtime?.hotReload ? globalMemo(task) : hoist(task);
  return [eager, lazyGetter(task), asyncMemo(task)].filter((suggestion) => suggestion !== undefined);
}
