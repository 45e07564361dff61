import { isNothing } from '../resolve/value.js';
import type { FileModel } from '../resolve/file-model.js';
import { decoratorsOn } from '../syntax/method-of.js';
import { isClass, isFunction, isWritten, propertyName, unwrap } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { walk } from '../syntax/walk.js';
import type { Program } from '../project/program.js';

/*
 * May a decorator put something in the place of a function, or of a class, that keeps what that gives? Input: the function or class. Of a
 * decorator that is written in the project its code tells; one of a package may do so to a function, where it gives something back. What
 * packages do with classes is known or does not matter: they construct them. Blind spot: decorators that call others of the project.
 */

export function mayBeReplaced(program: Program, file: FileModel, node: FunctionNode | ClassNode): boolean {
  return decoratorsOn(node).some(({ expression }) => {
    const value = program.evaluator.evaluate(file, expression);
    return value.kind === 'local' && isFunction(value.node) ? replaces(value.file, value.node) : !isClass(node);
  });
}

/** It gives something back, changes the descriptor that it is given, or defines the member anew. */
function replaces(file: FileModel, decorator: FunctionNode): boolean {
  let isFound = decorator.body.type !== 'BlockStatement' && !isFunction(decorator.body);
  walk(decorator, file.tree.visitorKeys, (node) => {
    isFound ||= isReplacement(node);
  });
  return isFound;
}

function isReplacement(node: Node): boolean {
  switch (node.type) {
    case 'ReturnStatement':
      return node.argument !== null && !isNothing(node.argument) && !isDecoratorItself(node.argument);
    case 'MemberExpression':
      return isWritten(node) && ['value', 'get'].includes(propertyName(node) ?? '');
    case 'CallExpression': {
      const callee = unwrap(node.callee);
      return callee.type === 'MemberExpression' && propertyName(callee) === 'defineProperty';
    }
    default:
      return false;
  }
}

/** `return (target, key, descriptor) => { … }`: what a call of it makes is the decorator, and is looked at with it. */
function isDecoratorItself(returned: Node): boolean {
  return isFunction(returned) && returned.body.type === 'BlockStatement' && returned.params.length > 0;
}
