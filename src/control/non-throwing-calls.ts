import { arrayRunningMethods } from '../catalog/conventions/collections.js';
import { logMethods, loggerNames } from '../catalog/conventions/logging.js';
import { endingMethods, promiseMethods } from '../catalog/conventions/methods.js';
import { stateQueries } from '../catalog/conventions/state.js';
import type { FileModel } from '../resolve/file-model.js';
import { singleValueOf } from '../resolve/values.js';
import { isAwaited, isFunction, literalText, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import { isHarmlessOnBuiltIn } from './built-in-objects.js';
import { isNamed } from './callbacks.js';
import { isPlainClass } from './plain-class.js';
import { isPlainFunction, runsNothingThatThrows } from './plain-function.js';

/*
 * Which calls cannot throw? A short list of what stands between a construction and its release in real code and never fails: logging,
 * timers, look-ups in objects, conversions of values. Everything else may throw.
 * Blind spot: loggers that throw, and arguments whose conversion to a string does.
 */

const GLOBAL_FUNCTIONS = new Set(['String', 'Number', 'Boolean', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'Symbol',
  'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask',
  'Error', 'encodeURIComponent', 'encodeURI']);

const GLOBAL_METHODS: Readonly<Record<string, ReadonlySet<string> | 'all'>> = {
  console: 'all',
  Math: 'all',
  Date: new Set(['now']),
  performance: new Set(['now']),
  process: new Set(['hrtime', 'uptime', 'nextTick', 'memoryUsage', 'emitWarning', 'on', 'once', 'off', 'removeListener', 'cwd']),
  Object: new Set(['keys', 'values', 'entries', 'assign', 'freeze', 'fromEntries', 'hasOwn', 'is']),
  Buffer: new Set(['alloc', 'concat', 'from', 'isBuffer', 'byteLength']),
  crypto: new Set(['randomUUID']),
  AbortSignal: new Set(['timeout', 'any']),
  Array: new Set(['isArray', 'of', 'from']),
  Number: new Set(['isInteger', 'isFinite', 'isNaN', 'parseInt', 'parseFloat', 'isSafeInteger']),
  Promise: new Set(['resolve', 'reject', 'all', 'allSettled', 'race', 'any']),
};

const GLOBAL_CONSTRUCTORS = new Set(['Error', 'TypeError', 'RangeError', 'AggregateError', 'Date', 'Map', 'Set', 'WeakMap', 'WeakSet',
  'Promise', 'AbortController', 'Object', 'ReadableStream', 'WritableStream', 'TransformStream', 'TextEncoder', 'TextDecoder', 'FormData',
  'URLSearchParams', 'DisposableStack', 'AsyncDisposableStack']);

/** Of dates, whatever they are given. */
const DATE_METHODS = /^[gs]et(?:UTC)?(?:Date|Day|Month|FullYear|Hours|Minutes|Seconds|Milliseconds|Time)$|^getTimezoneOffset$/;

/** Put into a list. */
const ARRAY_METHODS = new Set(['push', 'unshift']);

/** Of texts, and some of lists: they fail where there is no text only, and what reads a member is believed everywhere. */
const TEXT_METHODS = new Set(['includes', 'startsWith', 'endsWith', 'trim', 'trimStart', 'trimEnd', 'toLowerCase', 'toUpperCase', 'split',
  'substring', 'slice', 'charAt', 'indexOf', 'lastIndexOf', 'padStart', 'padEnd', 'replace', 'replaceAll', 'toString', 'toFixed',
  'concat', 'charCodeAt', 'localeCompare']);

/** Whether a call cannot throw by itself; its arguments are somebody else's question. */
export function cannotThrow(file: FileModel, call: CallNode, depth = 0): boolean {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') {
    const variable = file.variableOf(callee);
    if (variable) {
      if (call.type === 'NewExpression') return isPlainClass(variable.defs[0]?.node);
      return isPlainFunction(file, variable, call, (inner, deeper) => cannotThrow(file, inner, deeper), depth);
    }
    return (call.type === 'NewExpression' ? GLOBAL_CONSTRUCTORS : GLOBAL_FUNCTIONS).has(callee.name)
      || isAddressOfRequest(file, call) || isLoading(file, call);
  }
  if (callee.type !== 'MemberExpression' || call.type === 'NewExpression') return false;
  const name = propertyName(callee);
  if (name === undefined) return false;
  if (DATE_METHODS.test(name) || promiseMethods.has(name) || ARRAY_METHODS.has(name) || isBinding(name, call)) return true;
  const object = unwrap(callee.object);
  // A store of somebody's may have such a method, too, and answer later.
  if (TEXT_METHODS.has(name) && !isAwaited(call) && !call.arguments.some(isFunction)) return true;
  // They fail where what they are given does.
  if (arrayRunningMethods.has(name) && !isAwaited(call) && runsPlainFunction(file, call, depth)) return true;
  if (!isAwaited(call) && !call.arguments.some(isFunction) && isHarmlessOnBuiltIn(file, object, name)) return true;
  if (logMethods.has(name) && isLogger(object)) return true;
  if (object.type !== 'Identifier' || file.variableOf(object)) return false;
  if (isCopyOfData(file, call)) return true;
  if (object.name === 'JSON') return name === 'stringify' && call.arguments.every((argument) => isPlain(argument));
  return isHarmlessMethod(object.name, name);
}

