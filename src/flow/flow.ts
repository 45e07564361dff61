import { ANY_MEMBER, CALL, member } from '../resolve/path.js';
import type { Path } from '../resolve/path.js';
import type { FileModel } from '../resolve/file-model.js';
import { isClass, isFunction, propertyName, thisObject } from '../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import { flowIntoHolder, flowIntoPattern } from './flow-bindings.js';
import { flowThroughThis, flowToRelatives, isConfined } from './flow-classes.js';
import { FlowStepBuilder } from './flow-step.js';
import type { Program } from '../project/program.js';
import { GETTER } from './spots.js';
import type { Boundary, FlowStep, Spot } from './spots.js';

/*
 * Where does a value go? Given an expression and an access path to what is looked for inside its value (nothing, a method of the
 * instances of a class, a key of an object), one step of its way forward: through bindings, members, calls, returns, object
 * literals, fields, subclasses, declared types, exports and imports.
 * Output: the next spots, and the landings where something happens to the value itself.
 * Invariant: contexts are merged; a spot means "on some run". Blind spot: values put into collections by method calls, and reflection.
 */

export class Flow {
  readonly #program: Program;
  /** Steps that nothing limits, by the path: where the users of a class lead, many searches come by. */
  readonly #steps = new WeakMap<Node, Map<string, FlowStep>>();

  constructor(program: Program) {
    this.#program = program;
  }

  /** Where the value of a function is to be looked for: itself, or a member of its class or of the class's instances. */
  startOf(file: FileModel, node: FunctionNode | ClassNode): Spot {
    if (isClass(node)) return { file, node, path: [] };
    const method = node.parent;
    if (method.type === 'Property' && method.kind === 'get') {
      return { file, node: method.parent, path: [member(propertyName(method) ?? '*'), GETTER] };
    }
    if (method.type !== 'MethodDefinition') return { file, node, path: [] };
    const owner = method.parent.parent;
    const name = propertyName(method);
    if (name === 'constructor' && !method.static) return { file, node: owner, path: [] };
    const path = [...(method.static ? [] : [CALL]), name === undefined ? ANY_MEMBER : member(name)];
    return { file, node: owner, path: method.kind === 'get' ? [...path, GETTER] : path };
  }

  /**
   * One step forward from a spot. With a boundary, the flow stays inside that function (or, with its `Program`, inside the module level):
   * what leaves it is a landing and goes no further.
   */
  next(spot: Spot, boundary?: Boundary): FlowStep {
    if (boundary || spot.context) return this.#step(spot, boundary);
    const steps = this.#steps.get(spot.node) ?? new Map<string, FlowStep>();
    this.#steps.set(spot.node, steps);
    const key = spot.path.join('\u0000');
    let step = steps.get(key);
    if (!step) steps.set(key, step = this.#step(spot));
    return step;
  }

  #step(spot: Spot, boundary?: Boundary): FlowStep {
    const step = new FlowStepBuilder(this.#program, spot.file, boundary, spot.context);
    if (isClass(spot.node)) {
      flowThroughThis(step, spot.node, spot.path);
      if (isConfined(step, spot.node, spot.path)) return step;
      flowToRelatives(step, spot.node, spot.path);
    }
    if (isFunction(spot.node) || isClass(spot.node)) {
      for (const variable of spot.file.tree.scopes.getDeclaredVariables(spot.node)) {
        if (variable.defs.some(({ type, node }) => node === spot.node && type !== 'Parameter')) step.variable(variable, spot.path);
      }
      step.anonymousExport(spot.node, spot.path);
    }
    if (spot.node.type === 'ObjectExpression' && spot.path.length > 0) {
      for (const self of spot.file.thisExpressions) if (thisObject(self) === spot.node) step.use(self, spot.path);
    }
    if (spot.node.type === 'TSInterfaceDeclaration' || spot.node.type === 'TSTypeAliasDeclaration') {
      for (const variable of spot.file.tree.scopes.getDeclaredVariables(spot.node)) step.variable(variable, spot.path);
      return step;
    }
    if (spot.node.type !== 'FunctionDeclaration' && spot.node.type !== 'ClassDeclaration') step.use(spot.node, spot.path);
    return step;
  }

  /** The spots at which a parameter's, or any pattern's, value is used. */
  binding(file: FileModel, pattern: Node, path: Path, boundary?: Boundary): FlowStep {
    const step = new FlowStepBuilder(this.#program, file, boundary);
    flowIntoPattern(step, pattern, path);
    return step;
  }

  /** Where a value goes that a container gives to a parameter, or a field. */
  injected(file: FileModel, place: Node, path: Path, boundary: Boundary): FlowStep {
    if (place.type !== 'PropertyDefinition') return this.binding(file, place, path, boundary);
    const step = new FlowStepBuilder(this.#program, file, boundary);
    step.field(place.parent.parent, place.static, [member(propertyName(place) ?? '*'), ...path], place);
    return step;
  }

  /** Where a value goes that a method took into what a variable or a field stands for. */
  collected(file: FileModel, holder: Node, path: Path, boundary: Boundary): FlowStep {
    const step = new FlowStepBuilder(this.#program, file, boundary);
    flowIntoHolder(step, holder, path);
    return step;
  }
}
