import type { TSESTree } from '@typescript-eslint/utils';
import { deployedVariables, environmentNames, localVariables } from '../../catalog/environment.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isProcessEnvironment } from '../process-environment.js';
import { isEmptying, singleValueOf } from '../../resolve/values.js';
import { enclosingFunction, isWritten, literalText, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { ownNodes } from '../../syntax/walk.js';
import { testsOnWay } from './tests-on-way.js';
import { truthAt } from './tested-state.js';

/*
 * Does code run only where somebody tries it on a machine of their own: `if (process.env.IS_OFFLINE)`, `NODE_ENV === 'development'`?
 * Input: a node, and the function around it. Output: true where a test on the way there says so. Invariant: only variables of the
 * environment count, by names that the catalog has. Blind spot: configuration objects with names of their own.
 */
export function isLocalOnly(file: FileModel, node: Node, boundary: Node | undefined): boolean {
  return testsOnWay(node, boundary).some((test) => [...ownNodes(test, file.tree.visitorKeys)].some((state) => {
    const place = placeMeant(file, state);
    return place !== undefined && truthAt(test, state, node) === (place === 'local');
  }));
}

/** Whether a field is filled by such code alone: it keeps nothing where the program is deployed, and a test of it says nothing there. */
export function isFilledLocally(file: FileModel, state: Node): boolean {
  const name = state.type === 'MemberExpression' ? propertyName(state) : undefined;
  const spelling = file.spellingOf(state);
  const filled = name === undefined ? []
    : (file.members.get(name) ?? []).filter((access) => isPutInto(access) && file.spellingOf(access) === spelling);
  return filled.length > 0 && filled.every((access) => isLocalOnly(file, access, enclosingFunction(access)));
}

/** `place = value`, which does not empty it. */
function isPutInto(place: Node): boolean {
  const user = place.parent;
  return isWritten(place) && user?.type !== 'UnaryExpression' && !(user?.type === 'AssignmentExpression' && isEmptying(user.right));
}

/** Of several ways to the same place the first tells of it: one that is taken elsewhere, too, if there is any. */
export function deployedFirst<Way>(
  ways: readonly Way[], placeOf: (way: Way) => { readonly file: FileModel; readonly node: Node },
): readonly Way[] {
  const local = new Set(ways.filter((way) => {
    const { file, node } = placeOf(way);
    return isLocalOnly(file, node, enclosingFunction(node));
  }));
  return local.size === 0 ? ways : [...ways.filter((way) => !local.has(way)), ...local];
}

/** What it says, if it is true, of where the code runs. */
function placeMeant(file: FileModel, state: Node): 'local' | 'deployed' | undefined {
  const node = unwrap(state);
  switch (node.type) {
    case 'MemberExpression': {
      const name = variableOfEnvironment(file, node);
      if (name === undefined) return undefined;
      return localVariables.test(name) ? 'local' : deployedVariables.has(name) ? 'deployed' : undefined;
    }
    case 'BinaryExpression':
      return ofComparison(file, node);
    case 'Identifier': {
      // `const isOffline = process.env.IS_OFFLINE === 'true';`
      const variable = file.variableOf(node);
      const held = variable && singleValueOf(variable)?.expression;
      const value = held && unwrap(held);
      return value?.type === 'MemberExpression' || value?.type === 'BinaryExpression' ? placeMeant(file, value) : undefined;
    }
    default:
      return undefined;
  }
}

function ofComparison(file: FileModel, { operator, left, right }: TSESTree.BinaryExpression): 'local' | 'deployed' | undefined {
  const isEqual = operator === '===' || operator === '==';
  if (!isEqual && operator !== '!==' && operator !== '!=') return undefined;
  const access = unwrap(left);
  const value = literalText(right);
  const name = access.type === 'MemberExpression' ? variableOfEnvironment(file, access) : undefined;
  if (name === undefined || value === undefined) return undefined;
  if (localVariables.test(name)) return isEqual && ['true', '1', 'yes', 'on'].includes(value) ? 'local' : undefined;
  if (!environmentNames.variables.has(name)) return undefined;
  if (environmentNames.local.has(value)) return isEqual ? 'local' : undefined;
  return environmentNames.deployed.has(value) ? (isEqual ? 'deployed' : 'local') : undefined;
}

/** `process.env.NAME`, and `env.NODE_ENV` of an object that somebody has made of the environment: nothing else is called so. */
function variableOfEnvironment(file: FileModel, access: TSESTree.MemberExpression): string | undefined {
  const name = propertyName(access);
  return name === environmentNames.unmistakable || isProcessEnvironment(file, unwrap(access.object)) ? name : undefined;
}
