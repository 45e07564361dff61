import type { TSESTree } from '@typescript-eslint/utils';
import { packageGeneratedAs } from '../catalog/generated-modules.js';
import { isBoundFunction } from '../syntax/bound-function.js';
import { isClass, isFunction, propertyName, thisClass, unwrap } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { specifierText } from '../syntax/specifier-text.js';
import { findField } from './class-members.js';
import { collectionAround, heldIn } from './collection-elements.js';
import type { ModuleLinks } from './collection-elements.js';
import { abstractResult, declaredValue, stepIntoType, typeDeclaration, valueOfType } from './declared-types.js';
import type { TypeScope } from './declared-types.js';
import { WHOLE_MODULE, isExportsObject } from './file-model.js';
import type { FileModel, Variable } from './file-model.js';
import { assignedMembers, findElement, findOwnMethod, findProperty, laterProperties } from './object-members.js';
import { ANY_MEMBER, CALL, member } from './path.js';
import type { Path, Step } from './path.js';
import { UNKNOWN, isGlobalObject, isInstance, isNothing, isOpaque, valueForAll, valueOfChoice } from './value.js';
import type { Value } from './value.js';
import { assignedValue, isEmptying, returnedExpressions, settledWith, singleValueOf, writtenValues } from './values.js';
import type { HeldValue } from './values.js';
import { behindProxy, givenBack, requiredSpecifier, wrappedModule } from './wrapped-module.js';

/*
 * From an expression to what it means: an export of a package, a global, or something written in the project, followed through
 * imports, aliases, destructuring, single-write variables, fields, factories with one result, declared types and subclasses.
 * Output: a `Value`. Invariant: an answer other than `unknown` is what the program computes on every path, as far as types and
 * single assignments tell. Blind spot: values that are assigned more than once, and computed names.
 */

/** Nesting of look-ups after which an answer is given up: real aliases are a handful deep, and recursive definitions have no end. */
const MAX_DEPTH = 40;

export class Evaluator implements TypeScope {
  readonly #memo = new WeakMap<Node, Value>();
  readonly #links: ModuleLinks;
  #depth = 0;

  constructor(links: ModuleLinks) {
    this.#links = links;
  }

