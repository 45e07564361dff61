import { probingMethods, probingTexts } from '../../catalog/conventions/methods.js';
import type { Variable } from '../../resolve/file-model.js';
import type { Finding } from '../../verdict/finding.js';
import { isCall, literalText, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';

/*
 * Is a client opened only to see whether it can be? Then each request has to open one: what was opened once says nothing of now.
 * Input: the variable that holds it. Output: whether nothing is done with it but opening, asking whether it answers, and closing.
 * Blind spot: questions under names that do not say so.
 */

export function isOnlyTried({ site: { model } }: Finding, variable: Variable): boolean {
  const ends = new Set([...model.release, ...model.setup ?? [], 'on', 'once'].map((path) => path.split('.').at(-1)!));
  return variable.references.every((reference) => !reference.isRead() || isTrial(reference.identifier, ends));
}

function isTrial(identifier: Node, ends: ReadonlySet<string>): boolean {
  let node = outermost(identifier);
  if (/^(?:If|Logical|Unary)/.test(node.parent?.type ?? '')) return true;
  let isAsked = false;
  for (;;) {
    const access = node.parent;
    if (access?.type !== 'MemberExpression' || unwrap(access.object) !== unwrap(node)) return isAsked && !isPassedOn(node);
    const call = outermost(access).parent;
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== access) return false;
    const [given] = call.arguments;
    const name = propertyName(access) ?? '';
    const isQuestion = probingMethods.test(name) || probingTexts.test(literalText(given) ?? '')
      || (given?.type === 'ObjectExpression' && given.properties.some((one) => (
        one.type === 'Property' && probingMethods.test(propertyName(one) ?? ''))));
    isAsked ||= isQuestion || ends.has(name);
    node = outermost(call);
  }
}

/** `res.json(await client.query('select 1'))`: somebody gets what it answers, and not only that it does. */
function isPassedOn(answer: Node): boolean {
  const { parent } = answer;
  if (parent?.type === 'AwaitExpression') return isPassedOn(outermost(parent));
  return isCall(parent) && parent.callee !== answer;
}
