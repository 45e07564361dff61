import type { TSESTree } from '@typescript-eslint/utils';
import { keyNames, namedSecrets, scalarNames, secretNames, serverNames } from '../../catalog/conventions/values.js';
import type { Variable } from '../../resolve/file-model.js';
import { isReassigned } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, functionName, isFunction, literalText, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { EditTask } from '../task/edit-task.js';
import { scalarType } from '../task/scalar-type.js';
import { isMomentary } from '../place/pinned-code.js';
import { isMemberWritten, isMethodReceiver, requirementsOf } from '../task/requirements.js';
import { isModuleScope, nodesIn } from '../text/source.js';
import type { Scope } from '../text/source.js';

/*
 * What do the arguments of a construction depend on? Follows every name in them to module constants, or to texts and numbers of the
 * request: one client per combination of those.
 * Invariant: two constructions with equal keys are given equal arguments, and no part of a key is a secret, but perhaps its digest.
 * `undefined` where that is not certain. Blind spot: functions whose results change from call to call under a name that does not say so.
 */

export interface CacheKey {
  /** The key as an expression at the construction. */
  readonly text: string;
  /** Its type in TypeScript. */
  readonly type: 'string' | 'number' | 'unknown';
  /** The parts as a person would name them: `region`, `tenantId`. */
  readonly names: readonly string[];
  /** Anybody who sends a request can name any server: there is no end to the keys. */
  readonly isFreeInput: boolean;
  /** The expression calls `createHash`, of the runtime. */
  readonly isDigested: boolean;
}

/** Functions that try out whether a server can be reached. */
const PROBING = /test|probe|ping|check|health|verify|validate|try/i;

const CONVERTING = new Set(['String', 'Number', 'parseInt', 'parseFloat', 'encodeURIComponent']);
const CONVERTING_METHODS = new Set(['toString', 'toLowerCase', 'toUpperCase', 'trim', 'replace', 'replaceAll', 'slice', 'padStart']);

const MAX_DEPTH = 12;

interface Part {
  readonly text: string;
  readonly name: string;
  readonly option: string | undefined;
  readonly type: CacheKey['type'];
}

/** Where a value is used: names of the options around it, and whether only its text matters. */
interface Use {
  readonly options: readonly string[];
  readonly isText: boolean;
}

/** The key for the clients that an expression makes. */
export function cacheKeyOf(task: EditTask, made: Node): CacheKey | undefined {
  const search = new KeySearch(task);
  if (!search.take(made, { options: [], isText: false })) return undefined;
  const [first, ...others] = search.parts;
  if (!first) return undefined;
  const parts = [first, ...others];
  const text = others.length === 0 ? first.text : `JSON.stringify([${parts.map((part) => part.text).join(', ')}])`;
  return {
    text, type: others.length === 0 ? first.type : 'string', names: parts.map(({ name }) => name), isFreeInput: isFreeInput(task, parts),
    isDigested: search.isDigested,
  };
}

class KeySearch {
  readonly parts: Part[] = [];
  isDigested = false;
  readonly #task: EditTask;
  #depth = 0;

  constructor(task: EditTask) {
    this.#task = task;
  }

