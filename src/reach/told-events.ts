import { callingMethods, emitters } from '../catalog/conventions/events.js';
import type { EmitterModel } from '../catalog/conventions/events.js';
import { matchesExportPath, matchesPackage } from '../catalog/match.js';
import type { Flow } from '../flow/flow.js';
import type { Landing, Spot } from '../flow/spots.js';
import { MAX_SPOTS_NEAR } from '../limits/limits.js';
import type { Program } from '../project/program.js';
import { findField } from '../resolve/class-members.js';
import { WHOLE_MODULE } from '../resolve/file-model.js';
import type { FileModel } from '../resolve/file-model.js';
import { findProperty } from '../resolve/object-members.js';
import { CALL, member, toSegments } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import { singleValueOf } from '../resolve/values.js';
import { requiredSpecifier } from '../resolve/wrapped-module.js';
import { enclosingFunction, isCall, isClass, literalText, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';

/*
 * A function listens to an object of the program: `orders.on('created', f)`, `orders.subscribe(f)`. It runs whenever the program tells that
 * object so: `orders.emit('created')`, `orders.next(order)`.
 * Output: the calls that tell. Invariant: they are on the very object that the function listens to, and of the same event. Blind spot:
 * objects that a container makes of a package's class, and names that are put together.
 */

type Called = Extract<Landing, { readonly kind: 'called' }>;

/** `index` is where the function stands among the arguments. */
export function callsThatTell(program: Program, flow: Flow, file: FileModel, call: CallNode, index: number): Called[] {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression' || !callingMethods.has(propertyName(callee) ?? '')) return [];
  const model = emitterOf(program, file, callee);
  if (!model || index !== (model.isNamed ? 1 : 0)) return [];
  const event = model.isNamed ? eventOf(program, file, call) : undefined;
  const start = model.isNamed && event === undefined ? undefined : new Sources(program).of(file, emitterIn(callee.object));
  if (!start) return [];
  return model.tells.flatMap((method) => calledOn(flow, { ...start, path: [...start.path, member(method)] }))
    .filter(({ file: from, node }) => enclosingFunction(node) !== undefined
      && (event === undefined || (isCall(node) && eventOf(program, from, node) === event)));
}

function emitterOf(program: Program, file: FileModel, callee: Node): EmitterModel | undefined {
  const value = program.evaluator.evaluate(file, callee);
  if (value.kind !== 'package') return undefined;
  const segments = toSegments(value.path);
  return emitters.find((model) => model.package.some((pattern) => matchesPackage(pattern, value.specifier))
    && model.listens.some((pattern) => matchesExportPath(pattern, segments)));
}

/** `orders` of `orders.asObservable()`: what is read of an object is told to that object. */
function emitterIn(node: Node): Node {
  const object = unwrap(node);
  const callee = object.type === 'CallExpression' ? unwrap(object.callee) : undefined;
  return callee?.type === 'MemberExpression' ? callee.object : object;
}

/** The text of the event, or of the constant that stands for it. */
function eventOf(program: Program, file: FileModel, { arguments: [first] }: CallNode): string | undefined {
  const text = literalText(first);
  if (text !== undefined || !first) return text;
  const value = program.evaluator.evaluate(file, first);
  return value.kind === 'local' && value.path.length === 0 ? literalText(value.node) : undefined;
}

/** Imports and members that lead to one another. */
const MAX_DEPTH = 8;

/** Where the object is made that stands under a path in what an expression gives. */
class Sources {
  readonly #program: Program;

  constructor(program: Program) {
    this.#program = program;
  }

  of(file: FileModel, expression: Node, path: Path = [], depth = 0): Spot | undefined {
    const node = unwrap(expression);
    if (depth > MAX_DEPTH) return undefined;
    const value = path.length === 0 ? this.#program.evaluator.evaluate(file, node) : undefined;
    // An object of a class of the project.
    if (value?.kind === 'local' && isClass(value.node)) return { file: value.file, node: value.node, path: value.path };
    switch (node.type) {
      case 'NewExpression':
        return path.length === 0 ? { file, node, path } : undefined;
      case 'CallExpression': {
        const specifier = requiredSpecifier(file, node);
        if (specifier !== undefined) return this.#exported(file, specifier, path, depth);
        return path.length === 0 ? { file, node, path } : undefined;
      }
      case 'ObjectExpression': {
        const found = path[0] === undefined ? undefined : findProperty(node, path[0].slice(1));
        return found && this.of(file, found, path.slice(1), depth + 1);
      }
      case 'Identifier': {
        const variable = file.variableOf(node);
        const imported = variable && file.imports.find((record) => record.variable === variable);
        if (imported) {
          const names = imported.kind === 'named' ? [member(imported.imported ?? 'default')] : [];
          return this.#exported(file, imported.specifier, [...names, ...path], depth);
        }
        const held = variable && singleValueOf(variable);
        return held && this.of(file, held.expression, [...held.path, ...path], depth + 1);
      }
      case 'MemberExpression': {
        const name = propertyName(node);
        return name === undefined ? undefined : this.#member(file, node.object, name, path, depth);
      }
      default:
        return undefined;
    }
  }

  #member(file: FileModel, object: Node, name: string, path: Path, depth: number): Spot | undefined {
    const holder = this.#program.evaluator.evaluate(file, object);
    if (holder.kind !== 'local' || !isClass(holder.node)) return this.of(file, object, [member(name), ...path], depth + 1);
    if (holder.path.length > 1 || (holder.path.length === 1 && holder.path[0] !== CALL)) return undefined;
    const found = findField(holder.file, holder.node, name, holder.path.length === 0)?.value;
    return found && this.of(holder.file, found, path, depth + 1);
  }

  #exported(file: FileModel, specifier: string, path: Path, depth: number): Spot | undefined {
    const target = this.#program.resolve(file, specifier, path[0]);
    const named = path[0] === undefined ? undefined : target?.exports.get(path[0].slice(1));
    const record = named ?? target?.exports.get(WHOLE_MODULE);
    const rest = named || path[0] === member('default') ? path.slice(1) : path;
    switch (record?.kind) {
      case 'local':
        return this.of(target!, record.node, rest, depth + 1);
      case 'variable':
        return this.of(target!, record.variable.identifiers[0]!, rest, depth + 1);
      case 'from':
        return this.#exported(target!, record.specifier, record.imported === '*' ? rest : [member(record.imported), ...rest], depth + 1);
      default:
        return undefined;
    }
  }
}

/** The calls of a member that a value has, wherever the value goes. */
function calledOn(flow: Flow, start: Spot): Called[] {
  const found: Called[] = [];
  const queue: Spot[] = [start];
  const seen = new Map<Node, Set<string>>();
  for (const spot of queue) {
    if (queue.length > MAX_SPOTS_NEAR) return found;
    const step = flow.next(spot);
    for (const landing of step.landings) {
      if (landing.kind === 'called') found.push(landing);
      if (landing.kind === 'argument' && landing.inside) step.onward.push(...landing.inside().onward);
    }
    for (const next of step.onward) {
      const paths = seen.get(next.node) ?? new Set<string>();
      const key = next.path.join('\u0000');
      if (paths.has(key)) continue;
      seen.set(next.node, paths.add(key));
      queue.push(next);
    }
  }
  return found;
}
