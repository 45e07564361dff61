import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { calledName, isCall, literalText, outermost } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import { walk } from '../../syntax/walk.js';

/*
 * May a property be read by a text that holds its name: `req[key]` with `key = 'orders'`, `get(req, 'orders')`?
 * Input: a file and the name. Output: whether such a text stands there. Invariant: a text counts unless its place tells that nothing is
 * looked up by it: it is compared, it is a type, or what a package gave is asked for something else (`db.collection('orders')`).
 * Blind spot: a package's function that takes one text, gives a function that reads a property, and says so by no name.
 */

/** What takes a property's name to read or write it. */
const READING = /^(?:get|set|has|prop|path|pick|pluck|omit|result|read|lookup|look|resolve|inject|use|fetch|of|with|bind|key)/i;

/** `calls` are those of which it is known what they do: `c.get('db')`. */
export function mayBeLookedUp(program: Program, file: FileModel, name: string, calls: readonly CallNode[]): boolean {
  if (!isQuoted(file, name)) return false;
  let isKey = false;
  walk(file.tree.ast, file.tree.visitorKeys, (node) => {
    if (!isKey && literalText(node) === name) isKey = !calls.some((call) => call.arguments[0] === node) && mayBeKey(program, file, node);
  });
  return isKey;
}

/** The text tells that without a look at the tree. */
function isQuoted(file: FileModel, name: string): boolean {
  return ['"', "'", '`'].some((quote) => file.tree.text.includes(`${quote}${name}${quote}`));
}

function mayBeKey(program: Program, file: FileModel, text: Node): boolean {
  const { parent } = outermost(text);
  switch (parent?.type) {
    case 'ImportDeclaration':
    case 'ImportExpression':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'TSLiteralType':
    case 'TSExternalModuleReference':
    case 'SwitchCase':
      return false;
    case 'BinaryExpression':
      return parent.operator === 'in' || parent.operator === '+';
    case 'Property':
      // What has a name of its own is another object, and a pattern is looked at where variables are.
      return parent.value === text;
    case 'CallExpression':
    case 'NewExpression':
      return isCall(parent) && !isAskedForElse(program, file, parent);
    default:
      return true;
  }
}

/** `require('orders')`, `db.collection('orders')`, `knex('orders')`, `mongoose.model('orders', schema)` */
function isAskedForElse(program: Program, file: FileModel, call: CallNode): boolean {
  if (call.type === 'CallExpression' && file.isLoader(call.callee)) return true;
  if (READING.test(calledName(call) ?? 'get')) return false;
  return program.evaluator.evaluate(file, call.callee).kind === 'package';
}
