import { isReassigned } from '../../resolve/values.js';
import type { TSESTree } from '@typescript-eslint/utils';
import { isExecutor } from '../../control/callbacks.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isFunction, isInLoop, outermost } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { howToClose, releasesOf } from '../held/closing-target.js';
import type { Obligated } from '../held/closing-target.js';
import { ClosingUses } from '../held/closing-uses.js';
import { isNameFree, promiseStatement } from '../held/held-client.js';
import { typedPromise } from '../held/promise-executor.js';
import { takeOut } from '../text/emptied-blocks.js';
import { withChain } from '../task/shape.js';
import { typeOfConstructed } from '../task/client-type.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Edit } from '../text/suggestion.js';
import { indentAt, startsItsLine } from '../text/wrapped-in-try.js';

/*
 * `let client; return new Promise((resolve, reject) => { client = …; … }).finally(() => client?.close())`: the client is opened in the
 * function that a promise is given, and is closed when the promise is settled.
 * Input: a construction whose variable is declared in such a function. Output: edits, or `undefined`.
 * Invariant: it is opened when and where it was, and nothing is done with it behind that. Blind spot: a promise that is never settled.
 */

export function closeOutsideExecutor(source: Source, style: Style, obligated: Obligated): Edit[] | undefined {
  const { node, setup, kind } = obligated;
  const { expression } = withChain(node, setup);
  const value = outermost(expression);
  const declarator = value.parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value || declarator.id.type !== 'Identifier') return undefined;
  // The promise of a client is not the client.
  if ((kind === 'asyncFactory' || expression !== node) && value.type !== 'AwaitExpression') return undefined;
  const declaration = declarator.parent;
  const variable = source.file.variableOf(declarator.id);
  const executor = enclosingFunction(declaration);
  if (!variable || variable.defs.length !== 1 || declaration.declarations.length !== 1 || !/^(?:const|let)$/.test(declaration.kind)) {
    return undefined;
  }
  if (isReassigned(variable)) return undefined;
  if (!isFunction(executor) || !isExecutor(executor) || isInLoop(declaration, executor)) return undefined;
  const promise = executor.parent;
  const boundary = enclosingFunction(promise);
  const statement = promiseStatement(promise);
  const block = statement?.parent;
  if (!isFunction(boundary) || boundary.generator || block?.type !== 'BlockStatement') return undefined;
  if (!startsItsLine(source, statement!)) return undefined;
  if (!isNameFree(source, boundary, variable)) return undefined;
  const releases = releasesOf(variable, obligated, boundary);
  const how = releases && howToClose(source, obligated, variable, releases);
  if (!how) return undefined;
  const uses = new ClosingUses(source, { ...obligated, made: node, variable, boundary, block, releases }, promise);
  const areOver = variable.references.every(({ identifier, init }) => (
    init === true || releases.some((one) => isInside(identifier, one)) || uses.isOver(identifier)));
  if (!areOver || uses.goOn([statement!])) return undefined;
  const typed = typedPromise(source, promise, boundary);
  const declared = declaredOutside(source, style, declarator, expression);
  const removed = typed && declared !== undefined ? takeOut(source, releases, [], true) : undefined;
  if (!removed) return undefined;
  const { name } = variable;
  // An arrow function takes an expression, and what that gives is waited for.
  const ended = how.closeIfMade.startsWith('if ') ? `${name} && ${withoutAwait(how.close)}` : withoutAwait(how.closeIfMade);
  const at = source.code.getIndexFromLoc({ line: statement!.loc.start.line, column: 0 });
  return [
    { range: [at, at], text: `${indentAt(source, statement!)}let ${declared!}${style.semicolon}${style.eol}` },
    { range: [declaration.range[0], declarator.id.range[1]], text: variable.name },
    { range: [promise.range[1], promise.range[1]], text: `.finally(() => ${ended})` },
    ...typed!, ...removed,
  ];
}

function withoutAwait(call: string): string {
  return call.replace(/^await /, '');
}

/** `client`, or `client!: Client` in TypeScript; `undefined` where its type cannot be read off. */
function declaredOutside(
  source: Source, { isTypeScript }: Style, { id }: TSESTree.VariableDeclarator, expression: Node,
): string | undefined {
  const { name, typeAnnotation } = id as TSESTree.Identifier;
  if (!isTypeScript) return name;
  const type = typeAnnotation ? source.file.textOf(typeAnnotation.typeAnnotation)
    : expression.type === 'NewExpression' ? typeOfConstructed(source, expression) : undefined;
  return type && `${name}!: ${type}`;
}
