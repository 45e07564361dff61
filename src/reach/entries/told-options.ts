import type { ToldOption } from '../../catalog/types.js';
import type { FileModel } from '../../resolve/file-model.js';
import { findProperty } from '../../resolve/object-members.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, literalText, unwrap } from '../../syntax/nodes.js';
import type { ClassNode, Node } from '../../syntax/nodes.js';

/**
 * Whether a class tells its base class one of these options with one of these values: `super('ready', { event: 'ready' })`, or a decorator
 * `@ApplyOptions({ once: true })`. Values are as they are written, texts in single quotes.
 */
export function isTold(file: FileModel, owner: ClassNode, options: readonly ToldOption[]): boolean {
  const calls: readonly Node[] = [
    ...file.calls.filter(({ callee }) => callee.type === 'Super' && isInside(callee, owner)),
    ...(owner.decorators ?? []).map(({ expression }) => expression),
  ];
  const given = calls.flatMap((call) => (isCall(call) ? call.arguments : []));
  return given.some((argument) => {
    const object = unwrap(argument);
    return object.type === 'ObjectExpression' && options.some(({ option, is }) => {
      const value = findProperty(object, option);
      const text = value && literalText(value);
      return value !== undefined && is.includes(text === undefined ? file.spellingOf(value) : `'${text}'`);
    });
  });
}
