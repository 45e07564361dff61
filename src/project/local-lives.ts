import type { CatalogIndex } from '../catalog/merge.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import type { Path } from '../resolve/path.js';
import { enclosingFunction } from '../syntax/nodes.js';
import type { FunctionNode, Node } from '../syntax/nodes.js';
import type { Obligation } from './client-calls.js';
import { Exploration } from './exploration.js';
import type { Flow } from './flow.js';
import type { LocalLife } from './local-life.js';
import type { Program } from './program.js';
import type { Boundary, FlowStep } from './spots.js';

/** The lives of values inside functions: of an expression's, a variable's and a parameter's. */
export class LocalLives {
  readonly #program: Program;
  readonly #index: CatalogIndex;
  readonly #flow: Flow;

  constructor(program: Program, index: CatalogIndex, flow: Flow) {
    this.#program = program;
    this.#index = index;
    this.#flow = flow;
  }

  /** The life of what stands at `paths` of the value of an expression, inside the function (or module level, or class) around it. */
  ofExpression(file: FileModel, node: Node, paths: readonly Path[], obligation: Obligation, releasers: ReadonlySet<FunctionNode>): LocalLife {
    const boundary = enclosingFunction(node) ?? file.tree.ast;
    return this.#explore(file, boundary, { onward: paths.map((path) => ({ file, node, path })), landings: [] }, obligation, releasers);
  }

  /** The life of what a variable holds, inside the function that declares it. */
  ofVariable(file: FileModel, variable: Variable, path: Path, obligation: Obligation): LocalLife {
    const boundary = enclosingFunction(variable.identifiers[0]!) ?? file.tree.ast;
    const start = this.#flow.binding(file, variable.identifiers[0]!, path, boundary);
    return this.#explore(file, boundary, start, obligation, new Set());
  }

  /** The life of a parameter inside its function. */
  ofParameter(file: FileModel, fn: FunctionNode, index: number, path: Path, obligation: Obligation): LocalLife | undefined {
    const parameter = fn.params[index];
    if (!parameter || parameter.type === 'RestElement') return undefined;
    return this.#explore(file, fn, this.#flow.binding(file, parameter, path, fn), obligation, new Set());
  }

  /** What a method of a class does with what its instances hold under `path`: release it, or give it to code that is not followed. */
  ofMethod(file: FileModel, method: FunctionNode, path: Path, obligation: Obligation): { readonly releases: boolean; readonly handsOver: boolean } {
    let handsOver = false;
    for (const self of file.thisExpressions) {
      if (self.range[0] < method.range[0] || self.range[1] > method.range[1]) continue;
      const life = this.#explore(file, method, { onward: [{ file, node: self, path }], landings: [] }, obligation, new Set());
      if (life.releases.length > 0) return { releases: true, handsOver: false };
      handsOver ||= life.isHandedOver;
    }
    return { releases: false, handsOver };
  }

  #explore(file: FileModel, boundary: Boundary, start: FlowStep, obligation: Obligation, inherited: ReadonlySet<FunctionNode>): LocalLife {
    const life: LocalLife = {
      file, boundary, releases: [], isUsing: false, returned: [], fields: [], kept: [], isExported: false, isStored: false,
      isHandedOver: false, isUsed: false, hasInertUse: false, releasers: new Set(inherited),
    };
    const work = new Exploration(this, this.#program, this.#index, this.#flow, obligation, life);
    work.take(start);
    work.run();
    return life;
  }
}
