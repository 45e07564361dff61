import { nodeCallbackOf } from '../../control/callbacks.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { member } from '../../resolve/path.js';
import type { Path } from '../../resolve/path.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { GivenByName, GivenTo, Obligation } from '../../sites/client-calls.js';
import { isOfSuper } from './super-call.js';
import { Effects, LETTING_GO } from './effects.js';
import type { EffectOf } from './effects.js';
import { Exploration } from './exploration.js';
import type { Flow } from '../../flow/flow.js';
import { givenFunctions, namedCallback } from '../../flow/named-callback.js';
import { setUpsOf } from './local-life.js';
import { parameterLife } from './parameter-life.js';
import type { FunctionSite, LocalLife, OtherLives } from './local-life.js';
import type { Program } from '../../project/program.js';
import { isInjected } from '../../reach/injected.js';
import type { Reach } from '../../reach/reach.js';
import { holdsReceiver } from '../../flow/receiver-variable.js';
import type { Boundary, FlowStep } from '../../flow/spots.js';

/** The lives of values inside functions: of an expression's, a variable's and a parameter's. */
export class LocalLives implements OtherLives {
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #flow: Flow;
  readonly #reach: Reach;
  /** Methods that are being looked at. */
  readonly #methods = new Set<FunctionNode>();

  constructor(program: Program, index: CatalogIndex, flow: Flow, reach: Reach) {
    this.#program = program;
    this.#index = index;
    this.#flow = flow;
    this.#reach = reach;
  }

