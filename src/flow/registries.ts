import type { TSESTree } from '@typescript-eslint/utils';
import { objectLoaders } from '../catalog/module-folders.js';
import { MAX_NAME_MATCHES } from '../limits/limits.js';
import type { FileModel } from '../resolve/file-model.js';
import { ANY_MEMBER, CALL } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { isOpaque } from '../resolve/value.js';
import { isFunction, literalText, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { StepBuilder } from './step-builder.js';

/*
 * What goes onto an object that others are given, under a name that they know. `client.commands.set(command.name, command)`: a collection
 * that the project hangs onto an object of a package. Whoever is given that object, by the package or by one of the commands, takes out of
 * it what is kept there: `client.commands.get('ping').run()`. And modules that a package loads from folders onto an object.
 * Input: the member that has the collection, and what is put in; or what a module hands out. Output: where others read a member of that
 * name. Invariant: only what nothing else is known of, or what the package gives as well, is taken for that object. Blind spot: names that
 * are put together.
 */

export function flowOutOfRegistry(step: StepBuilder, holder: Node, path: Path): void {
  const registry = unwrap(holder);
  if (registry.type !== 'MemberExpression') return;
  const object = step.program.evaluator.evaluate(step.file, registry.object);
  if (object.kind !== 'package' || !step.program.seesOthers) return;
  for (const name of namesOf(step.file, registry)) {
    for (const file of step.program.fewFilesWith([name], MAX_NAME_MATCHES, mayTakeFrom(name)) ?? []) {
      if (file === step.file) continue;
      for (const access of file.members.get(name) ?? []) {
        const of = step.program.evaluator.evaluate(file, access.object);
        const isThat = of.kind === 'unknown' || isOpaque(of) || (of.kind === 'package' && of.specifier === object.specifier);
        if (isThat) step.onward.push({ file, node: access, path: [ANY_MEMBER, ...path] });
      }
    }
  }
}

/**
 * What a module hands out that a package loads from its folder onto an object: `app.models.user` for `models/user.js`. A function is
 * called, and what it gives stands there.
 */
export function flowOutOfLoaded({ program, file, onward }: StepBuilder, path: Path): void {
  if (!program.seesOthers || !objectLoaders.some((loader) => program.dependsOn(file, loader) === true)) return;
  const [base, folder] = program.relativePath(file).replace(/\.\w+$/, '').split('/').reverse();
  if (base === undefined || folder === undefined) return;
  for (const reader of program.fewFilesWith([base, folder], MAX_NAME_MATCHES) ?? []) {
    for (const access of reader.members.get(base) ?? []) {
      const holder = unwrap(access.object);
      if (holder.type !== 'MemberExpression' || propertyName(holder) !== folder) continue;
      const of = program.evaluator.evaluate(reader, holder.object);
      if (of.kind !== 'unknown' && !isOpaque(of) && of.kind !== 'package') continue;
      onward.push({ file: reader, node: access, path: path[0] === CALL ? path.slice(1) : path });
    }
  }
}

/** `client[kind] = new Map();`, `client[kind].set(name, command)` in a loop over literals. */
export function isComputedCollection(file: FileModel, holder: Node): boolean {
  const registry = unwrap(holder);
  if (registry.type !== 'MemberExpression' || !registry.computed || propertyName(registry) !== undefined) return false;
  const made = `${file.textOf(registry)} = new `;
  const at = file.tree.text.indexOf(made);
  return at !== -1 && /^[\w$.]*(?:Map|Collection)\b/.test(file.tree.text.slice(at + made.length, at + made.length + 80))
    && namesOf(file, registry).length > 0;
}

/** A text in which the member is read, and asked for one of what it has. */
function mayTakeFrom(name: string): (text: string) => boolean {
  const taken = new RegExp(`\\.${name.replace(/[^\w]/g, '\\$&')}\\b\\s*[!?]?\\s*\\.\\s*(?:get|find|first|values|forEach)\\b`);
  return (text) => taken.test(text);
}

function namesOf(file: FileModel, registry: TSESTree.MemberExpression): readonly string[] {
  const name = propertyName(registry);
  if (name !== undefined) return [name];
  const key = unwrap(registry.property);
  return key.type === 'Identifier' ? textsOfLoop(file, key) : [];
}

/** What the variable of a loop around it stands for, if that goes over a list of literals. */
function textsOfLoop(file: FileModel, key: TSESTree.Identifier): readonly string[] {
  for (let node: Node | undefined = key.parent; node; node = node.parent) {
    const list = listOf(node, key.name);
    if (!list) continue;
    const given = unwrap(list);
    const definition = given.type === 'Identifier' ? file.variableOf(given)?.defs[0]?.node : undefined;
    const literal = definition?.type === 'VariableDeclarator' && definition.init ? unwrap(definition.init) : given;
    const texts = literal.type === 'ArrayExpression' ? literal.elements.map((element) => literalText(element ?? undefined)) : [];
    return texts.every((text) => text !== undefined) ? texts : [];
  }
  return [];
}

/** `for (const kind of kinds)`, `kinds.forEach((kind) => …)` */
function listOf(node: Node, name: string): Node | undefined {
  if (node.type === 'ForOfStatement') {
    const { left } = node;
    const named = left.type === 'VariableDeclaration' ? left.declarations[0]?.id : left;
    return named?.type === 'Identifier' && named.name === name ? node.right : undefined;
  }
  if (!isFunction(node) || node.params[0]?.type !== 'Identifier' || node.params[0].name !== name) return undefined;
  const call = outermost(node).parent;
  const callee = call?.type === 'CallExpression' && call.arguments[0] === node ? unwrap(call.callee) : undefined;
  return callee?.type === 'MemberExpression' && propertyName(callee) === 'forEach' ? callee.object : undefined;
}
