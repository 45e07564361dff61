import type { Variable } from '../../resolve/file-model.js';
import type { Program } from '../../project/program.js';
import { returnedExpressions } from '../../resolve/values.js';
import { enclosingFunction, isFunction, outermost, unwrap } from '../../syntax/nodes.js';
import type { CallNode, FunctionNode, Node } from '../../syntax/nodes.js';
import type { Source } from '../text/source.js';

/** The call that gets a client from the function that constructs it. */
export interface FactoryCall {
  readonly node: CallNode;
  /** The function is asynchronous: the call gives a promise. */
  readonly isAsync: boolean;
}

/**
 * The only call of a function whose only result is the construction itself: whoever calls it has a client of its own. `undefined` where
 * there may be another caller, in this file or in one that imports it.
 */
export function factoryCallOf(source: Source, program: Program, construction: CallNode): FactoryCall | undefined {
  const factory = enclosingFunction(construction);
  if (!isFunction(factory) || factory.generator) return undefined;
  const [result, ...others] = returnedExpressions(factory, source.file.tree.visitorKeys);
  if (!result || others.length > 0 || unwrap(result) !== construction) return undefined;
  const variable = nameOf(source, factory);
  if (!variable || source.file.exportedNames(variable).some((name) => isUsedElsewhere(source, program, name))) return undefined;
  const uses = variable.references.filter(({ identifier, init }) => init !== true && identifier.parent.type !== 'ExportSpecifier');
  const [only] = uses;
  const call = only && outermost(only.identifier).parent;
  if (uses.length !== 1 || call?.type !== 'CallExpression' || unwrap(call.callee) !== only?.identifier) return undefined;
  return { node: call, isAsync: factory.async };
}

/** The variable that only ever means this function. */
function nameOf(source: Source, factory: FunctionNode): Variable | undefined {
  const id: Node | null = factory.type === 'FunctionDeclaration' ? factory.id
    : factory.parent.type === 'VariableDeclarator' && factory.parent.init === factory ? factory.parent.id : null;
  const variable = id?.type === 'Identifier' ? source.file.variableOf(id) : undefined;
  return variable?.defs.length === 1 && isNeverWritten(variable) ? variable : undefined;
}

/** Whether a file that imports this one names it, other than in a text. */
function isUsedElsewhere({ file }: Source, program: Program, name: string): boolean {
  const named = new RegExp(`(?<!['"\`\\w$])${name.replaceAll('$', '\\$')}(?!['"\`\\w$])`);
  return program.importersOf(file, name).some((importer) => (
    importer.passesOnAll || importer.reexports.length > 0 || name === 'default' || named.test(importer.file.tree.text)));
}

function isNeverWritten(variable: Variable): boolean {
  return variable.references.every((reference) => reference.init === true || !reference.isWrite());
}
