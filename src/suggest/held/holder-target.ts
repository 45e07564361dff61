import type { TSESTree } from '@typescript-eslint/utils';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { singleValueOf } from '../../resolve/values.js';
import { enclosingFunction, isCall, isClass, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, ClassNode, Node } from '../../syntax/nodes.js';
import { ownNodes } from '../../syntax/walk.js';
import type { Finding } from '../../verdict/finding.js';
import type { Source } from '../text/source.js';
import { closingTargetOf } from './closing-target.js';
import type { ClosingTarget } from './closing-target.js';

/*
 * `const scraper = new Scraper(); await scraper.start(); … await scraper.close();`: the client is in a field of an object, and
 * a method of that closes it. Whoever loses the client holds the object.
 * Input: the function that loses it. Output: the object as what has to be closed, by that method. `undefined` where it is none of the
 * function's own variables that the way from the entry point leads through, or no method of its class only closes it.
 */

export function holderTargetOf(source: Source, program: Program, finding: Finding, owner: Node): ClosingTarget | undefined {
  for (const step of finding.trace) {
    const call = step.file === source.file && isCall(step.node) ? step.node : undefined;
    const made = call && enclosingFunction(call) === owner ? madeFor(source, call) : undefined;
    if (!made || made === finding.site.node) continue;
    const held = program.evaluator.evaluate(source.file, made.callee);
    if (held.kind !== 'local' || held.path.length > 0 || !isClass(held.node)) continue;
    const [closer] = closersOf(held.file, held.node, finding.site.model.release);
    if (!closer) continue;
    const target = closingTargetOf(source, {
      node: made, kind: 'class', setup: [], release: [closer.name], releaseIs: closer.isAsync ? 'async' : 'sync',
    });
    if (target) return target;
  }
  return undefined;
}

/** `new Scraper()`, of which a call asks a method, or is itself what makes it. */
function madeFor({ file }: Source, call: CallNode): TSESTree.NewExpression | undefined {
  if (call.type === 'NewExpression') return call;
  const callee = unwrap(call.callee);
  const receiver = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const variable = receiver?.type === 'Identifier' ? file.variableOf(receiver) : undefined;
  const held = variable && singleValueOf(variable);
  const value = held?.path.length === 0 ? unwrap(held.expression) : undefined;
  return value?.type === 'NewExpression' ? value : undefined;
}

/** `async close() { await this.client?.close(); this.client = null; }`: methods that take nothing and only close what is in a field. */
function closersOf(
  file: FileModel, { body }: ClassNode, release: readonly string[],
): { readonly name: string; readonly isAsync: boolean }[] {
  return body.body.flatMap((member) => {
    if (member.type !== 'MethodDefinition' || member.kind !== 'method' || member.static) return [];
    const name = propertyName(member);
    const fn = member.value;
    const isName = name !== undefined && /^[A-Za-z_$][\w$]*$/.test(name) && !member.computed;
    if (!isName || fn.type !== 'FunctionExpression' || fn.params.length > 0 || fn.generator) return [];
    const calls = [...ownNodes(fn.body, file.tree.visitorKeys)].filter((node): node is CallNode => isCall(node));
    return calls.length > 0 && calls.every((call) => isClose(call, release)) ? [{ name, isAsync: fn.async }] : [];
  });
}

/** `this.client.close()`, also with what is done about its failure. */
function isClose(call: CallNode, release: readonly string[]): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return false;
  const object = unwrap(callee.object);
  if (propertyName(callee) === 'catch') return isCall(object) && isClose(object, release);
  return release.includes(propertyName(callee) ?? '') && object.type === 'MemberExpression'
    && unwrap(object.object).type === 'ThisExpression';
}
