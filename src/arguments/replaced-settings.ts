import { readingMethods, writingMethods } from '../catalog/conventions/methods.js';
import { isProcessEnvironment } from '../control/process-environment.js';
import { fieldWrites, isAccessOf } from '../resolve/class-members.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { member } from '../resolve/path.js';
import type { Path, Step } from '../resolve/path.js';
import { assignedValue, isEmptying, returnedExpressions } from '../resolve/values.js';
import { handRunReason } from '../serving/hand-run.js';
import {
  calledName, enclosingFunction, isFunction, isPropertyKey, literalText, propertyName, thisClass, unwrap,
} from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import { ownNodes } from '../syntax/walk.js';
import type { OriginEngine } from './argument-origin.js';
import { putInto } from './changes.js';
import { environmentSetsOf, maySetEnvironment } from './environment.js';
import { isOfStart } from './of-start.js';

/*
 * Does the program itself replace, while it serves, what a client is made of? A set-up page writes `process.env.DB_HOST`, a handler
 * reloads the settings: a client that is made once would stay with the old ones.
 * Input: expressions. Output: whether something that they read is given another value by code that may run more than once: a variable of
 * the environment, a variable of a module, a member of an object, a field, a file that is read each time. Invariant: `true` only where
 * such code is in sight. Blind spot: values that parameters bring, and tests that choose between values.
 */

export function isReplaced(engine: OriginEngine, file: FileModel, expressions: readonly Node[]): boolean {
  const search = new ReplacementSearch(engine);
  return expressions.some((expression) => search.isIn(file, expression, 0));
}

/** Names and calls that are followed one after the other: what settings come through in programs is a handful of them. */
const MAX_DEPTH = 10;

class ReplacementSearch {
  readonly #engine: OriginEngine;
  readonly #seen = new Set<Node | Variable>();

  constructor(engine: OriginEngine) {
    this.#engine = engine;
  }

  isIn(file: FileModel, expression: Node, depth: number): boolean {
    if (depth > MAX_DEPTH || this.#seen.has(expression)) return false;
    this.#seen.add(expression);
    // A function that is handed over reads what is there when it is called.
    return [...ownNodes(expression, file.tree.visitorKeys)].some((node) => this.#isReplaced(file, node, depth + 1));
  }

  #isReplaced(file: FileModel, node: Node, depth: number): boolean {
    switch (node.type) {
      case 'Identifier': {
        const { parent } = node;
        const isName = isPropertyKey(node) || (parent.type === 'MemberExpression' && parent.property === node && !parent.computed);
        const variable = isName ? undefined : file.variableOf(node);
        return variable !== undefined && this.#variable(file, variable, pathBehind(node), depth);
      }
      case 'MemberExpression':
        if (isProcessEnvironment(file, unwrap(node.object))) return this.#environment(file, propertyName(node));
        return unwrap(node.object).type === 'ThisExpression' && this.#field(file, node.object, propertyName(node));
      case 'CallExpression':
        return this.#call(file, node, depth);
      default:
        return false;
    }
  }

  #variable(file: FileModel, variable: Variable, path: Path, depth: number): boolean {
    const [definition] = variable.defs;
    if (!definition || depth > MAX_DEPTH) return false;
    if (definition.type === 'ImportBinding') return this.#imported(file, variable, path, depth);
    if (definition.type !== 'Variable') return false;
    if (variable.scope.block.type === 'Program') return this.#ofModule(file, variable, path);
    if (this.#seen.has(variable)) return false;
    this.#seen.add(variable);
    return variable.references.some(({ identifier }) => {
      const held = assignedValue(identifier);
      if (!held) return false;
      const [first] = held.path;
      if (first !== undefined && isProcessEnvironment(file, unwrap(held.expression))) return this.#environment(file, first.slice(1));
      return this.isIn(file, held.expression, depth);
    });
  }

  /** What a module keeps was made when it was loaded, so only what is written later counts. */
  #ofModule(file: FileModel, variable: Variable, path: Path): boolean {
    return variable.references.some((reference) => {
      const { identifier } = reference;
      const isWritten = reference.isWrite() && reference.init !== true && !isEmptied(identifier);
      return (isWritten || putInto(identifier, path).length > 0) && this.#isLater(file, identifier);
    });
  }

