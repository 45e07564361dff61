import { openingMethods } from '../../catalog/conventions/methods.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, isFunction, outermost, propertyName, thisClass, unwrap } from '../../syntax/nodes.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import type { Source } from '../text/source.js';
import { LISTENING, isStateChange } from './client-uses.js';

/*
 * `this.pool = new Pool(options);` in a constructor, and `await this.pool.end();` in a method: which calls release what each object has a
 * client of its own in, so that the objects can share one?
 * Input: a construction that a field gets. Output: the calls; `undefined` where the field has another client too, something else is done
 * to it than to ask it, or something else closes it. Invariant: what opens it does nothing to one that is open. Blind spot: code that gets
 * at the field of such an object under another type.
 */

/** `isRepeatable`: what sets it up may be called again. */
export function fieldReleases(source: Source, finding: Finding, expression: Node, isRepeatable: boolean): readonly Node[] | undefined {
  const { releases, site: { model } } = finding;
  const field = fieldOf(expression);
  if (!field || releases !== undefined || /\}\s*=\s*this\b/.test(source.file.textOf(field.owner))) return undefined;
  const { owner, name } = field;
  const closing: Node[] = [];
  for (const access of source.file.members.get(name) ?? []) {
    // `this.producer = kafka.producer();`
    if (isInside(access, expression)) continue;
    if (access.object.type !== 'ThisExpression' || thisClass(access)?.node !== owner) return undefined;
    const user = outermost(access).parent;
    if (user?.type === 'AssignmentExpression' && unwrap(user.left) === access) {
      // Another one, or none from then on.
      if (isInside(expression, user)) continue;
      return undefined;
    }
    if (isTest(access)) continue;
    const call = user?.type === 'MemberExpression' && unwrap(user.object) === access ? outermost(user).parent : undefined;
    if (user?.type !== 'MemberExpression' || !isCall(call) || unwrap(call.callee) !== user) return undefined;
    const method = propertyName(user) ?? '';
    if (model.release.includes(method)) {
      if (call.arguments.length > 0 || !isForItsOwnSake(source, call, source.file.textOf(access))) return undefined;
      closing.push(call);
    } else if (model.setup?.includes(method)) {
      if (!isRepeatable || call.arguments.length > 0) return undefined;
    } else if (LISTENING.has(method) || openingMethods.test(method) || isStateChange(user, finding) || TAKING.test(method)) {
      return undefined;
    }
  }
  return closing.length > 0 ? closing : undefined;
}

/** `if (this.client)` */
function isTest(access: Node): boolean {
  const { parent } = outermost(access);
  return (parent?.type === 'IfStatement' && parent.test === outermost(access)) || (parent?.type === 'LogicalExpression'
    && parent.left === outermost(access) && parent.operator === '&&');
}

/** Nothing decides about it but whether there is a client. */
function isForItsOwnSake({ file }: Source, release: Node, field: string): boolean {
  for (let child = release, { parent } = child; parent && !isFunction(child); child = parent, parent = parent.parent) {
    const test = parent.type === 'IfStatement' || parent.type === 'ConditionalExpression' ? parent.test
      : parent.type === 'LogicalExpression' ? parent.left : undefined;
    if (test && test !== child && file.textOf(test) !== field) return false;
    if (/^(?:SwitchCase|CatchClause|For\w*Statement|WhileStatement)$/.test(parent.type)) return false;
  }
  return true;
}

/** What begins to be told of something, each time it is called. */
const TAKING = /subscribe|^(?:run|consume|listen|watch|receive)/i;

function fieldOf(expression: Node): { readonly owner: ClassNode; readonly name: string } | undefined {
  const { parent } = outermost(expression);
  const field = parent?.type === 'AssignmentExpression' && parent.operator === '=' ? unwrap(parent.left)
    : parent?.type === 'PropertyDefinition' ? parent : undefined;
  if (field?.type === 'PropertyDefinition') {
    const name = propertyName(field);
    return name === undefined || field.static ? undefined : { owner: field.parent.parent, name };
  }
  if (field?.type !== 'MemberExpression' || field.object.type !== 'ThisExpression') return undefined;
  const around = thisClass(field);
  const name = propertyName(field);
  return !around || around.isStatic || name === undefined ? undefined : { owner: around.node, name };
}
