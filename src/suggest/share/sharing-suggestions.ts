import type { Program } from '../../project/program.js';
import type { Finding } from '../../verdict/finding.js';
import { assignOnce, assignmentOf, staysFilled } from './assign-once.js';
import { asyncMemo } from './async-memo.js';
import type { EditTask } from '../task/edit-task.js';
import { classField, staticField } from './class-field.js';
import { globalMemo } from './global-memo.js';
import { hoist } from './hoist.js';
import { isReloaded } from './kept-in.js';
import { lazyGetter } from './lazy-getter.js';
import { canBeShared } from '../task/sharing.js';
import { shapeOf } from '../task/shape.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import type { Suggestion } from '../text/suggestion.js';

/** The edits that make one client of the many, best first. */
export function sharingSuggestions(source: Source, finding: Finding, program: Program, client: string): Suggestion[] {
  // A client of one user's, or of an isolate's request, is nobody else's; of unknown arguments nobody knows whose it is.
  if (finding.arguments === 'request' || finding.site.model.session !== undefined) return [];
  if (finding.runtime?.perRequestIsRight !== undefined) return [];
  const shape = shapeOf(source, finding);
  if (!shape || !canBeShared(source, program, finding, shape)) return [];
  const task: EditTask = { source, program, finding, shape, style: styleOf(source.code, source.file.path), client };
  if (finding.overwrites && assignmentOf(task)) {
    // A place that keeps it is there already.
    if (finding.arguments !== 'constant') return [];
    const once = shape.declared?.empty && !isReloaded(task) && staysFilled(finding, finding.overwrites) ? hoist(task) : undefined;
    return [once, assignOnce(task), asyncMemo(task)].filter((suggestion) => suggestion !== undefined);
  }
  // The object brings values of its own, of which nothing is known here.
  const inObject = isReloaded(task) ? undefined : classField(task);
  if (finding.arguments !== 'constant') return inObject ? [inObject] : [];
  const eager = isReloaded(task) ? globalMemo(task) : hoist(task);
  const inClass = isReloaded(task) || inObject ? undefined : staticField(task);
  return [inObject, eager, inClass, lazyGetter(task), asyncMemo(task)].filter((suggestion) => suggestion !== undefined);
}