  /** What an expression of `file` means. */
  evaluate(file: FileModel, expression: Node): Value {
    const node = unwrap(expression);
    const known = this.#memo.get(node);
    if (known) return known;
    if (this.#depth > MAX_DEPTH) return UNKNOWN;
    // A definition that needs itself (`x = x ?? f(x)`) has no answer of its own.
    this.#memo.set(node, UNKNOWN);
    const value = this.#within(() => this.#compute(file, node));
    this.#memo.set(node, value);
    return value;
  }

  /** `value` followed by a path: members read, results of calls. */
  follow(value: Value, path: Path): Value {
    return path.reduce<Value>((current, step) => this.#step(current, step), value);
  }

  /** What a type annotation says of the values of a binding: `(pool: Pool)` holds what `new Pool()` gives. */
  ofType(file: FileModel, type: Node | undefined): Value {
    return this.#within(() => valueOfType(this, file, type));
  }

  /** What `file` exports under a path (`['.default']`, `['.a', '.b']`; an empty path is the module as `require()` gives it). */
  exported(file: FileModel, path: Path): Value {
    return this.#within(() => this.#exported(file, path));
  }

  /** One look-up deeper. */
  #within(look: () => Value): Value {
    if (this.#depth > MAX_DEPTH) return UNKNOWN;
    this.#depth++;
    const value = look();
    this.#depth--;
    return value;
  }

  #exported(file: FileModel, path: Path): Value {
    const whole = file.exports.get(WHOLE_MODULE);
    const [first, ...rest] = path;
    if (first === undefined || first === CALL) {
      if (whole) return this.follow(this.#exportRecord(file, WHOLE_MODULE), path);
      if (first === undefined) return { kind: 'local', file, node: file.tree.ast, path: [] };
      return file.exports.has('default') ? this.follow(this.#exportRecord(file, 'default'), path) : UNKNOWN;
    }
    const name = first.slice(1);
    if (file.exports.has(name)) return this.follow(this.#exportRecord(file, name), rest);
    // `import x from` a CommonJS module gives `module.exports` itself.
    if (name === 'default' && !whole && file.isCommonJs) return this.#exported(file, rest);
    if (whole) return this.follow(this.#exportRecord(file, WHOLE_MODULE), name === 'default' ? rest : path);
    for (const specifier of file.starExports) {
      const value = this.imported(file, specifier, path);
      if (value.kind !== 'unknown') return value;
    }
    return UNKNOWN;
  }

  #exportRecord(file: FileModel, name: string): Value {
    const record = file.exports.get(name);
    switch (record?.kind) {
      case 'local':
        return this.evaluate(file, record.node);
      case 'variable':
        return this.ofVariable(file, record.variable);
      case 'from':
        return this.imported(file, record.specifier, record.imported === '*' ? [] : [member(record.imported)]);
      default:
        return UNKNOWN;
    }
  }

  /** What a module exports under a path, seen from a file that imports it. */
  imported(file: FileModel, specifier: string, path: Path): Value {
    const target = this.#links.resolve(file, specifier, path[0]);
    if (target) return this.exported(target, path);
    return { kind: 'package', specifier: packageGeneratedAs(specifier, path[0]?.slice(1), true) ?? specifier, path };
  }

  #compute(file: FileModel, node: Node): Value {
    switch (node.type) {
      case 'Identifier': {
        const variable = file.variableOf(node);
        return variable ? this.ofVariable(file, variable) : { kind: 'global', path: [member(node.name)] };
      }
      case 'ThisExpression': {
        const owner = thisClass(node);
        if (!owner) return UNKNOWN;
        return { kind: 'local', file, node: owner.node, path: owner.isStatic ? [] : [CALL] };
      }
      case 'Super': {
        // `super(…)`, `super.close()` of a class of the project. What a package's does with its arguments nobody knows.
        const owner = thisClass(node);
        const base = owner?.node.superClass && this.evaluate(file, owner.node.superClass);
        return base?.kind === 'local' ? this.follow(base, node.parent.type === 'CallExpression' || owner?.isStatic ? [] : [CALL]) : UNKNOWN;
      }
      case 'MemberExpression': {
        if (isExportsObject(node.object, file)) {
          const name = propertyName(node);
          return name === undefined ? UNKNOWN : this.exported(file, [member(name)]);
        }
        const name = propertyName(node);
        const method = name === undefined ? undefined : findOwnMethod(node, name);
        if (method) return { kind: 'local', file, node: method, path: [] };
        const object = this.evaluate(file, node.object);
        // A member chosen at run time is still one of the package's (`new proto[name](…)`).
        if (name === undefined) return object.kind === 'package' ? this.#step(object, ANY_MEMBER) : this.#element(file, node) ?? UNKNOWN;
        if (name === 'constructor' && isInstance(object)) return { ...object, path: [] };
        const isOfGlobal = (holder: Node): boolean => isGlobalObject(this.evaluate(file, holder));
        const meant = (isGlobalObject(object) && this.#common(file, assignedMembers(file, name, isOfGlobal)))
          || this.#step(object, member(name));
        return meant.kind !== 'package' && /^\d+$/.test(name) ? this.#element(file, node) ?? meant : meant;
      }
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(file, node);
      case 'ImportExpression': {
        const specifier = specifierText(node.source);
        return specifier === undefined ? UNKNOWN : this.imported(file, specifier, []);
      }
      case 'LogicalExpression': {
        // `globalThis.x ?? new X()`: the side that is written here tells what it is.
        const right = this.evaluate(file, node.right);
        return node.operator === '&&' || right.kind !== 'unknown' ? right : this.evaluate(file, node.left);
      }
      case 'ConditionalExpression':
        return valueOfChoice(file, node, this.evaluate(file, node.consequent), this.evaluate(file, node.alternate));
      case 'AssignmentExpression':
        return ['=', '??=', '||='].includes(node.operator) ? this.evaluate(file, node.right) : UNKNOWN;
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
      case 'ClassDeclaration':
      case 'ClassExpression':
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ObjectExpression':
      case 'ArrayExpression':
      case 'Literal':
      case 'TemplateLiteral':
        return { kind: 'local', file, node, path: [] };
      default:
        return UNKNOWN;
    }
  }

  #call(file: FileModel, node: TSESTree.CallExpression | TSESTree.NewExpression): Value {
    const { callee, arguments: [argument] } = node;
    if (file.isLoader(callee)) {
      const specifier = specifierText(argument);
      return specifier === undefined ? UNKNOWN : this.imported(file, specifier, []);
    }
    const wrapped = wrappedModule(node);
    if (wrapped) {
      // As `import * as` gives it: what a module exports as a whole is its default.
      const specifier = requiredSpecifier(file, wrapped);
      const target = specifier === undefined ? undefined : this.#links.resolve(file, specifier, undefined);
      return target ? { kind: 'local', file: target, node: target.tree.ast, path: [] } : this.evaluate(file, wrapped);
    }
    const behind = behindProxy(file, node);
    if (behind) return this.evaluate(file, behind);
    const settled = this.#common(file, settledWith(file, node));
    if (settled) return settled;
    // `promisify(f)`, `Object.freeze(x)`, `Promise.all([x, y])`, `f.bind(o)`: the same value in another coat.
    const target = unwrap(callee);
    if (target.type === 'MemberExpression') {
      const name = propertyName(target);
      const holder = unwrap(target.object);
      const isGlobalHolder = holder.type === 'Identifier' && !file.variableOf(holder);
      if (isGlobalHolder && argument && ['Object.freeze', 'Promise.resolve', 'Promise.all'].includes(`${holder.name}.${name}`)) {
        return this.evaluate(file, argument);
      }
      if (name === 'bind' && isBoundFunction(node)) return this.evaluate(file, target.object);
      if (name === 'catch' || name === 'finally') return this.evaluate(file, target.object);
    }
    const element = this.#element(file, node);
    if (element) return element;
    const called = this.evaluate(file, callee);
    return (argument && givenBack(called, () => this.evaluate(file, argument))) ?? this.#step(called, CALL);
  }

  /** `pools.get(key)`, `pools[key]`: what everything is that is put into it where it is declared, or what it is declared to hold. */
  #element(file: FileModel, node: Node): Value | undefined {
    const held = heldIn(this.#links, file, node);
    const common = held?.elements.length ? this.#common(held.file, held.elements) : undefined;
    const declared = held && !common ? this.ofType(held.file, held.type) : undefined;
    return declared?.kind === 'package' ? declared : common;
  }

  /** What all of several expressions mean, without those that only look it up again. */
  #common(file: FileModel, held: readonly HeldValue[]): Value | undefined {
    const made = held.filter(({ expression }) => !isEmptying(expression) && !collectionAround(unwrap(expression)));
    const values = made.map(({ expression, path }) => this.follow(this.evaluate(file, expression), path));
    const common = valueForAll(values);
    return common && !isOpaque(common) ? common : undefined;
  }

  /** What a variable holds: its only value, its declared type, or what it destructures. */
  ofVariable(file: FileModel, variable: Variable): Value {
    return this.#within(() => this.#variable(file, variable));
  }

  #variable(file: FileModel, variable: Variable): Value {
    // Of a function with several signatures, the last has the body.
    const definition = variable.defs.find(({ type, node }) => type === 'FunctionName' && isFunction(node)) ?? variable.defs[0];
    if (!definition) return { kind: 'global', path: [member(variable.name)] };
    const { node } = definition;
    if (definition.type === 'ImportBinding') return this.#importBinding(file, variable);
    if (isFunction(node) && definition.type === 'FunctionName') return { kind: 'local', file, node, path: [] };
    if (isClass(node)) return { kind: 'local', file, node, path: [] };
    const isUntouched = definition.type === 'Parameter' && !variable.references.some((reference) => reference.isWrite());
    const held = isUntouched ? assignedValue(definition.name) : singleValueOf(variable);
    if (held) {
      const value = this.follow(this.evaluate(file, held.expression), held.path);
      if (value.kind !== 'unknown' && !isOpaque(value)) return value;
    }
    const { values, isComplete } = writtenValues(variable);
    // `let pool = pools.get(key); if (!pool) pool = createPool();`
    const common = isComplete && values.length > 1 ? this.#common(file, values) : undefined;
    if (common) return common;
    const type = typeDeclaration(variable);
    if (type) return { kind: 'local', file, node: type, path: [] };
    const identifier = definition.name as TSESTree.Identifier;
    const declared = declaredValue(this, file, identifier);
    if (declared.kind !== 'unknown') return declared;
    return definition.type === 'Parameter' ? { kind: 'local', file, node: identifier, path: [] } : UNKNOWN;
  }

  #importBinding(file: FileModel, variable: Variable): Value {
    const record = file.imports.find((candidate) => candidate.variable === variable);
    if (!record) return UNKNOWN;
    return this.imported(file, record.specifier, record.kind === 'named' ? [member(record.imported!)] : []);
  }

