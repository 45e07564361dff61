import { findMethod } from '../resolve/class-members.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Obligation } from '../sites/client-calls.js';
import { isInside } from '../syntax/is-inside.js';
import { propertyName, unwrap } from '../syntax/nodes.js';
import type { ClassNode, Node } from '../syntax/nodes.js';
import type { Hand } from './ending.js';
import type { LocalLife } from './lives/local-life.js';

/*
 * Something is given back to a framework that ends it by itself: an iterator, whose `return()` whoever reads it calls when he has enough.
 * Input: what becomes of the client in the function that gives it back, and the hands that it came through. Output: whether it may be
 * released like that. Blind spot: what `return()` does on a condition.
 */

/** Methods that the language calls of what was read to the end, or not. */
const ENDED_BY_READER: ReadonlySet<string> = new Set(['return', 'throw']);

export function isEndedByReader(life: LocalLife, via: readonly Hand[], obligation: Obligation): boolean {
  const isOfIterator = [...life.releasers].some(({ parent }) => (
    (parent?.type === 'Property' || parent?.type === 'MethodDefinition') && ENDED_BY_READER.has(propertyName(parent) ?? '')));
  return isOfIterator || via.some(({ field }) => {
    const [name, ...others] = field?.path ?? [];
    return field !== undefined && name !== undefined && others.length === 0 && findMethod(field.class, 'return', false) !== undefined
      && endsField(field.file, field.class, name.slice(1), obligation);
  });
}

/** `this.client.quit()`, in some method of the class. */
function endsField(file: FileModel, owner: ClassNode, name: string, { release }: Obligation): boolean {
  return file.calls.some(({ callee }) => {
    const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
    return callee.type === 'MemberExpression' && method !== undefined && release.includes(method)
      && isFieldOf(unwrap(callee.object), name) && isInside(callee, owner);
  });
}

function isFieldOf(node: Node, name: string): boolean {
  return node.type === 'MemberExpression' && node.object.type === 'ThisExpression' && propertyName(node) === name;
}
