import { testsOnWay } from '../../control/guards/tests-on-way.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { returnedExpressions } from '../../resolve/values.js';
import type { FunctionNode, ClassNode, Node } from '../../syntax/nodes.js';
import { enclosingFunction, propertyName, unwrap } from '../../syntax/nodes.js';
import { rootOfMembers } from '../../syntax/roots.js';
import { ownNodes } from '../../syntax/walk.js';
import { possibleFunctions } from '../possible-functions.js';

/*
 * Is a node come to only where nobody is at work, or somebody is? A test counts what outlives the call: `if (this.jobs.length > 0) return`,
 * `if (isIdle()) await browser.close()`, where `isIdle` gives such a count.
 * Blind spot: which way the test has to go, and counters that are plain numbers and other guards know.
 */
export function isCountedBefore(program: Program, file: FileModel, node: Node, owner: FunctionNode | ClassNode): boolean {
  return testsOnWay(node, owner).some((test) => counts(program, file, test, true));
}

function counts(program: Program, file: FileModel, test: Node, mayCall: boolean): boolean {
  for (const node of ownNodes(test, file.tree.visitorKeys)) {
    if (node.type === 'MemberExpression' && COUNTS.has(propertyName(node) ?? '') && outlivesCall(file, node)) return true;
    const called = mayCall && node.type === 'CallExpression' ? possibleFunctions(program, file, node) : undefined;
    const isCount = called?.some((one) => (
      returnedExpressions(one.node, one.file.tree.visitorKeys).some((result) => counts(program, one.file, result, false))));
    if (isCount) return true;
  }
  return false;
}

const COUNTS: ReadonlySet<string> = new Set(['length', 'size']);

/** A field of `this`, or something that no function declares. */
function outlivesCall(file: FileModel, access: Node): boolean {
  const root = unwrap(rootOfMembers(access));
  if (root.type === 'ThisExpression') return true;
  const declared = root.type === 'Identifier' ? file.variableOf(root)?.identifiers[0] : undefined;
  return declared !== undefined && enclosingFunction(declared) === undefined;
}
