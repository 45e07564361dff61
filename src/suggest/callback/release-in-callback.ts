import type { Variable } from '../../resolve/file-model.js';
import type { CheckoutSite } from '../../sites/checkouts.js';
import { isInside } from '../../syntax/is-inside.js';
import { outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode } from '../../syntax/nodes.js';
import { releasedAfterLast } from '../settled/after-last-callback.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';

/*
 * `connection.query(text, (error, rows) => { connection.release(); … })`: what a callback was lent is given back where the callback of the
 * last thing that is done with it begins, and where one in front of it is left before that.
 * Input: a checkout by callback. Output: edits, or `undefined`. Blind spot: what is given back by a function that has another name for it.
 */

export function releaseInCallback(source: Source, style: Style, { givenTo, model, node }: CheckoutSite): Edit[] | undefined {
  const lent = givenTo && parameterOf(source, givenTo.function, givenTo.parameter);
  if (!givenTo || !lent || lent.references.some((reference) => reference.isWrite())) return undefined;
  const done = givenTo.done === undefined ? undefined : parameterOf(source, givenTo.function, givenTo.done);
  const releases = releasesOf(lent, done, model.release, model.releasedBy ?? []);
  // `done(error)` says more than that.
  if (done?.references.some(({ identifier }) => !releases.some((release) => isInside(identifier, release))) === true) return undefined;
  const text = releases[0] ? source.file.textOf(releases[0])
    : wayToRelease(source, node, lent, done, model.release[0], model.releasedBy?.[0]);
  const error = errorOf(givenTo.function, givenTo.parameter);
  return text === undefined ? undefined
    : releasedAfterLast(source, style, { body: givenTo.function.body, named: [lent, ...done ? [done] : []], releases, text, error });
}

function parameterOf({ file }: Source, fn: FunctionNode, index: number): Variable | undefined {
  const parameter = fn.params[index];
  return parameter?.type === 'Identifier' ? file.variableOf(parameter) : undefined;
}

/** `error` of `(error, connection) => …`: where it is set, nothing was lent. */
function errorOf({ params }: FunctionNode, lent: number): string | undefined {
  const [first] = params;
  return lent > 0 && first?.type === 'Identifier' ? first.name : undefined;
}

function releasesOf(lent: Variable, done: Variable | undefined, methods: readonly string[], ofPool: readonly string[]): CallNode[] {
  const own = lent.references.flatMap(({ identifier }) => {
    const access = outermost(identifier).parent;
    if (access?.type === 'CallExpression' && access.arguments.length === 1 && access.callee.type === 'MemberExpression') {
      return ofPool.includes(propertyName(access.callee) ?? '') ? [access] : [];
    }
    if (access?.type !== 'MemberExpression' || !methods.includes(propertyName(access) ?? '')) return [];
    const call = outermost(access).parent;
    return call?.type === 'CallExpression' && unwrap(call.callee) === access && call.arguments.length === 0 ? [call] : [];
  });
  const byDone = done?.references.flatMap(({ identifier }) => {
    const { parent } = identifier;
    return parent.type === 'CallExpression' && parent.callee === identifier && parent.arguments.length === 0 ? [parent] : [];
  });
  return [...own, ...byDone ?? []];
}

function wayToRelease(
  source: Source, node: CallNode, lent: Variable, done: Variable | undefined, method: string | undefined, ofPool: string | undefined,
): string | undefined {
  if (done) return `${done.name}()`;
  if (method !== undefined) return `${lent.name}.${method}()`;
  const callee = unwrap(node.callee);
  const pool = callee.type === 'MemberExpression' ? source.file.textOf(callee.object) : '';
  return ofPool !== undefined && /^(?:this|[\w$]+)(?:\.[\w$]+)*$/.test(pool) ? `${pool}.${ofPool}(${lent.name})` : undefined;
}
