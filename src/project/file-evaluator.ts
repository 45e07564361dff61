import { Evaluator } from '../resolve/evaluate.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Value } from '../resolve/value.js';
import type { Node } from '../syntax/nodes.js';
import type { PackageTest } from './files/leading-files.js';
import type { Program } from './program.js';

/*
 * What does an expression mean, as far as its file alone tells: every import leads to a package. Asked before other files are parsed, which
 * costs a thousand times as much, and is in vain where the import that an expression begins with leads to no package of the catalog.
 */

const evaluators = new WeakMap<FileModel, Evaluator>();

export function fileEvaluatorOf(file: FileModel): Evaluator {
  let evaluator = evaluators.get(file);
  if (!evaluator) evaluators.set(file, evaluator = new Evaluator({ resolve: () => undefined }));
  return evaluator;
}

export function evaluateInFile(file: FileModel, expression: Node): Value {
  return fileEvaluatorOf(file).evaluate(file, expression);
}

/** Whether an expression may mean something that a catalogued package exports, or one that passes the test, also by way of other files. */
export function mayBeCatalogued(program: Program, file: FileModel, expression: Node, isWanted?: PackageTest): boolean {
  const value = evaluateInFile(file, expression);
  return value.kind !== 'package' || program.mayLeadToCatalogued(file, [value.specifier], isWanted);
}

/** Whether an expression is certainly a function or a class that another file of the project declares, which is not parsed for that. */
export function isWrittenHere(program: Program, file: FileModel, expression: Node): boolean {
  const value = evaluateInFile(file, expression);
  const [name, ...others] = value.kind === 'package' ? value.path : [];
  return value.kind === 'package' && name?.startsWith('.') === true && others.length === 0
    && program.isWrittenHere(file, value.specifier, name.slice(1));
}