  callbacksOf(file: FileModel, callee: Node): readonly FunctionSite[] | undefined {
    const variable = callee.type === 'Identifier' ? file.variableOf(callee) : undefined;
    const definition = variable?.defs[0];
    const owner = definition?.type === 'Parameter' ? definition.node : undefined;
    if (!variable || !definition || !isFunction(owner) || variable.references.some((reference) => reference.isWrite())) return undefined;
    const index = owner.params.findIndex((parameter) => parameter === definition.name);
    const callers = index === -1 ? undefined : this.#reach.allCallersOf(file, owner);
    if (!callers || callers.isMemoised || callers.entries.length + callers.recursions.length > 0) return undefined;
    const callbacks = callers.calls.map((caller) => {
      if (!isCall(caller.node) || caller.node.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement')) return undefined;
      const given = caller.node.arguments[index];
      const value = given && this.#program.evaluator.evaluate(caller.file, given);
      return value?.kind === 'local' && value.path.length === 0 && isFunction(value.node)
        && value.node !== owner
        ? { file: value.file, node: value.node } : undefined;
    });
    return callbacks.length > 0 && callbacks.every((callback) => callback !== undefined) ? callbacks : undefined;
  }

  ofExpression(
    file: FileModel, node: Node, paths: readonly Path[], obligation: Obligation, releasers: ReadonlySet<FunctionNode>,
  ): LocalLife {
    const boundary = enclosingFunction(node) ?? file.tree.ast;
    if (obligation.givenTo?.call === node) return this.#ofGiven(file, boundary, paths, obligation, obligation.givenTo);
    if (obligation.givenByName?.call === node) return this.#ofGivenByName(file, boundary, paths, obligation, obligation.givenByName);
    // A container gives it to a parameter or to a field.
    const starts = isInjected(node) ? paths.map((path) => this.#flow.injected(file, node, path, boundary))
      : [{ onward: paths.map((path) => ({ file, node, path })), landings: [], work: 0 }];
    const callback = isCall(node) ? nodeCallbackOf(node) : undefined;
    const given = callback ? paths.map((path) => this.#flow.binding(file, callback.params[1]!, path, boundary)) : [];
    const life = this.#explore(file, boundary, [...starts, ...given], obligation, releasers);
    if (isCall(node) && !callback) this.#noteNamed(life, node, paths, obligation);
    return life;
  }

  /** `connect(url, opened)`: what a function does with it that has a name. One that may release it has it from then on. */
  #noteNamed({ file, effects }: LocalLife, call: CallNode, paths: readonly Path[], obligation: Obligation): void {
    const named = namedCallback(this.#program, file, call);
    if (named === undefined) return;
    const lives = named === 'unseen' ? [undefined] : paths.map((path) => parameterLife(this, named.file, named.node, 1, path, obligation));
    for (const inside of lives) {
      if (inside === 'pending') continue;
      const isLent = inside?.effects.has('released', ...LETTING_GO) === false;
      effects.add(isLent ? { kind: 'used' } : { kind: 'handedOver', file, node: call });
    }
  }

  /**
   * What a call gives to a function that it is given by a name. Where it may be given back there, or goes on from there, the function has
   * it from then on.
   */
  #ofGivenByName(file: FileModel, boundary: Boundary, paths: readonly Path[], obligation: Obligation, given: GivenByName): LocalLife {
    const life = this.#explore(file, boundary, [], obligation, new Set());
    const functions = givenFunctions(this.#program, file, given.function, this.callbacksOf.bind(this));
    const isLent = functions?.every(({ file: there, node, before }) => {
      const index = given.parameter + before;
      const parameter = node.params[index];
      const done = given.done === undefined ? undefined : node.params[given.done + before];
      if (!parameter || node.params.some(({ type }) => type === 'RestElement') || !isUnused(there, done)) return false;
      return paths.every((path) => {
        const inside = parameterLife(this, there, node, index, path, obligation);
        return inside !== 'pending' && inside?.effects.has('released', 'releasedAtEnd', ...LETTING_GO) === false;
      });
    });
    life.effects.add(isLent === true ? { kind: 'used' } : { kind: 'handedOver', file, node: given.call });
    return life;
  }

  /** What a call gives to a function that it is given: the call itself has nothing to give back. */
  #ofGiven(file: FileModel, boundary: Boundary, paths: readonly Path[], obligation: Obligation, givenTo: GivenTo): LocalLife {
    const parameterAt = (index: number | undefined): Node | undefined => (index === undefined ? undefined : givenTo.function.params[index]);
    const parameter = parameterAt(givenTo.parameter);
    const starts = parameter ? paths.map((path) => this.#flow.binding(file, parameter, path, boundary)) : [];
    const life = this.#explore(file, boundary, starts, obligation, new Set());
    const done = parameterAt(givenTo.done);
    const variable = done?.type === 'Identifier' ? file.variableOf(done) : undefined;
    for (const { identifier } of variable?.references ?? []) {
      const user = outermost(identifier).parent;
      if (user?.type === 'CallExpression' && unwrap(user.callee) === identifier) life.effects.add({ kind: 'released', node: user });
      // Whoever has it now may call it.
      else life.effects.add({ kind: 'handedOver', file, node: identifier });
    }
    // A function that takes all its arguments as a list, or that does not name the one.
    if (!parameter || parameter.type === 'RestElement' || done?.type === 'RestElement') {
      life.effects.add({ kind: 'handedOver', file, node: givenTo.call });
    }
    return life;
  }

  /**
   * The life of what a variable holds under `paths`, inside the function that declares it. `releasers` are functions that were made to
   * release it.
   */
  ofVariable(
    file: FileModel, variable: Variable, paths: readonly Path[], obligation: Obligation, releasers: ReadonlySet<FunctionNode> = new Set(),
  ): LocalLife {
    const boundary = enclosingFunction(variable.identifiers[0]!) ?? file.tree.ast;
    const starts = paths.map((path): FlowStep => {
      const start = this.#flow.binding(file, variable.identifiers[0]!, path, boundary);
      // Whoever called the function has `this` as well.
      const isShared = path.length > 0 && holdsReceiver(variable);
      return isShared ? { ...start, landings: [...start.landings, { kind: 'lost', file, node: variable.identifiers[0]! }] } : start;
    });
    return this.#explore(file, boundary, starts, obligation, releasers);
  }

  ofParameter(file: FileModel, fn: FunctionNode, index: number, path: Path, obligation: Obligation): LocalLife | undefined {
    const parameter = fn.params[index];
    if (fn.params.at(-1)?.type === 'RestElement' && index >= fn.params.length - 1) return undefined;
    // What it has no parameter for nobody gets.
    if (!parameter && file.textOf(fn).includes('arguments')) return undefined;
    const starts = parameter ? [this.#flow.binding(file, parameter, path, fn)] : [];
    return this.#explore(file, fn, starts, obligation, new Set(), false);
  }

  ofMethod(file: FileModel, method: FunctionNode, path: Path, obligation: Obligation, isOwn = true): LocalLife | undefined {
    // Methods that call each other, such as to try again: the outer look at it sees what it does.
    if (this.#methods.has(method)) return undefined;
    this.#methods.add(method);
    try {
      const selves = file.thisExpressions.filter((self) => isInside(self, method));
      const starts = selves.map((node): FlowStep => ({ onward: [{ file, node, path }], landings: [], work: 0 }));
      // `super.close()`: the same object, and what the class above does with it.
      const above = file.calls.filter((call) => isOfSuper(call) && isInside(call, method));
      starts.push({ onward: [], landings: above.map((call) => ({ kind: 'holderCalled', file, call, path })), work: 0 });
      return this.#explore(file, method, starts, obligation, new Set(), isOwn);
    } finally {
      this.#methods.delete(method);
    }
  }

  /** The calls anywhere in a class that tell what its instances keep in a field what to connect to. */
  setUpsOfField({ file, class: owner, path }: EffectOf<'keptByField'>, obligation: Obligation): EffectOf<'setUp'>[] {
    const selves = obligation.setup.length === 0 ? [] : file.thisOf(owner, false)?.all ?? [];
    return selves.flatMap((self) => {
      const { parent } = outermost(self);
      if (parent?.type !== 'MemberExpression' || !path[0] || member(propertyName(parent) ?? '*') !== path[0]) return [];
      return setUpsOf(this.ofExpression(file, self, [path], obligation, new Set()));
    });
  }

  #explore(
    file: FileModel, boundary: Boundary, starts: readonly FlowStep[], obligation: Obligation, inherited: ReadonlySet<FunctionNode>,
    isOwn = isFunction(boundary),
  ): LocalLife {
    const life: LocalLife = {
      file, boundary, isOwn, effects: new Effects(), releasers: new Set(inherited), takers: new Map(), unfollowed: 0,
    };
    const work = new Exploration(this, this.#program, this.#index, this.#flow, obligation, life);
    for (const start of starts) work.take(start);
    work.run();
    return life;
  }
}

/** Whether a function does nothing with a parameter. */
export function isUnused(file: FileModel, parameter: Node | undefined): boolean {
  if (!parameter) return true;
  return parameter.type === 'Identifier' && file.variableOf(parameter)?.references.length === 0;
}
