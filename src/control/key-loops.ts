import type { TSESTree } from '@typescript-eslint/utils';
import type { FileModel } from '../resolve/file-model.js';
import { propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { walk } from '../syntax/walk.js';

export type EachLoop = TSESTree.ForInStatement | TSESTree.ForOfStatement;

/**
 * Whether a loop goes through the keys of a collection, and takes what it has under each: `clients[name]` for `name` of
 * `Object.keys(clients)`, `clients.get(name)` for one of `clients.keys()`.
 */
export function takesByKey(file: FileModel, node: EachLoop, key: TSESTree.Identifier): boolean {
  const collection = collectionOfKeys(node);
  const variable = file.variableOf(key);
  if (!collection || !variable) return false;
  const spelling = file.spellingOf(collection);
  const isKey = (candidate: Node | undefined): boolean => candidate?.type === 'Identifier' && file.variableOf(candidate) === variable;
  let isTaken = false;
  walk(node.body, file.tree.visitorKeys, (inner) => {
    if (inner.type === 'MemberExpression' && inner.computed) {
      isTaken ||= isKey(inner.property) && file.spellingOf(unwrap(inner.object)) === spelling;
    } else if (inner.type === 'CallExpression') {
      const callee = unwrap(inner.callee);
      isTaken ||= callee.type === 'MemberExpression' && propertyName(callee) === 'get' && isKey(inner.arguments[0])
        && file.spellingOf(unwrap(callee.object)) === spelling;
    }
  });
  return isTaken;
}

/** The collection whose keys a loop goes through. */
function collectionOfKeys(node: EachLoop): Node | undefined {
  const keys = unwrap(node.right);
  if (node.type === 'ForInStatement') return keys;
  const callee = keys.type === 'CallExpression' ? unwrap(keys.callee) : undefined;
  if (keys.type !== 'CallExpression' || callee?.type !== 'MemberExpression' || propertyName(callee) !== 'keys') return undefined;
  const isOfObject = callee.object.type === 'Identifier' && callee.object.name === 'Object';
  const [given] = keys.arguments;
  return isOfObject ? given && unwrap(given) : unwrap(callee.object);
}
