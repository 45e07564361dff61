import type { FileModel } from '../resolve/file-model.js';
import { singleValueOf } from '../resolve/values.js';
import { propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';

/*
 * Which methods of objects that the language and the platform give out cannot throw? Collections, lists, forms, addresses and dates, where
 * the file shows that the receiver is one: by its construction, by what gave it, or by the member that it is everywhere.
 * Blind spot: receivers that come from elsewhere, and types that are declared only.
 */

const QUERIES = ['get', 'has', 'keys', 'values', 'entries', 'forEach'];
const COLLECTION = new Set([...QUERIES, 'set', 'add', 'delete', 'clear']);
/** Pairs of texts; values of other kinds become texts. */
const FORM = new Set([...QUERIES, 'getAll', 'set', 'append', 'delete', 'toString']);
/** What is set is checked. */
const HEADERS = new Set([...QUERIES, 'getSetCookie', 'delete']);
const DATE = new Set(['toString', 'toUTCString', 'toDateString', 'toTimeString', 'toLocaleString', 'toLocaleDateString',
  'toLocaleTimeString', 'toJSON', 'valueOf']);

/** Those that call nothing. */
const LIST = new Set(['reverse', 'join', 'slice', 'concat', 'at', 'includes', 'indexOf', 'pop', 'shift', 'keys', 'values', 'entries']);

const METHODS: Readonly<Record<string, ReadonlySet<string>>> = {
  Map: COLLECTION,
  Set: COLLECTION,
  FormData: FORM,
  URLSearchParams: FORM,
  Headers: HEADERS,
  URL: new Set(['toString', 'toJSON']),
  Date: DATE,
  Array: LIST,
};

/** Methods that give such an object, whatever they are called on. */
const GIVEN: Readonly<Record<string, string>> = { formData: 'FormData', split: 'Array', reverse: 'Array', map: 'Array', filter: 'Array' };

/** Members that hold such an object wherever they are called that. */
const MEMBERS: Readonly<Record<string, ReadonlySet<string>>> = {
  searchParams: FORM,
  headers: new Set(['get', 'has']),
};

/** `form.get('name')`, `url.searchParams.get('id')`, `new Date().toISOString()` */
export function isHarmlessOnBuiltIn(file: FileModel, receiver: Node, method: string): boolean {
  const object = unwrap(receiver);
  const variable = object.type === 'Identifier' ? file.variableOf(object) : undefined;
  const held = variable ? singleValueOf(variable) : { expression: object, path: [] };
  if (!held) return false;
  const value = unwrap(held.expression);
  // `const { searchParams } = new URL(request.url)`
  const member = held.path.length > 0 ? held.path.at(-1)!.slice(1) : value.type === 'MemberExpression' ? propertyName(value) : undefined;
  if (member !== undefined) return Object.hasOwn(MEMBERS, member) && MEMBERS[member]!.has(method);
  const kind = kindOf(file, value);
  if (kind === undefined) return false;
  return METHODS[kind]!.has(method) || (kind === 'Date' && method === 'toISOString' && isNow(value));
}

/** What a value is, if it is one of those. */
function kindOf(file: FileModel, value: Node): string | undefined {
  if (value.type === 'CallExpression') {
    // `await request.formData()`, `text.split(',')`
    const method = value.callee.type === 'MemberExpression' ? propertyName(value.callee) : undefined;
    return method !== undefined && Object.hasOwn(GIVEN, method) ? GIVEN[method] : undefined;
  }
  if (value.type === 'ArrayExpression') return 'Array';
  if (value.type !== 'NewExpression' || value.callee.type !== 'Identifier' || file.variableOf(value.callee)) return undefined;
  return Object.hasOwn(METHODS, value.callee.name) ? value.callee.name : undefined;
}

/** A date that is sure to be one: `new Date()`, `new Date(Date.now())`. */
function isNow(date: Node): boolean {
  if (date.type !== 'NewExpression') return false;
  const [argument, ...others] = date.arguments;
  if (!argument) return true;
  if (others.length > 0 || argument.type !== 'CallExpression' || argument.callee.type !== 'MemberExpression') return false;
  return argument.callee.object.type === 'Identifier' && argument.callee.object.name === 'Date' && propertyName(argument.callee) === 'now';
}
