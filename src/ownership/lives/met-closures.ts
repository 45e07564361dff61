import type { FileModel, Variable } from '../../resolve/file-model.js';
import type { Flow } from '../../flow/flow.js';
import type { Program } from '../../project/program.js';
import { isInside } from '../../syntax/is-inside.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { enclosingFunction, isFunction, unwrap } from '../../syntax/nodes.js';
import { closureEffects } from './closures.js';
import type { LocalLife } from './local-life.js';

/*
 * The nested functions that use a client, while its life is explored.
 * Input: where it is used. Output: what their leaving the function around them makes of it, and which of them release it.
 * Invariant: each is looked at once. Blind spot: a nested function that gives another one out under a computed name.
 */

export class MetClosures {
  readonly #program: Program;
  readonly #flow: Flow;
  readonly #life: LocalLife;
  readonly #closures = new Set<FunctionNode>();
  /** Variables that were met holding the client itself. */
  readonly #names = new Set<Variable>();
  readonly #isMet: (node: Node) => boolean;

  /** `isMet` says whether the exploration came by an expression as the client itself. */
  constructor(program: Program, flow: Flow, life: LocalLife, isMet: (node: Node) => boolean) {
    this.#program = program;
    this.#flow = flow;
    this.#life = life;
    this.#isMet = isMet;
  }

  /** An expression stands for the client itself. */
  noteHolder(file: FileModel, node: Node | undefined): void {
    const variable = node && variableOf(file, node);
    if (variable) this.#names.add(variable);
  }

  /** A use inside a nested function: if that function leaves the boundary, the client goes with it. */
  noteUse(node: Node): void {
    const { file, boundary, effects } = this.#life;
    const isHolder = (found: Node): boolean => {
      const variable = variableOf(file, found);
      return this.#isMet(found) || (variable !== undefined && this.#names.has(variable));
    };
    for (let current: Node | undefined = node.parent; current && current !== boundary; current = current.parent) {
      if (!isFunction(current) || this.#closures.has(current)) continue;
      this.#closures.add(current);
      for (const effect of closureEffects(this.#program, this.#flow, file, current, boundary, isHolder)) effects.add(effect);
    }
  }

  /** What calls a function that releases the client releases it as well: `commit: async () => { await query('commit'); release(); }`. */
  addReleasers(): void {
    const { file, boundary, releasers } = this.#life;
    for (let before = -1; before < releasers.size;) {
      before = releasers.size;
      for (const call of before > 0 ? file.calls : []) {
        const around = isInside(call, boundary) ? enclosingFunction(call) : undefined;
        if (!isFunction(around) || around === boundary || releasers.has(around)) continue;
        const callee = this.#program.evaluator.evaluate(file, call.callee);
        if (callee.kind !== 'local' || callee.path.length > 0 || !isFunction(callee.node) || !releasers.has(callee.node)) continue;
        releasers.add(around);
        this.noteUse(call);
      }
    }
  }
}

function variableOf(file: FileModel, node: Node): Variable | undefined {
  const named = unwrap(node);
  return named.type === 'Identifier' ? file.variableOf(named) : undefined;
}
