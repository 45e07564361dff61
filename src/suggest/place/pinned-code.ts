import { momentaryNames } from '../../catalog/conventions/values.js';
import { isCall, literalText, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/*
 * Does code mean something only where it stands? What waits, what belongs to an object, to a call or to the moment.
 * Invariant: names aside, `false` only for code that gives the same in another place. Blind spot: functions whose results differ from call
 * to call under a name that does not say so.
 */

/** What the place allows that the code goes to. */
export interface Place {
  /** `this` means the same there. */
  readonly keepsThis?: boolean;
  /** It may wait there for modules that are loaded where they are needed. */
  readonly isAsync?: boolean;
}

export function isPinned(source: Source, moved: Node, constructions: readonly Node[], { keepsThis, isAsync }: Place): boolean {
  for (const node of nodesIn(source, moved, false)) {
    if (node.type === 'YieldExpression') return true;
    // A module is the same each time.
    if (node.type === 'AwaitExpression' && !(isAsync && isImport(node.argument))) return true;
  }
  for (const node of nodesIn(source, moved, true)) {
    if (node.type === 'ThisExpression' && !keepsThis) return true;
    if (isCall(node) && isHook(node)) return true;
    if (node.type === 'Super' || (node.type === 'MetaProperty' && node.meta.name === 'new')) return true;
    if (isCall(node) && !constructions.includes(node) && isMomentary(node) && !isTelling(node)) return true;
  }
  return false;
}

/** `import('pg')` */
function isImport(awaited: Node): boolean {
  const node = unwrap(awaited);
  return node.type === 'ImportExpression' && literalText(node.source) !== undefined;
}

export function isMomentary(call: Node): boolean {
  if (!isCall(call)) return false;
  const callee = unwrap(call.callee);
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (call.type === 'NewExpression') return name === 'Date' && call.arguments.length === 0;
  return name === undefined || momentaryNames.test(name);
}

/** `useRuntimeConfig()` means what runs around it. */
function isHook(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  return call.type === 'CallExpression' && callee.type === 'Identifier' && /^use[A-Z]/.test(callee.name);
}

/** `tracer.setContextManager(manager);` gives nothing that belongs to the moment. */
function isTelling({ parent, callee }: CallNode): boolean {
  return parent.type === 'ExpressionStatement' && callee.type === 'MemberExpression' && /^set[A-Z]/.test(propertyName(callee) ?? '');
}
