import type { TSESTree } from '@typescript-eslint/utils';
import { releaseLikeMethods } from '../catalog/conventions/methods.js';
import { WHOLE_MODULE, isExportsObject } from '../resolve/file-model.js';
import { writtenValues } from '../resolve/values.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import { ANY_MEMBER, CALL, isElement, isMember, member, stepsMatch } from '../resolve/path.js';
import type { Path, Step } from '../resolve/path.js';
import { isGlobalObject } from '../resolve/value.js';
import { isInside } from '../syntax/is-inside.js';
import {
  declaredNameOf, enclosingFunction, isClass, isFunction, isWritten, outermost, propertyName, thisClass, unwrap,
} from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import { isFresh } from './is-fresh.js';
import { GETTER } from './spots.js';
import { flowOutOfLoaded } from './registries.js';
import type { StepBuilder } from './step-builder.js';

/** How a value gets into names: patterns, members of objects, and the exports of its file. */

/** The parameter that a binding is declared by, with its default, where it is a field as well: `constructor(private shop = new Shop())`. */
export function declaredParameter(binding: Node): Node {
  const parameter = binding.parent?.type === 'AssignmentPattern' && binding.parent.left === binding ? binding.parent : binding;
  return parameter.parent?.type === 'TSParameterProperty' ? parameter.parent : binding;
}

/** A binding pattern receives the value. */
export function flowIntoPattern(step: StepBuilder, pattern: Node, path: Path): void {
  switch (pattern.type) {
    case 'Identifier': {
      const variable = step.file.variableOf(pattern);
      // `const { client } = service`: the getter runs here, and the name stands for what it gave then.
      if (path[0] === GETTER) step.lose(pattern);
      else if (variable) step.variable(variable, path, pattern);
      else step.landings.push({ kind: 'stored', file: step.file, node: pattern, path });
      return;
    }
    case 'TSParameterProperty': {
      flowIntoPattern(step, pattern.parameter, path);
      const target = pattern.parameter.type === 'AssignmentPattern' ? pattern.parameter.left : pattern.parameter;
      const owner = pattern.parent.parent.parent?.parent;
      if (target.type === 'Identifier' && isClass(owner)) step.field(owner, false, [member(target.name), ...path], pattern);
      return;
    }
    case 'AssignmentPattern':
      return flowIntoPattern(step, pattern.left, path);
    case 'ObjectPattern': {
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') flowIntoPattern(step, property.argument, path);
        else {
          const name = propertyName(property);
          if (path.length === 0 && name !== undefined) step.landings.push({ kind: 'taken', file: step.file, node: property, name });
          const [first, ...rest] = path;
          if (first !== undefined && name !== undefined && stepsMatch(member(name), first)) flowIntoPattern(step, property.value, rest);
        }
      }
      return;
    }
    case 'ArrayPattern':
      for (const [index, element] of pattern.elements.entries()) {
        if (element?.type === 'RestElement') {
          const isBehind = isElement(path[0]) && (path[0] === ANY_MEMBER || Number(path[0].slice(1)) >= index);
          if (isBehind) flowIntoPattern(step, element.argument, [ANY_MEMBER, ...path.slice(1)]);
        } else if (element && path.length > 0 && stepsMatch(member(String(index)), path[0]!)) flowIntoPattern(step, element, path.slice(1));
      }
      return;
    case 'RestElement':
      return;
    case 'MemberExpression':
      return flowIntoMember(step, pattern, path);
    default:
      return;
  }
}

/** `target.name = value`; with `named`, what happens to the value of that expression: `named.push(value)`. */
export function flowIntoMember(step: StepBuilder, target: TSESTree.MemberExpression, path: Path, named: Node = target): void {
  if (named !== target) return flowIntoObject(step, named, target, path, new Set());
  const name = propertyName(target);
  const isModule = target.object.type === 'Identifier' && target.object.name === 'module' && !step.file.variableOf(target.object);
  if (isModule && name === 'exports') {
    return flowOutOfFile(step, WHOLE_MODULE, path);
  }
  if (isExportsObject(target.object, step.file)) return flowOutOfFile(step, name ?? '*', path);
  flowIntoObject(step, target, target, path, new Set());
}

