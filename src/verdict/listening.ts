import { consumingMethods, incomingEvents, listenerMethods } from '../catalog/conventions/events.js';
import type { LocalEnding } from '../ownership/ending.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Site } from '../sites/sites.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, isFunction, literalText, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../syntax/nodes.js';

/*
 * Is a client there to hear, for one request, what comes in? `subscriber.on('message', (channel, text) => res.write(text))` goes on for as
 * long as the request does: another one for all would be another program, which hands what it hears to those who wait.
 * Blind spot: listeners that are declared elsewhere.
 */

export function hearsForOne({ file, node }: Site, { life }: LocalEnding): boolean {
  return life.file === file && isFunction(life.boundary) && file.calls.some((call) => {
    const callee = unwrap(call.callee);
    const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    if (callee.type !== 'MemberExpression' || name === undefined || !isInside(call, life.boundary)) return false;
    const isHearing = consumingMethods.has(name)
      || (listenerMethods.has(name) && incomingEvents.has(literalText(call.arguments[0]) ?? ''));
    return isHearing && holds(file, unwrap(callee.object), node) && listenersOf(call).some((listener) => worksWithOuter(file, listener));
  });
}

/** Whether a name is that of what is constructed. */
function holds(file: FileModel, name: Node, construction: Node): boolean {
  const variable = name.type === 'Identifier' ? file.variableOf(name) : undefined;
  return variable?.references.some(({ writeExpr }) => writeExpr && isInside(construction, writeExpr)) === true;
}

/** What it is given to call: functions, or functions in an object. */
function listenersOf(call: CallNode): FunctionNode[] {
  const given = call.arguments.flatMap((argument): Node[] => (argument.type === 'ObjectExpression'
    ? argument.properties.flatMap((property) => (property.type === 'Property' ? [property.value] : [])) : [argument]));
  return given.filter((node) => isFunction(node));
}

/** Whether a function that stands in another one names what that one declares, or gets. */
function worksWithOuter(file: FileModel, listener: FunctionNode): boolean {
  const outer = enclosingFunction(listener);
  return file.tree.scopes.acquire(listener)?.through.some(({ resolved }) => (
    resolved?.defs.some(({ name }) => outer !== undefined && isInside(name, outer)))) === true;
}
