import type { TSESTree } from '@typescript-eslint/utils';
import { carrying } from '../catalog/conventions/carried-along.js';
import { keepingNames } from '../catalog/conventions/methods.js';
import { isLocalOnly } from '../control/guards/local-branches.js';
import { matchesExports } from '../catalog/match.js';
import type { Program } from '../project/program.js';
import type { Reach } from '../reach/reach.js';
import type { FileModel } from '../resolve/file-model.js';
import { ANY_MEMBER, isMember, member, toSegments } from '../resolve/path.js';
import type { Obligation } from '../sites/client-calls.js';
import { isInside } from '../syntax/is-inside.js';
import { calledName, enclosingFunction, isCall, isFunction, isWritten, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { Hand } from './ending.js';
import { Effects, LETTING_GO } from './lives/effects.js';
import type { Effect, EffectOf } from './lives/effects.js';
import { releasesOf } from './lives/local-life.js';
import type { LocalLife } from './lives/local-life.js';
import type { LocalLives } from './lives/local-lives.js';
import { findKeptPlace } from './places/kept-place.js';
import type { RequestProperties } from './request/request-property.js';

/*
 * Code that is not followed is given a client: who can still own it? Not who was given what cannot be released, or an object that keeps
 * the client to itself; and not who was lent what the lender releases afterwards.
 * Input: the life of a client in a function. Output: the life with such handovers as uses. Invariant: a release follows a loan on every way
 * that goes on normally from it and does not leave the function. Blind spot: borrowers that release what they are given when they fail,
 * under a name that does not say that they keep it.
 */

export class Handovers {
  readonly #program: Program;
  readonly #reach: Reach;
  readonly #lives: LocalLives;
  readonly #requestProperties: RequestProperties;
  readonly #obligation: Obligation;

  constructor(program: Program, reach: Reach, lives: LocalLives, requestProperties: RequestProperties, obligation: Obligation) {
    this.#program = program;
    this.#reach = reach;
    this.#lives = lives;
    this.#requestProperties = requestProperties;
    this.#obligation = obligation;
  }

  /** The life of a client that `origin` gives, and that came through `via`. */
  settled(file: FileModel, origin: Node, everywhere: LocalLife, via: readonly Hand[]): LocalLife {
    const life = isLocalOnly(file, origin, enclosingFunction(origin)) ? everywhere : asDeployed(everywhere);
    const given = life.effects.of('handedOver');
    if (given.length === 0) return life;
    // How often it is made has to be known: whoever has it may keep it, and see to it that it is made once. That costs most.
    if (this.#isOutOfReach(via) && this.#reach.runAt(file, origin).kind === 'perRequest') {
      return { ...life, effects: life.effects.without('handedOver').and([{ kind: 'used' }, { kind: 'partKept' }]) };
    }
    const releases = isFunction(life.boundary) ? releasesOf(life) : [];
    const lent = new Set<Effect>(given.filter((effect) => (isLoan(effect, life.file)
      && releases.some((one) => isFollowedBy(effect.node, one, life.boundary))) || this.#isCarriedOnly(effect)));
    if (lent.size === 0) return life;
    return { ...life, effects: life.effects.without('handedOver').and([...given.filter((one) => !lent.has(one)), { kind: 'used' }]) };
  }

  /** `storage.run({ client }, next)`: whoever works on the request finds it there, and none of them releases it. */
  #isCarriedOnly({ file, node, given }: EffectOf<'handedOver'>): boolean {
    const callee = given && isCall(node) ? this.#program.evaluator.evaluate(file, node.callee) : undefined;
    const name = given?.path.at(-1);
    if (!given || name === undefined || callee?.kind !== 'package') return false;
    const isCarrying = carrying.some((model) => model.argument === given.index
      && given.path.slice(0, -1).join('') === (model.option === undefined ? '' : member(model.option))
      && matchesExports(model, callee.specifier, toSegments(callee.path)));
    return isCarrying && isMember(name) && name !== ANY_MEMBER && this.#requestProperties.isUsedOnlyAs(name.slice(1), this.#obligation);
  }

  /** Whether nobody who is given it, or what holds it, can release it. */
  #isOutOfReach(via: readonly Hand[]): boolean {
    const { release, releasedBy = [] } = this.#obligation;
    return release.length + releasedBy.length === 0 || via.some(({ field }) => field !== undefined && this.#isSealed(field));
  }

  /** Whether the objects of a class keep what is in a field to themselves, and never release it. */
  #isSealed({ file, path, node }: EffectOf<'keptByField'>): boolean {
    const place = path.length === 1 ? findKeptPlace(this.#program, file, node) : undefined;
    const keeps = (access: Node): boolean => isWritten(access)
      || !this.#lives.ofExpression(file, access, [[]], this.#obligation, new Set()).effects.has(...LETTING_GO, 'released');
    return place?.accesses.every(keeps) ?? false;
  }
}

/** Without what keeps the client only where somebody tries the code: `if (process.env.NODE_ENV !== 'production') global.db = db`. */
function asDeployed(life: LocalLife): LocalLife {
  const puts = [...life.effects.of('stored'), ...life.effects.of('keptByVariable'), ...life.effects.of('keptByField')];
  const local = new Set<Effect>(puts.filter((effect) => {
    // `const globals = globalThis; … globals.db = db`
    const node = effect.kind === 'stored' ? effect.put ?? effect.node : effect.node;
    return isLocalOnly(life.file, node, enclosingFunction(node));
  }));
  return local.size === 0 ? life : { ...life, effects: new Effects([...life.effects].filter((effect) => !local.has(effect))) };
}

/** Whether code that is given a client in this file may have it for a while only. */
export function isLoan({ file, isKept, node }: EffectOf<'handedOver'>, here: FileModel): boolean {
  return file === here && !isKept && !isKeeping(node);
}

/** `tracker.add(client)`, `registerClient(client)` */
function isKeeping(call: Node): boolean {
  const name = isCall(call) ? calledName(call) : undefined;
  return name !== undefined && keepingNames.test(name);
}

/** Whether every way on from `loan` that stays in the function comes to `release`, or to what keeps the client. */
export function isFollowedBy(loan: Node, release: Node, boundary: Node): boolean {
  if (enclosingFunction(loan) !== boundary) return false;
  return enclosingFunction(release) === boundary ? comesTo(loan, release, boundary) : isInFinallyOf(loan, release, boundary);
}

function comesTo(loan: Node, release: Node, boundary: Node): boolean {
  for (let child = release, parent = release.parent; parent && child !== boundary; child = parent, parent = parent.parent) {
    if (parent.type === 'TryStatement' && parent.finalizer === child && isInside(loan, parent) && !isInside(loan, child)) return true;
    if (parent.type === 'BlockStatement') {
      const before = parent.body.slice(0, parent.body.indexOf(child as TSESTree.Statement));
      const giving = before.find((statement) => isInside(loan, statement));
      if (giving) return !isLeftWith(loan, giving);
    }
    if (!isPassed(child, parent)) return false;
  }
  return false;
}

/** `return work(client)` in a statement: whoever gets the result goes on with the client. */
function isLeftWith(loan: Node, statement: Node): boolean {
  for (let current: Node | undefined = loan; current && current !== statement.parent; current = current.parent) {
    if (current.type === 'ReturnStatement' || current.type === 'ThrowStatement') return true;
  }
  return false;
}

/** Whether whatever runs `parent` comes to `child`. */
function isPassed(child: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
      // `if (client) await client.close()`
      return parent.consequent === child && unwrap(parent.test).type === 'Identifier';
    case 'TryStatement':
      return parent.handler !== child;
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'SwitchCase':
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return false;
    default:
      return true;
  }
}

/** `work(client).finally(() => client.close())` */
function isInFinallyOf(loan: Node, release: Node, boundary: Node): boolean {
  for (let current: Node = loan; current.parent && current !== boundary; current = current.parent) {
    const call = current.parent.type === 'MemberExpression' && current.parent.object === current ? current.parent.parent : undefined;
    if (!isCall(call)) continue;
    const callee = unwrap(call.callee);
    if (callee.type !== 'MemberExpression' || propertyName(callee) !== 'finally') continue;
    const callback = enclosingFunction(release);
    if (isFunction(callback) && call.arguments.some((argument) => unwrap(argument) === callback)) return true;
  }
  return false;
}