  #step(value: Value, step: Step): Value {
    switch (value.kind) {
      case 'package':
        return { ...value, path: [...value.path, step] };
      case 'global':
        // `globalThis.x` and `global.x` are `x`.
        return { kind: 'global', path: [...isGlobalObject(value) ? [] : value.path, step] };
      case 'local':
        return this.#stepLocal(value, step);
      case 'unknown':
        return UNKNOWN;
    }
  }

  #stepLocal(value: Extract<Value, { kind: 'local' }>, step: Step): Value {
    const { file, node, path } = value;
    const beyond: Value = { ...value, path: [...path, step] };
    if (node.type.startsWith('TS')) return this.#within(() => stepIntoType(this, value, step) ?? beyond);
    if (path.length > 0) {
      const isInstance = isClass(node) && path.length === 1 && path[0] === CALL;
      if (step === CALL) return abstractResult(this, value, step) ?? beyond;
      return (isInstance ? this.#classMember(file, node, step.slice(1), false) : undefined) ?? beyond;
    }
    // The namespace of a file: its members are the exports.
    if (node.type === 'Program') return step === CALL ? this.exported(file, [CALL]) : this.exported(file, [step]);
    if (isClass(node)) {
      if (step === CALL) return this.#instanceOf(file, node) ?? beyond;
      return this.#classMember(file, node, step.slice(1), true) ?? beyond;
    }
    if (isFunction(node)) return step === CALL ? this.#resultOf(file, node, beyond) : beyond;
    if (node.type === 'ArrayExpression' && step !== CALL) {
      const element = findElement(node, step.slice(1));
      return element ? this.evaluate(file, element) : beyond;
    }
    if (node.type === 'ObjectExpression' && step !== CALL) {
      const property = findProperty(node, step.slice(1));
      return property ? this.evaluate(file, property) : this.#common(file, laterProperties(file, node, step.slice(1))) ?? beyond;
    }
    return beyond;
  }

  /** An instance of a class that inherits from a package's class is, for the catalog, an instance of that one. */
  #instanceOf(file: FileModel, node: ClassNode): Value | undefined {
    if (!node.superClass) return undefined;
    const base = this.evaluate(file, node.superClass);
    return base.kind === 'package' ? this.follow(base, [CALL]) : undefined;
  }

  #classMember(file: FileModel, node: ClassNode, name: string, isStatic: boolean): Value | undefined {
    const found = findField(file, node, name, isStatic);
    const value = found?.getter ? this.#resultOf(file, found.getter, UNKNOWN) : found?.value ? this.evaluate(file, found.value)
      : this.#common(file, (found?.values ?? []).map((expression) => ({ expression, path: [] })));
    if (value && value.kind !== 'unknown' && !isOpaque(value)) return value;
    if (found?.type) {
      const declared = this.ofType(file, found.type);
      if (declared.kind !== 'unknown') return declared;
    }
    if (found || !node.superClass) return undefined;
    const { superClass } = node;
    // Classes that extend one another in a circle have no such member.
    return this.#within(() => this.follow(this.evaluate(file, superClass), isStatic ? [member(name)] : [CALL, member(name)]));
  }

  /** What a call of a function gives, if all its results are the same thing or only one is known. */
  #resultOf(file: FileModel, node: FunctionNode, beyond: Value): Value {
    const results = returnedExpressions(node, file.tree.visitorKeys)
      .filter((expression) => !isNothing(expression))
      .map((expression) => this.evaluate(file, expression));
    const common = valueForAll(results);
    // `pools.get(key)`, `JSON.parse(text)`: of what a global gives the declared type tells more.
    if (common && common.kind !== 'global') return common;
    const declared = this.ofType(file, node.returnType);
    return declared.kind === 'unknown' ? common ?? beyond : declared;
  }
}