/** `JSON.parse(JSON.stringify(data))`: what was written right there, or above, can be read. */
export function isCopyOfData(file: FileModel, call: CallNode): boolean {
  const [first] = call.arguments;
  if (!first || !isOfJson(call, 'parse')) return false;
  const given = unwrap(first);
  const variable = given.type === 'Identifier' ? file.variableOf(given) : undefined;
  const held = variable && singleValueOf(variable);
  const written = held?.path.length === 0 ? unwrap(held.expression) : given;
  return written.type === 'CallExpression' && isOfJson(written, 'stringify');
}

function isOfJson(call: CallNode, name: string): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && isNamed(callee.object, 'JSON') && propertyName(callee) === name;
}

/** `new URL(request.url)`: without a base it always works or never, and with one it hardly ever fails. */
function isAddressOfRequest(file: FileModel, call: CallNode): boolean {
  const [first] = call.arguments;
  const address = first && unwrap(first);
  if (call.type !== 'NewExpression' || !isNamed(unwrap(call.callee), 'URL') || address?.type !== 'MemberExpression') return false;
  const request = unwrap(address.object);
  return propertyName(address) === 'url' && request.type === 'Identifier' && file.variableOf(request)?.defs[0]?.type === 'Parameter';
}

/** `require('./format')`, `import('./format.js')`: what the program is made of is there. */
export function isLoading(file: FileModel, node: Node): boolean {
  if (node.type === 'ImportExpression') return literalText(node.source) !== undefined;
  return node.type === 'CallExpression' && file.isLoader(node.callee) && literalText(node.arguments[0]) !== undefined;
}

/** `rows.map((row) => row.id)`, `rows.filter(Boolean)` */
function runsPlainFunction(file: FileModel, call: CallNode, depth: number): boolean {
  const [first, ...others] = call.arguments;
  const given = first && unwrap(first);
  if (!given || others.some(isFunction)) return false;
  const cannot = (inner: CallNode, deeper: number): boolean => cannotThrow(file, inner, deeper);
  if (isFunction(given)) return !given.async && runsNothingThatThrows(file, given, call, cannot, depth);
  const variable = given.type === 'Identifier' ? file.variableOf(given) : undefined;
  if (variable) return isPlainFunction(file, variable, call, cannot, depth);
  return given.type === 'Identifier' && GLOBAL_FUNCTIONS.has(given.name);
}

/** `performance.now`, `console.log`: a method of an object that is there in every file, and that a module of Node.js gives out as well. */
export function isHarmlessMethod(object: string, method: string): boolean {
  const methods = Object.hasOwn(GLOBAL_METHODS, object) ? GLOBAL_METHODS[object] : undefined;
  return methods === 'all' || (methods?.has(method) ?? false);
}

/** `logger.error(…)`: a function that makes the text of its argument fails no more often than the call itself. */
export function isLogging(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  if (call.type === 'NewExpression' || callee.type !== 'MemberExpression') return false;
  const object = unwrap(callee.object);
  return (logMethods.has(propertyName(callee) ?? '') && isLogger(object)) || isNamed(object, 'console');
}

/**
 * Whether a call, if nobody waits for it, only asks an object how it is (`trx.isCompleted()`), or tells it to end (`other.release()`): the
 * first reads a field, and of the second at most a promise is rejected.
 */
export function isStateCall(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  if (call.type === 'NewExpression' || callee.type !== 'MemberExpression' || call.arguments.length > 0) return false;
  const name = propertyName(callee) ?? '';
  return stateQueries.test(name) || endingMethods.has(name);
}

/** `client.close.bind(client)` */
function isBinding(name: string, call: CallNode): boolean {
  const bound = call.callee.type === 'MemberExpression' ? unwrap(call.callee.object) : undefined;
  return name === 'bind' && bound?.type === 'MemberExpression';
}

function isLogger(node: Node): boolean {
  if (node.type === 'Identifier') return loggerNames.test(node.name);
  return node.type === 'MemberExpression' && loggerNames.test(propertyName(node) ?? '');
}

/** Literals and names: nothing whose `toJSON` or getters are likely to run code. */
function isPlain(node: Node): boolean {
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'TemplateLiteral':
      return true;
    case 'MemberExpression':
      return isPlain(node.object);
    case 'ObjectExpression':
      return node.properties.every((property) => isPlain(property.type === 'SpreadElement' ? property.argument : property.value));
    case 'ArrayExpression':
      return node.elements.every((element) => element === null || isPlain(element.type === 'SpreadElement' ? element.argument : element));
    default:
      return isFunction(node);
  }
}

/** What is given to `then` or `catch` and cannot throw. */
export function isHarmlessHandler(given: Node): boolean {
  const node = unwrap(given);
  if (node.type === 'MemberExpression') return isLogger(node.object) || isNamed(node.object, 'console');
  return node.type === 'Literal' || (node.type === 'Identifier' && node.name === 'undefined');
}
