import type { TSESTree } from '@typescript-eslint/utils';
import { promisifiers } from '../catalog/conventions/promisified.js';
import { matchesExports } from '../catalog/match.js';
import { moduleHelpers, moduleWrappers } from '../catalog/module-helpers.js';
import { isCall, isFunction, propertyName, unwrap } from '../syntax/nodes.js';
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

/**
 * What stands behind a proxy, which is used as that is: its target, or what its handler reads the members from where the target is an empty
 * object, `new Proxy({} as Pool, { get: (_, name) => pool()[name] })`.
 */
export function behindProxy(file: FileModel, call: CallNode): Node | undefined {
  if (!isProxy(file, call)) return undefined;
  const [target, handler] = call.arguments;
  if (!target || unwrap(target).type !== 'ObjectExpression') return target;
  const traps = handler?.type === 'ObjectExpression' ? handler.properties : [];
  const trap = traps.filter((property) => property.type === 'Property').find((property) => propertyName(property) === 'get')?.value;
  const [own, name] = isFunction(trap) ? trap.params : [];
  const reads = (name && file.variableOf(name)?.references.flatMap(({ identifier }) => readByName(identifier) ?? [])) ?? [];
  // A member of the empty object itself may be a cache in front.
  return reads.find((read) => !own || read.type !== 'Identifier' || file.variableOf(read) !== file.variableOf(own));
}

/** The proxy that is asked for a member when a member of that name is read: by `pool[name]`, or by `Reflect.get(pool, name)`. */
export function proxyReading(file: FileModel, read: Node): CallNode | undefined {
  const name = read.type === 'MemberExpression' && read.computed ? read.property : isCall(read) ? read.arguments[1] : undefined;
  const trap = name?.type === 'Identifier' && readByName(name) ? file.variableOf(name)?.defs[0]?.node : undefined;
  const entry = isFunction(trap) && trap.params[1] && file.variableOf(trap.params[1]) === file.variableOf(name!) ? trap.parent : undefined;
  if (entry?.type !== 'Property' || propertyName(entry) !== 'get') return undefined;
  const call = entry.parent.parent;
  return call?.type === 'NewExpression' && call.arguments[1] === entry.parent && isProxy(file, call) ? call : undefined;
}

/** What a member is read of by a name that a variable has. */
function readByName(name: Node): Node | undefined {
  const { parent } = name;
  if (parent?.type === 'MemberExpression' && parent.computed && parent.property === name) return unwrap(parent.object);
  const callee = parent?.type === 'CallExpression' && parent.arguments[1] === name ? parent.callee : undefined;
  const isReflected = callee?.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Reflect'
    && propertyName(callee) === 'get';
  return isReflected ? unwrap((parent as TSESTree.CallExpression).arguments[0]!) : undefined;
}

function isProxy(file: FileModel, { type, callee }: CallNode): boolean {
  return type === 'NewExpression' && callee.type === 'Identifier' && callee.name === 'Proxy' && !file.variableOf(callee);
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
