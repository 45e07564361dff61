import { consumingMethods } from '../catalog/conventions/events.js';
import { subscribingText } from '../catalog/conventions/values.js';
import type { Site } from '../sites/sites.js';
import { outermost, propertyName, unwrap } from '../syntax/nodes.js';
import { holderOf } from './listening.js';

/*
 * Does a client take in what comes for as long as it is open: `subscriber.subscribe(channel)`, `client.query('LISTEN orders')`? It is held
 * as long as whatever it listens for, so that it is not thrown away after one piece of work, and no pool lends one for that.
 * Blind spot: clients that no variable holds where they are made.
 */
export function isSubscribed({ file, node }: Site): boolean {
  return holderOf(file, node)?.references.some(({ identifier }) => {
    const access = outermost(identifier).parent;
    if (access?.type !== 'MemberExpression' || access.object !== outermost(identifier)) return false;
    const call = outermost(access).parent;
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== access) return false;
    return consumingMethods.has(propertyName(access) ?? '') || call.arguments.some((one) => subscribingText.test(file.textOf(one)));
  }) === true;
}
