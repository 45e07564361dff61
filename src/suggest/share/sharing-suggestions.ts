import type { Program } from '../../project/program.js';
import type { Finding } from '../../verdict/finding.js';
import { assignOnce, assignmentOf, staysFilled } from './assign-once.js';
import { asyncMemo } from './async-memo.js';
import type { EditTask } from '../task/edit-task.js';
import { classField, staticField } from './class-field.js';
import { factoryMemo } from './factory-memo.js';
import { globalMemo } from './global-memo.js';
import { hoist } from './hoist.js';
import { lazyGetter } from './lazy-getter.js';
import { isOnlyTried } from './only-tried.js';
import { isReloaded } from './shared-place.js';
import { whyNotShared } from '../task/sharing.js';
import { shapeOf } from '../task/shape.js';
import type { Source } from '../text/source.js';
import { withhold } from '../text/withhold.js';
import { styleOf } from '../text/style-of.js';
import type { Suggestion } from '../text/suggestion.js';

/** The edits that make one client of the many, best first. */
export function sharingSuggestions(source: Source, finding: Finding, program: Program, client: string): Suggestion[] {
  const no = (reason: string): [] => withhold(source, finding.site.node, 'sharing', reason) ?? [];
  const owner = whyOneRequests(finding);
  if (owner !== undefined) return no(owner);
  const shape = shapeOf(source, finding, program);
  if (!shape) return [factoryMemo(source, finding, program, client)].filter((suggestion) => suggestion !== undefined);
  const obstacle = whyNotShared(source, program, finding, shape);
  if (obstacle !== undefined) return no(obstacle);
  const task: EditTask = { source, program, finding, shape, style: styleOf(source), client };
  // What was opened once says nothing of now; what is open already may be asked whether it answers.
  const isOpened = shape.isAsync || (shape.declared?.connects.length ?? 0) > 0;
  if (isOpened && shape.variable && isOnlyTried(finding, shape.variable)) return no('it is opened only to see whether it can be');
  if (finding.overwrites && assignmentOf(task)) {
    // A place that keeps it is there already.
    if (finding.arguments !== 'constant') return no(UNKNOWN_ARGUMENTS);
    const once = shape.declared?.empty && !isReloaded(task) && staysFilled(finding, finding.overwrites) ? hoist(task) : undefined;
    return [once, assignOnce(task), asyncMemo(task)].filter((suggestion) => suggestion !== undefined);
  }
  // The object brings values of its own, of which nothing is known here.
  const inObject = isReloaded(task) ? undefined : classField(task);
  if (finding.arguments !== 'constant') return inObject ? [inObject] : no(UNKNOWN_ARGUMENTS);
  const eager = isReloaded(task) ? globalMemo(task) : hoist(task);
  const inClass = isReloaded(task) || inObject ? undefined : staticField(task);
  const offered = [inObject, eager, inClass, lazyGetter(task), asyncMemo(task)].filter((suggestion) => suggestion !== undefined);
  const remembered = offered.length > 0 ? undefined : factoryMemo(source, finding, program, client);
  if (remembered) return [remembered];
  return offered.length > 0 ? offered : no('what it is made of, or what is done around it, cannot leave its place unchanged');
}

/** Why the client is one request's own, as the end of a sentence: it is one user's, or of an isolate's request. */
export function whyOneRequests({ arguments: origin, site, runtime }: Finding): string | undefined {
  if (origin === 'request') return 'its arguments come from the request, and another request needs another client';
  if (site.model.session !== undefined) return 'it stands for one session';
  return runtime?.perRequestIsRight === undefined ? undefined : 'in this runtime one client per request is right';
}

export const UNKNOWN_ARGUMENTS = 'it is not known whether its arguments are the same for all requests';