  /** Whether everything that `expression` depends on is constant or can be a part of the key. */
  take(expression: Node, use: Use): boolean {
    if (++this.#depth > MAX_DEPTH) return false;
    const isTaken = requirementsOf(this.#task, [expression], []) !== undefined || this.#dependent(unwrap(expression), use);
    this.#depth--;
    return isTaken;
  }

  #dependent(node: Node, use: Use): boolean {
    const all = (nodes: readonly (Node | null)[], inner: Use = use): boolean => nodes.every((one) => one === null || this.take(one, inner));
    switch (node.type) {
      case 'Identifier':
        return this.#identifier(node, use);
      case 'MemberExpression':
        return this.#member(node, use);
      case 'ObjectExpression':
        return node.properties.every((property) => this.take(property, use) || this.#namedSecret(node.properties, property));
      case 'ArrayExpression':
        return all(node.elements);
      case 'Property': {
        const name = propertyName(node);
        return (!node.computed || this.take(node.key, use)) && this.take(node.value, name === undefined ? use
          : { ...use, options: [...use.options, name] });
      }
      case 'SpreadElement':
        return this.take(node.argument, use);
      case 'TemplateLiteral':
        return all(node.expressions, { ...use, isText: true });
      case 'BinaryExpression':
        return all([node.left, node.right], { ...use, isText: true });
      case 'LogicalExpression':
        return all([node.left, node.right]);
      case 'ConditionalExpression':
        return all([node.test, node.consequent, node.alternate]);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node, use);
      default:
        return false;
    }
  }

  #identifier(node: TSESTree.Identifier, use: Use): boolean {
    const { source } = this.#task;
    const variable = source.file.variableOf(node);
    const definition = variable?.defs[0];
    if (!variable || variable.defs.length !== 1 || !definition || isModuleScope(variable.scope)) return false;
    const lookedUp = lookUpOf(variable);
    if (lookedUp && this.#lookedUp(lookedUp)) return true;
    const type = scalarType(variable, []);
    if (type || use.isText || isScalarName(node.name, use)) return this.#part(node, variable, node.name, type, use);
    // What it was made of: `const options = { ...defaults, region }`.
    const declarator = definition.type === 'Variable' ? definition.node : undefined;
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
    const { init } = declarator;
    if (!init || definition.parent?.type !== 'VariableDeclaration' || /using/.test(definition.parent.kind)) return false;
    if (isReassigned(variable)) return false;
    if (variable.references.some(({ identifier }) => isMemberWritten(identifier) || isMethodReceiver(identifier))) return false;
    // What is waited for is of the moment: a renewed password, another tenant's settings.
    if ([...nodesIn(source, init, false)].some(({ type }) => type === 'AwaitExpression')) return false;
    // Another variable's members would not be seen when they change.
    return /^(?:Object|Conditional|Logical|Call|New)Expression$|^TemplateLiteral$/.test(unwrap(init).type) && this.take(init, use);
  }

  /** `configs[tenant].host`, with `configs` of the module: what is looked up by is the key to all that is found. */
  #lookedUp(node: TSESTree.MemberExpression): boolean {
    const keys: Node[] = [];
    let root: Node = node;
    while (root.type === 'MemberExpression') {
      if (root.computed && literalText(root.property) === undefined) keys.push(root.property);
      else if (propertyName(root) === undefined) return false;
      root = unwrap(root.object);
    }
    return root.type === 'Identifier' && keys.length > 0 && requirementsOf(this.#task, [root], []) !== undefined
      && keys.every((key) => key.type === 'Identifier' && this.take(key, { options: [], isText: true }));
  }

  /** `req.params.region`, `this.region`, `req.headers['x-region']`. */
  #member(node: TSESTree.MemberExpression, use: Use): boolean {
    if (this.#lookedUp(node)) return true;
    const path: string[] = [];
    let root: Node = node;
    while (root.type === 'MemberExpression') {
      const name = propertyName(root);
      if (name === undefined || (root.computed && literalText(root.property) === undefined)) return false;
      path.unshift(name);
      root = unwrap(root.object);
    }
    const name = path.at(-1)!;
    if (root.type === 'ThisExpression') {
      return (use.isText || isScalarName(name, use)) && this.#part(node, undefined, name, undefined, use);
    }
    const variable = root.type === 'Identifier' ? this.#task.source.file.variableOf(root) : undefined;
    if (!variable || variable.defs.length !== 1) return false;
    const type = scalarType(variable, path);
    return (type !== undefined || use.isText || isScalarName(name, use)) && this.#part(node, variable, name, type, use);
  }

  #call(node: TSESTree.CallExpression | TSESTree.NewExpression, use: Use): boolean {
    if (node !== this.#task.shape.construction && isMomentary(node)) return false;
    const callee = unwrap(node.callee);
    const inner: Use = callee.type === 'Identifier' && CONVERTING.has(callee.name) ? { ...use, isText: true } : { ...use, isText: false };
    const isTaken = (argument: Node): boolean => (
      this.take(argument, inner) || (node === this.#task.shape.construction && this.#namedSecret(node.arguments, argument)));
    if (!node.arguments.every(isTaken)) return false;
    if (node === this.#task.shape.construction || requirementsOf(this.#task, [callee], [])) return true;
    if (callee.type !== 'MemberExpression') return false;
    const method = propertyName(callee);
    // A method that gives the client back, or a text's.
    const isOnClient = isInside(this.#task.shape.construction, callee.object);
    return method !== undefined && (isOnClient || CONVERTING_METHODS.has(method))
      && this.take(callee.object, isOnClient ? use : { ...use, isText: true });
  }

  /**
   * `{ accessKeyId, secretAccessKey }`, `(accountSid, authToken)`: a secret that has a name is no key of the moment, which a token
   * beside it would be. Whoever has another secret, or a new one, gets another client, so a digest of it is a part of the key: the key
   * is kept, and the secret is not.
   */
  #namedSecret(parts: readonly Node[], part: Node): boolean {
    const name = nameOfGiven(part);
    const isNamed = parts.length === 2 && parts.some((one) => keyNames.test(nameOfGiven(one)));
    if (part.type === 'SpreadElement' || !isNamed || !namedSecrets.test(name)) return false;
    const value = part.type === 'Property' ? part.value : part;
    const root = rootOfRead(value);
    const variable = root?.type === 'Identifier' ? this.#task.source.file.variableOf(root) : undefined;
    if (!root || (root.type === 'Identifier' && variable?.defs.length !== 1) || !this.#isThere(value, variable)) return false;
    this.isDigested = true;
    const text = `createHash('sha256').update(String(${this.#task.source.file.textOf(value)})).digest('hex')`;
    this.parts.push({ text, name, option: name, type: 'string' });
    return true;
  }

  /** What is assigned above is the same in the key and in the client. TypeScript forgets what it knew of it in a function. */
  #changesBehind(variable: Variable): boolean {
    const { shape: { construction }, style } = this.#task;
    const owner = enclosingFunction(construction);
    return isReassigned(variable) && (style.isTypeScript || variable.defs[0]?.type !== 'Variable' || variable.references.some((one) => (
      one.isWrite() && (enclosingFunction(one.identifier) !== owner || one.identifier.range[0] > construction.range[0]))));
  }

  #part(node: Node, variable: Variable | undefined, name: string, type: Part['type'] | undefined, use: Use): boolean {
    if (!isKeyName(name, use) && [name, ...use.options].some((one) => secretNames.test(one))) return false;
    if (!this.#isThere(node, variable)) return false;
    const text = this.#task.source.file.textOf(node);
    const isKnown = this.parts.some((part) => part.text === text);
    if (!isKnown) this.parts.push({ text, name, option: use.options.at(-1), type: type ?? 'unknown' });
    return true;
  }

  /** It means the same where the key is. */
  #isThere(node: Node, variable: Variable | undefined): boolean {
    const { source, shape: { construction } } = this.#task;
    if (variable && (this.#changesBehind(variable) || !isSame(source.code.getScope(construction), variable))) return false;
    if (!variable && enclosingFunction(node) !== enclosingFunction(construction)) return false;
    return source.code.getCommentsInside(node).length === 0;
  }
}

/** What an option is called, or an argument: `secretAccessKey: …`, `account.authToken`. */
function nameOfGiven(part: Node): string {
  if (part.type === 'Property') return propertyName(part) ?? '';
  const value = unwrap(part);
  return value.type === 'Identifier' ? value.name : value.type === 'MemberExpression' ? propertyName(value) ?? '' : '';
}

/** What `config.secretAccessKey || ''` reads from, where nothing is called for it. */
function rootOfRead(given: Node): TSESTree.Identifier | TSESTree.ThisExpression | undefined {
  let value = unwrap(given);
  if (value.type === 'LogicalExpression') value = unwrap(value.left);
  while (value.type === 'MemberExpression' && !value.computed) value = unwrap(value.object);
  return value.type === 'Identifier' || value.type === 'ThisExpression' ? value : undefined;
}

/** `const { host, password } = configs[tenant];` */
function lookUpOf({ defs, references }: Variable): TSESTree.MemberExpression | undefined {
  const node = defs[0]?.type === 'Variable' ? defs[0].node : undefined;
  const value = node?.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init ? unwrap(node.init) : undefined;
  const isKept = references.every((reference) => (!reference.isWrite() || reference.init === true)
    && !isMemberWritten(reference.identifier) && !isMethodReceiver(reference.identifier));
  return value?.type === 'MemberExpression' && isKept ? value : undefined;
}

/** `accessKeyId: params.accessKey`: the option says what it is, unless its own name says more. */
function isKeyName(name: string, { options }: Use): boolean {
  const option = options.at(-1);
  return option === undefined ? keyNames.test(name) : keyNames.test(option) && !/secret|token|pass/i.test(name);
}

function isScalarName(name: string, use: Use): boolean {
  const option = use.options.at(-1);
  return scalarNames.test(name) || (option !== undefined && scalarNames.test(option));
}

/** Whether a variable's name means it there. */
function isSame(from: Scope, variable: Variable): boolean {
  for (let scope: Scope | null = from; scope; scope = scope.upper) {
    const found = scope.set.get(variable.name);
    if (found) return found === variable;
  }
  return false;
}

function isFreeInput({ shape }: EditTask, parts: readonly Part[]): boolean {
  if (!parts.some(({ name, option }) => serverNames.test(name) || (option !== undefined && serverNames.test(option)))) return false;
  if (parts.some(({ text }) => /\b(?:body|query|searchParams)\b/.test(text))) return true;
  const fn = enclosingFunction(shape.construction);
  return fn !== undefined && isFunction(fn) && PROBING.test(functionName(fn) ?? '');
}
