import { isInside } from '../../syntax/is-inside.js';
import { isCall, propertyName, unwrap } from '../../syntax/nodes.js';
import { howToClose, obligatedBy } from '../held/closing-target.js';
import type { EditTask } from '../task/edit-task.js';

/**
 * What the function that makes and connects a client has to do with it where it cannot be connected, as code: nobody else has it then, and
 * the next request makes another one. `undefined`: nothing is left open. `open`: something is, and it is not clear how to close it.
 */
export function failedOpening(task: EditTask): string | undefined {
  const { source, shape, finding } = task;
  if (finding.site.model.release.length === 0 || !staysOpen(task)) return undefined;
  const { declared, releases } = shape;
  const how = declared && declared.connects.length > 0
    ? howToClose(source, obligatedBy(finding.site), declared.variable, releases) : undefined;
  return how?.close ?? 'open';
}

/** The catalog says that it is open already or stays open, or the walk over its paths has found that it is lost there. */
function staysOpen({ shape, finding: { site: { model }, release } }: EditTask): boolean {
  const { connects: at, kind, setup = [], openFailure = [], cleanFailure = [] } = model;
  const connects = shape.declared?.connects ?? [];
  const named = connects.map(({ expression }) => {
    const call = unwrap(expression);
    const callee = isCall(call) ? unwrap(call.callee) : undefined;
    return callee?.type === 'MemberExpression' ? propertyName(callee) ?? '' : '';
  });
  // `await createClient().connect()`
  const names = connects.length === 0 && kind !== 'asyncFactory' ? setup : named;
  const isKnown = names.some((name) => openFailure.includes(name) || (at === 'construction' && !cleanFailure.includes(name)));
  return isKnown || (release.kind === 'somePaths' && release.witness.kind === 'throw'
    && connects.some((statement) => isInside(release.witness.node, statement)));
}
