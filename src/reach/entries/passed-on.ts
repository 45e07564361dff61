import type { CallEntry, HandlerPosition, OnceCall, PassedOn } from '../../catalog/types.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import { isElement } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { isFunction, unwrap } from '../../syntax/nodes.js';
import { isInside } from '../../syntax/is-inside.js';
import { wantedPath } from './entry-matching.js';

/*
 * What a framework passes on to a function of the project that it was given, of the same call: the options of a plugin. Input: a value
 * in an argument of a registration. Output: the parameters that it comes to. Blind spot: plugins in a list that is put together elsewhere.
 */

/** A parameter of a function, and where in what it is given the value stands. */
export interface Passed {
  readonly file: FileModel;
  readonly parameter: Node;
  readonly path: Path;
}

export interface Owned {
  readonly file: FileModel;
  readonly node: Node;
  /** The function that runs it, where that is handed out in its place: `(req, res) => handler(req.query)`. */
  readonly runBy?: FunctionNode;
}

/** Where in a call what is followed stands. */
export interface Given {
  readonly file: FileModel;
  readonly call: CallNode;
  readonly index: number;
  readonly path: Path;
  /** The function that `path` leads to. */
  readonly owner: Owned;
}

export function passedOn(program: Program, given: Given, { handlers, passes }: CallEntry | OnceCall): Passed[] {
  return (passes ?? []).filter(({ argument }) => argument === given.index).flatMap((pass) => {
    const path = isElement(given.path[0]) ? given.path.slice(1) : given.path;
    const from = wantedPath(pass);
    if (!from.every((step, index) => step === path[index])) return [];
    return handlers.flatMap((handler) => holdersOf(program, given, handler, pass)
      .flatMap((holder) => parameterOf(program, given.file, holder, handler, pass) ?? [])
      .map((found) => ({ ...found, path: path.slice(from.length) })));
  });
}

/** What holds the handler: an argument, or of a list of such the one that holds what is passed on. */
function holdersOf(program: Program, { file, call, index, path, owner }: Given, handler: HandlerPosition, pass: PassedOn): Node[] {
  const holder = typeof handler.argument === 'number' ? call.arguments[handler.argument] : undefined;
  if (!holder) return [];
  if (!isElement(path[0])) return [holder];
  const list = unwrap(holder);
  if (handler.argument !== pass.argument || index !== pass.argument || list.type !== 'ArrayExpression') return [];
  return list.elements.flatMap((element) => {
    if (!element || element.type === 'SpreadElement') return [];
    // Lists of plugins give each of them options under the same names.
    const held = program.evaluator.follow(program.evaluator.evaluate(file, element), path.slice(1, -1));
    return held.kind === 'local' && held.file === owner.file && isInside(owner.node, held.node) ? [element] : [];
  });
}

function parameterOf(
  { evaluator }: Program, file: FileModel, holder: Node, handler: HandlerPosition, { parameter }: PassedOn,
): Omit<Passed, 'path'> | undefined {
  const fn = evaluator.follow(evaluator.evaluate(file, holder), wantedPath(handler));
  if (fn.kind !== 'local' || fn.path.length > 0 || !isFunction(fn.node)) return undefined;
  const found = fn.node.params[parameter];
  return found && { file: fn.file, parameter: found };
}
