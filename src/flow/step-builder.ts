import type { FileModel, Variable } from '../resolve/file-model.js';
import type { Path } from '../resolve/path.js';
import type { ClassNode, FunctionNode, Node } from '../syntax/nodes.js';
import type { Program } from '../project/program.js';
import type { Boundary, HeldBy, Landing, Spot } from './spots.js';

/**
 * A step that is being made. What flows through bindings, classes and collections is told in files of its own, each of which adds to the
 * step, and the step leads to them: this is what they know of it.
 */
export interface StepBuilder {
  readonly program: Program;
  readonly file: FileModel;
  readonly boundary: Boundary | undefined;
  readonly onward: Spot[];
  readonly landings: Landing[];
  readonly holders: HeldBy[];
  work: number;
  /** A builder for another file, as part of the same step. */
  at(file: FileModel): StepBuilder;
  /** Whether this step meets a variable or export for the first time under this path. */
  isNew(thing: object, path: Path, node: Node, name?: string): boolean;
  /** The value goes on at a node. */
  go(node: Node, path: Path, file?: FileModel): void;
  /** Nobody can follow it from here. */
  lose(node: Node): void;
  /** Everything that reads a variable. */
  variable(variable: Variable, path: Path, node?: Node): void;
  /** What the parent of an expression does with its value. */
  use(expression: Node, path: Path): void;
  /** What a function or method gives when it is called has it. */
  results(fn: FunctionNode, path: Path): void;
  /** It is put into a parameter whose function's call gives it back. Whether that is so. */
  intoResult(owner: Node, parameter: Node, path: Path): boolean;
  /** It is kept in a field of a class or of its instances. */
  field(owner: ClassNode, isStatic: boolean, path: Path, node: Node): void;
}