/** Into what an expression names, seen from `target`, the member that is assigned to. */
function flowIntoObject(
  step: StepBuilder, named: Node, target: Node, path: Path, seen: Set<Variable>,
): void {
  const { root, steps } = holderOf(named);
  const object = named === target && target.type === 'MemberExpression' ? unwrap(target.object) : named;
  if (!step.boundary) step.holders.push({ file: step.file, object });
  if (root.type === 'ThisExpression') {
    const owner = thisClass(root);
    const maker = owner ? undefined : constructorFunction(step, root, steps);
    if (maker) return flowOutOfConstructor(step, maker, [...steps, ...path]);
    // `this.constructor.client = …` is a member of the class.
    const isOfClass = owner?.isStatic === false && steps[0] === member('constructor');
    if (owner && isOfClass) step.field(owner.node, true, [...steps.slice(1), ...path], target);
    else if (owner) step.field(owner.node, owner.isStatic, [...steps, ...path], target);
    // `const self = this;` of a function around the boundary: what that variable stands for is asked where it is declared.
    else if (!step.boundary || isInside(root, step.boundary)) step.lose(target);
    return;
  }
  const variable = root.type === 'Identifier' ? step.file.variableOf(root) : undefined;
  const definition = variable?.defs[0];
  if (definition?.type === 'ClassName' && isClass(definition.node)) {
    // Its name inside the class and its name outside are two variables.
    if (step.boundary) step.field(definition.node, true, [...steps, ...path], target);
    else step.go(definition.node, [...steps, ...path]);
    return;
  }
  if (variable && definition?.type !== 'Parameter') {
    step.variable(variable, [...steps, ...path], target);
    // An imported object lives on elsewhere.
    if (definition?.type === 'ImportBinding') step.landings.push({ kind: 'stored', file: step.file, node: target, path });
    else if (step.boundary && definition?.type === 'Variable' && !seen.has(variable)) {
      flowIntoHeld(step, variable, target, [...steps, ...path], seen.add(variable));
    }
    return;
  }
  if (definition?.type === 'Parameter' && step.intoResult(definition.node, definition.name, [...steps, ...path])) return;
  if (!step.boundary && !variable && steps.length === 1) flowOutOfGlobal(step, target, root, steps[0]!.slice(1), path);
  const put = named === target ? {} : { put: target };
  step.landings.push({ kind: 'stored', file: step.file, node: named === target ? target : root, path, ...put });
}

/** `function Store() { this.client = value; }`: whoever constructs the object has the value in it. */
function flowOutOfConstructor(step: StepBuilder, maker: FunctionNode, path: Path): void {
  step.landings.push({ kind: 'returned', file: step.file, function: maker, path });
  if (maker !== step.boundary) step.results(maker, path);
}

/**
 * The function with a name for a class that `new` runs, and whose object `this` is. Of what a method of the file may end by that member,
 * nothing is known: methods that are assigned to the prototype are not looked into.
 */
function constructorFunction(step: StepBuilder, self: TSESTree.ThisExpression, [first, ...others]: Path): FunctionNode | undefined {
  let fn = enclosingFunction(self);
  while (fn?.type === 'ArrowFunctionExpression') fn = enclosingFunction(fn);
  if (!isFunction(fn) || others.length > 0 || !isMember(first) || (step.boundary && fn !== step.boundary)) return undefined;
  const name = declaredNameOf(fn)?.name ?? (fn.type === 'FunctionExpression' ? fn.id?.name : undefined);
  const isEnded = step.file.members.get(first.slice(1))?.some((access) => {
    const outer = outermost(access).parent;
    if (outer?.type === 'MemberExpression') return releaseLikeMethods.test(propertyName(outer) ?? '');
    // `const connection = this.connection`: whatever it is taken for.
    return access.object.type === 'ThisExpression' && !isWritten(access);
  });
  return name !== undefined && /^[A-Z]/.test(name) && !isEnded ? fn : undefined;
}

/** `globalThis.store = value; return globalThis.store;`: what the file reads of the global object under the name. */
function flowOutOfGlobal(step: StepBuilder, target: Node, root: Node, name: string, path: Path): void {
  const { evaluator } = step.program;
  if (!isGlobalObject(evaluator.evaluate(step.file, root))) return;
  for (const access of step.file.members.get(name) ?? []) {
    if (access !== target && isGlobalObject(evaluator.evaluate(step.file, access.object))) step.use(access, path);
  }
}

