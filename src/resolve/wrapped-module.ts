import { promisifiers } from '../catalog/conventions/promisified.js';
import { matchesExports } from '../catalog/match.js';
import { moduleHelpers, moduleWrappers } from '../catalog/module-helpers.js';
import { propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import type { FileModel } from './file-model.js';
import { toSegments } from './path.js';
import type { Value } from './value.js';
import { singleValueOf } from './values.js';

/** The module in `__importDefault(require('pg'))`, whose default compiled code calls `pg_1.default`. */
export function wrappedModule(call: CallNode): Node | undefined {
  if (call.type !== 'CallExpression') return undefined;
  const callee = unwrap(call.callee);
  const isHelper = callee.type === 'MemberExpression'
    ? isModuleHelper(propertyName(callee)) || isModuleHelper(callee.object.type === 'Identifier' ? callee.object.name : undefined)
    : isModuleHelper(callee.type === 'Identifier' ? callee.name : undefined);
  return isHelper ? call.arguments[0] : undefined;
}

/** `new Proxy(pool, handler)`, which is used as what stands behind it is. An empty object stands for nothing. */
export function isProxyOf(file: FileModel, { type, callee, arguments: [target] }: CallNode): boolean {
  return type === 'NewExpression' && callee.type === 'Identifier' && callee.name === 'Proxy' && !file.variableOf(callee)
    && target !== undefined && unwrap(target).type !== 'ObjectExpression';
}

/** What a function of a package gives that gives back what it is given, a module, or a method that gives a promise from then on. */
export function givenBack(called: Value, argument: () => Value): Value | undefined {
  if (called.kind !== 'package') return undefined;
  const segments = toSegments(called.path);
  if (moduleWrappers[called.specifier]?.includes(segments.join('.'))) return argument();
  if (!promisifiers.some((model) => matchesExports(model, called.specifier, segments))) return undefined;
  const given = argument();
  // What a function of the project gives to its callback is not what it gives back.
  return given.kind === 'package' ? given : undefined;
}

/** What an expression, or the only value of a variable, requires. */
export function requiredSpecifier(file: FileModel, expression: Node): string | undefined {
  const node = unwrap(expression);
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  const held = variable ? singleValueOf(variable) : { expression: node, path: [] };
  if (!held || held.path.length > 0) return undefined;
  const required = unwrap(held.expression);
  return file.imports.find((record) => record.kind === 'expression' && record.node === required)?.specifier;
}

function isModuleHelper(name: string | undefined): boolean {
  return name !== undefined && moduleHelpers.has(name);
}
