import { unwrap } from './nodes.js';
import type { Node } from './nodes.js';

/** What an access begins at: `client` of `client.admin.users`. */
export function rootOfMembers(node: Node): Node {
  let root = unwrap(node);
  while (root.type === 'MemberExpression') root = unwrap(root.object);
  return root;
}

/** The other way: `client.admin.users` for its `client`, or for its `client.admin`. */
export function outermostAccess(node: Node): Node {
  let access = node;
  while (access.parent?.type === 'MemberExpression' && access.parent.object === access) access = access.parent;
  return access;
}

/** What an access begins at, through calls: `client` of `client.db('shop').collection`. */
export function rootOfChain(node: Node): Node {
  let root = unwrap(node);
  while (root.type === 'MemberExpression' || root.type === 'CallExpression') {
    root = unwrap(root.type === 'MemberExpression' ? root.object : root.callee);
  }
  return root;
}