/** A method took the value in of what a variable or a field stands for: `list.push(value)`. */
export function flowIntoHolder(step: StepBuilder, holder: Node, path: Path): void {
  flowIntoPattern(step, holder, path);
  const variable = holder.type === 'Identifier' ? step.file.variableOf(holder) : undefined;
  if (variable?.defs[0]?.type === 'Variable' && isInside(variable.identifiers[0]!, step.boundary!)) {
    flowIntoHeld(step, variable, holder, path, new Set([variable]));
  }
}

/** `const locals = res.locals; locals.client = …`: what a name stands for may be an object that others have as well. */
function flowIntoHeld(step: StepBuilder, variable: Variable, target: Node, path: Path, seen: Set<Variable>): void {
  const { values, isComplete } = writtenValues(variable);
  if (!isComplete) step.landings.push({ kind: 'stored', file: step.file, node: target, path });
  for (const value of values) flowIntoValue(step, value.expression, target, [...value.path, ...path], seen);
}

function flowIntoValue(step: StepBuilder, value: Node, target: Node, path: Path, seen: Set<Variable>): void {
  const expression = unwrap(value);
  switch (expression.type) {
    case 'Identifier':
    case 'MemberExpression':
    case 'ThisExpression':
      return flowIntoObject(step, expression, target, path, seen);
    case 'LogicalExpression':
      if (expression.operator !== '&&') flowIntoValue(step, expression.left, target, path, seen);
      return flowIntoValue(step, expression.right, target, path, seen);
    case 'ConditionalExpression':
      flowIntoValue(step, expression.consequent, target, path, seen);
      return flowIntoValue(step, expression.alternate, target, path, seen);
    case 'AssignmentExpression':
      flowIntoValue(step, expression.left, target, path, seen);
      return flowIntoValue(step, expression.right, target, path, seen);
    default:
      if (!isFresh(step.program, step.file, expression)) step.landings.push({ kind: 'stored', file: step.file, node: target, path });
  }
}

/**
 * The object that `a.b.c = value` changes in the end, and the steps from there to the value. `A.prototype.m` is a member of the instances.
 */
function holderOf(target: Node): { readonly root: Node; readonly steps: Path } {
  const steps: Step[] = [];
  let root: Node = target;
  while (root.type === 'MemberExpression') {
    const name = propertyName(root);
    steps.unshift(name === 'prototype' ? CALL : name === undefined ? ANY_MEMBER : member(name));
    root = unwrap(root.object);
  }
  return { root, steps };
}

/** The file hands the value out under a name. */
export function flowOutOfFile(step: StepBuilder, name: string, path: Path): void {
  step.landings.push({ kind: 'exported', file: step.file, name, path });
  if (step.boundary || !step.isNew(step.file, path, step.file.tree.ast, name)) return;
  // The module's own functions reach it that way too: `exports.find(…)`, `const self = module.exports`.
  for (const object of step.file.exportsObjects) {
    if (name !== WHOLE_MODULE) step.use(object, [member(name), ...path]);
    else if (object.type === 'MemberExpression') step.use(object, path);
  }
  if (name === WHOLE_MODULE) flowOutOfLoaded(step, path);
  for (const importer of step.program.importersOf(step.file, name)) {
    const there = step.at(importer.file);
    for (const record of importer.records) {
      const inside = importedPath(step.file, record.kind === 'named' ? record.imported! : undefined, name, path);
      if (!inside) continue;
      if (inside[0] === GETTER) there.lose(record.node);
      else if (record.variable) there.variable(record.variable, inside);
      else there.use(record.node, [...record.within ?? [], ...inside]);
    }
    for (const { imported, exported } of importer.reexports) {
      const inside = importedPath(step.file, imported === '*' ? undefined : imported, name, path);
      if (inside) flowOutOfFile(there, exported, inside);
    }
    if (name !== 'default' && importer.passesOnAll) flowOutOfFile(there, name, path);
    step.onward.push(...there.onward);
    step.landings.push(...there.landings);
    step.holders.push(...there.holders);
    step.work += there.work;
  }
}

/** The path from an import (of `imported`, or of the whole namespace) to what `file` exports as `name`. */
function importedPath(file: FileModel, imported: string | undefined, name: string, path: Path): Path | undefined {
  if (name === WHOLE_MODULE) {
    if (imported === undefined || imported === 'default') return path;
    return path.length > 0 && stepsMatch(member(imported), path[0]!) ? path.slice(1) : undefined;
  }
  // `import lib from` a CommonJS module gives all that it exports.
  if (imported === undefined || (imported === 'default' && file.isCommonJs)) return [member(name), ...path];
  return imported === name ? path : undefined;
}
