import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { toSegments } from '../../resolve/path.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { PoolLoans } from './loan-uses.js';
import type { PoolInstead } from './pool-uses.js';

/*
 * May one request have two connections at a time? Where all of a pool are lent to requests that wait for their second one, none of them
 * ever goes on; connections that each are made for themselves come without waiting.
 * Input: the function that has a connection. Output: whether something that it calls, or that calls it, opens or borrows one as well.
 * Invariant: what is called that way here is taken for it, whatever pool it is of. Blind spot: functions that are reached through objects.
 */

/** How many functions are looked into. With more, nobody knows. */
const MAX_FUNCTIONS = 60;

/** `own`: what gives the function its connection; `helped`: the calls of a function of the file that gives each caller one. */
export function mayBorrowTwice(
  source: Source, program: Program, { site, trace }: Finding, pool: PoolInstead, { by }: PoolLoans, boundary: FunctionNode,
  own: readonly Node[], helped: readonly Node[] = [],
): boolean {
  const callee = unwrap(site.node.callee);
  const made = callee.type === 'MemberExpression' ? propertyName(callee) : callee.type === 'Identifier' ? callee.name : undefined;
  const names = new Set([made, by]);
  const isOwn = (call: CallNode): boolean => call === site.node || own.some((node) => isInside(call, node));
  // What a pool is asked waits for a connection as well.
  const asksPool = (file: FileModel, { callee }: CallNode): boolean => {
    const access = unwrap(callee);
    if (access.type !== 'MemberExpression' || !pool.methods.includes(propertyName(access) ?? '')) return false;
    const value = program.evaluator.evaluate(file, access.object);
    return value.kind === 'package' && value.specifier === site.name.specifier && toSegments(value.path).join('.').includes(pool.export);
  };
  const opens = (file: FileModel, call: CallNode): boolean => (
    !isOwn(call) && (helped.includes(call) || names.has(nameOf(call)) || asksPool(file, call)));
  // Those who lead here may have one of their own.
  const callers = helped.length > 0 ? [] : trace.filter(({ owner }) => owner !== boundary && isFunction(owner));
  if (callers.some(({ file, owner }) => callsIn(source, file, owner).some((call) => opens(file, call)))) return true;
  const seen = new Set<Node>([boundary]);
  const queue: { readonly file: FileModel; readonly node: Node }[] = [{ file: source.file, node: boundary }];
  for (const { file, node } of queue) {
    for (const call of callsIn(source, file, node)) {
      if (opens(file, call)) return true;
      const value = program.evaluator.evaluate(file, call.callee);
      if (value.kind !== 'local' || value.path.length > 0 || !isFunction(value.node) || seen.has(value.node)) continue;
      if (seen.size > MAX_FUNCTIONS) return true;
      seen.add(value.node);
      queue.push({ file: value.file, node: value.node });
    }
  }
  return false;
}

function callsIn(source: Source, file: FileModel, node: Node): CallNode[] {
  return [...nodesIn({ ...source, file }, node, true)].filter((one): one is CallNode => isCall(one));
}

function nameOf({ callee }: CallNode): string | undefined {
  const access = unwrap(callee);
  return access.type === 'MemberExpression' ? propertyName(access) : access.type === 'Identifier' ? access.name : undefined;
}
