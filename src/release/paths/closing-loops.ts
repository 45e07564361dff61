import type { TSESTree } from '@typescript-eslint/utils';
import { propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';
import type { ReleaseFacts } from './release-facts.js';

type EachLoop = TSESTree.ForInStatement | TSESTree.ForOfStatement;

/** A loop that closes the elements of a collection: `for (const client of clients) await client.close();` */
export function closesElements(facts: ReleaseFacts, node: EachLoop): boolean {
  if (!facts.isCollected || !facts.releasesIn(node.body)) return false;
  const target = node.left.type === 'VariableDeclaration' ? node.left.declarations[0].id : node.left;
  // `for (const [key, client] of clients)`
  const parts = target.type === 'ArrayPattern' ? target.elements : [target];
  return parts.some((part) => part?.type === 'Identifier' && facts.isClient(part))
    || (target.type === 'Identifier' && takesByKey(facts, node, target));
}

/** `for (const name of Object.keys(clients)) await clients[name].close();`, `clients.get(name)` of `clients.keys()`. */
function takesByKey({ file }: ReleaseFacts, node: EachLoop, key: TSESTree.Identifier): boolean {
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
