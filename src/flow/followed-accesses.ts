import type { FileModel } from '../resolve/file-model.js';
import { member } from '../resolve/path.js';
import { isMethodOfFunction } from '../syntax/bound-function.js';
import { isClass, thisClass } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import { MAX_SPOTS_NEAR } from '../limits/limits.js';
import type { Program } from '../project/program.js';
import type { Flow } from './flow.js';
import { GETTER } from './spots.js';
import type { FlowStep, HeldBy, Landing, Spot } from './spots.js';

/*
 * All places that name a member of one object, where the object is followed wherever it goes: what other code calls by the same name is of
 * another object then. Input: the spot of the object. Output: the places, or `undefined` if the object goes where nobody follows it.
 * Invariant: more places than there are, and never fewer. Blind spot: members of the class that a package calls by names of its own.
 */

interface Access {
  readonly file: FileModel;
  readonly node: Node;
}

export function followedAccesses(program: Program, flow: Flow, { file, node, path }: Spot, name: string): Access[] | undefined {
  const accesses = new Map<Node, Access>();
  const seen = new Map<Node, Set<string>>();
  const queue: Spot[] = [];
  const enter = (spot: Spot): void => {
    const key = `${spot.path.join('\u0000')} ${spot.context?.call.range.join() ?? ''} ${spot.context?.file.path ?? ''}`;
    const keys = seen.get(spot.node) ?? new Set<string>();
    if (keys.has(key)) return;
    seen.set(spot.node, keys.add(key));
    queue.push(spot);
  };
  const isFollowed = (step: FlowStep, from: Node): boolean => {
    step.onward.forEach(enter);
    if (step.holders?.some((holder) => !isOfProject(program, holder))) return false;
    return step.landings.every((landing) => {
      if (landing.kind === 'called') accesses.set(landing.node, { file: landing.file, node: landing.node });
      if (landing.kind !== 'argument') return !escapes(program, landing, from);
      const inside = landing.inside?.();
      return inside ? isFollowed(inside, from) : isReceiver(program, landing);
    });
  };
  // As a getter is found: whatever reads or writes it lands.
  enter({ file, node, path: [...path, member(name), GETTER] });
  for (const spot of queue) {
    if (queue.length > MAX_SPOTS_NEAR || !isFollowed(flow.next(spot), spot.node)) return undefined;
  }
  return [...accesses.values()];
}

function escapes(program: Program, landing: Exclude<Landing, { kind: 'argument' }>, from: Node): boolean {
  switch (landing.kind) {
    case 'stored':
    case 'kept':
    case 'lost':
    case 'field':
      return true;
    case 'exported':
      // Where no module of the project takes it, it is exported for somebody else. Of a class that nobody takes nobody makes an instance.
      return !program.seesOthers || (!isClass(from) && program.importersOf(landing.file, landing.name).length === 0);
    case 'called':
    case 'member':
    case 'taken':
    case 'holderCalled':
    case 'holderRead':
    case 'returned':
      return false;
  }
}

/** Whether no package has the object as well: `app.locals.cache = cache`. */
function isOfProject(program: Program, { file, object }: HeldBy): boolean {
  if (object.type === 'ThisExpression' && thisClass(object)) return true;
  const { kind } = program.evaluator.evaluate(file, object);
  return kind === 'local' || kind === 'global';
}

/** `cache.get.bind(cache)`: it is `this` of a method, which is looked at with the class. */
function isReceiver(program: Program, { file, call, index, path }: Extract<Landing, { kind: 'argument' }>): boolean {
  if (index !== 0 || !isMethodOfFunction(call) || path.length !== 2 || call.callee.type !== 'MemberExpression') return false;
  const value = program.evaluator.evaluate(file, call.callee.object);
  return value.kind === 'local' && value.path.length === 0 && value.node.parent?.type === 'MethodDefinition';
}