  #imported(file: FileModel, variable: Variable, path: Path, depth: number): boolean {
    const { program } = this.#engine;
    const record = file.imports.find((candidate) => candidate.variable === variable);
    const name = record?.kind === 'named' ? record.imported! : path[0]?.slice(1);
    const from = record && name !== undefined ? program.resolve(file, record.specifier, member(name)) : undefined;
    if (!record || !from || name === undefined) return false;
    return this.#exported(from, name, record.kind === 'named' ? path : path.slice(1), depth + 1);
  }

  #exported(file: FileModel, name: string, path: Path, depth: number): boolean {
    const { program } = this.#engine;
    const record = file.exports.get(name);
    if (depth > MAX_DEPTH || !record) return false;
    if (record.kind === 'from') {
      const from = record.imported === '*' ? undefined : program.resolve(file, record.specifier, member(record.imported));
      return from !== undefined && this.#exported(from, record.imported, path, depth + 1);
    }
    if (record.kind !== 'variable') return false;
    return this.#variable(file, record.variable, path, depth) || program.importersOf(file, name).some((importer) => (
      importer.records.some(({ kind, imported, variable }) => (
        variable !== undefined && kind === 'named' && imported === name && this.#ofModule(importer.file, variable, path)))));
  }

  #environment(reader: FileModel, name: string | undefined): boolean {
    if (name === undefined) return false;
    const files = this.#engine.program.filesWith(['env', name], maySetEnvironment(name)).filter((file) => file !== reader);
    return [reader, ...files].some((file) => environmentSetsOf(file, name).some((set) => this.#isLater(file, set)));
  }

  #field(file: FileModel, object: Node, name: string | undefined): boolean {
    const owner = thisClass(object);
    if (!owner || name === undefined) return false;
    const writes = fieldWrites(file, owner.node, name, owner.isStatic).filter((value) => !isEmptying(value));
    const changed = (file.members.get(name) ?? []).filter((access) => isAccessOf(file, access, owner.node, owner.isStatic)
      && putInto(access, pathBehind(access)).length > 0);
    return [...writes, ...changed].some((write) => !isInConstructorOrField(write) && this.#isLater(file, write));
  }

  #call(file: FileModel, call: CallNode, depth: number): boolean {
    const value = this.#engine.program.evaluator.evaluate(file, call.callee);
    if (value.kind !== 'local') return this.#fileRead(file, call);
    if (value.path.length > 0 || !isFunction(value.node) || this.#seen.has(value.node)) return false;
    this.#seen.add(value.node);
    return returnedExpressions(value.node, value.file.tree.visitorKeys).some((result) => this.isIn(value.file, result, depth));
  }

  /** A file that is read each time, and that the program writes. */
  #fileRead(reader: FileModel, call: CallNode): boolean {
    if (!readingMethods.test(calledName(call) ?? '')) return false;
    const name = lastTextOf(reader, call.arguments[0]);
    if (name === undefined) return false;
    const files = this.#engine.program.filesWith([name], (text) => writingMethods.test(text)).filter((file) => file !== reader);
    return [reader, ...files].some((file) => file.calls.some((other) => (
      writingMethods.test(calledName(other) ?? '') && lastTextOf(file, other.arguments[0]) === name && this.#isLater(file, other))));
  }

  #isLater(file: FileModel, node: Node): boolean {
    if (this.#engine.isTestFile(file) || isOfStart(this.#engine.reach, file, node)) return false;
    // It sets what is there in a process of its own.
    return handRunReason(this.#engine.program, file) === undefined;
  }
}

/** `.host` of `settings.host`: what is read of what a name stands for. */
function pathBehind(node: Node): Path {
  const path: Step[] = [];
  let access = node;
  while (access.parent?.type === 'MemberExpression' && access.parent.object === access) {
    const name = propertyName(access.parent);
    if (name === undefined) break;
    path.push(member(name));
    access = access.parent;
  }
  return path;
}

function isEmptied(identifier: Node): boolean {
  const held = assignedValue(identifier);
  return held !== undefined && isEmptying(held.expression);
}

function isInConstructorOrField(node: Node): boolean {
  const owner = enclosingFunction(node);
  return !isFunction(owner) || (owner.parent.type === 'MethodDefinition' && owner.parent.kind === 'constructor');
}

/** The last text in the path of a file, through the names of it: `config.json`. */
function lastTextOf(file: FileModel, path: Node | undefined, depth = 0): string | undefined {
  if (!path || depth > MAX_DEPTH) return undefined;
  const texts = [...ownNodes(path, file.tree.visitorKeys)].sort((a, b) => a.range[0] - b.range[0]).flatMap((node) => {
    const text = node.type === 'TemplateElement' ? node.value.cooked : literalText(node);
    if (text !== undefined && text !== null) return /[A-Za-z]\.?\w/.test(text) ? [text.split('/').at(-1)!] : [];
    const definition = node.type === 'Identifier' ? file.variableOf(node)?.defs[0]?.node : undefined;
    const named = definition?.type === 'VariableDeclarator' ? lastTextOf(file, definition.init ?? undefined, depth + 1) : undefined;
    return named ?? [];
  });
  return texts.at(-1);
}
