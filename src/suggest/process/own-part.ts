import type { TSESTree } from '@typescript-eslint/utils';
import type { ProcessContext } from '../../catalog/types.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { isMemberWritten, isMethodReceiver } from '../task/requirements.js';
import { takeOut } from '../text/emptied-blocks.js';
import { isModuleScope, nodesIn, referencesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import type { Edit } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';
import type { Place } from './process-places.js';

/*
 * The function asks the process for its one part itself: `const context = await browser.newContext(options);`, or gives the only page
 * options, which are those of the part around it.
 * Input: a place that holds a process. Output: what its part is made with and called, and the edits for that; `undefined` without such a
 * call, `false` where it cannot become the part that the request gets.
 * Invariant: the options mean the same where the process was started. Blind spot: getters.
 */

export interface OwnPart {
  readonly call: Node;
  /** What the part is made with. */
  readonly options: string;
  /** The variable that holds the part from then on. */
  readonly variable?: Variable;
  readonly edits: readonly Edit[];
}

export function ownPartOf(
  source: Source, { takes = [], methods }: ProcessContext, method: string, release: readonly string[], place: Place,
): OwnPart | false | undefined {
  const { variable, made, isAnothers } = place;
  const calls = methodsOf(variable).filter(({ name }) => name === method || methods.includes(name));
  const asking = calls.filter(({ call, name }) => name === method || (takes.includes(name) && call.arguments.length > 0));
  const [own] = asking;
  if (!own) return undefined;
  const [options, ...others] = own.call.arguments;
  // Another part of the same process would be one of the part.
  if (calls.length > 1 || others.length > 0 || options?.type === 'SpreadElement' || isAnothers) return false;
  if (options && !meansTheSame(source, options, made)) return false;
  const text = options ? source.file.textOf(options) : '';
  if (own.name !== method) return { call: own.call, options: text, edits: [{ range: options!.range, text: '' }] };
  const held = heldPart(source, own.call, variable);
  if (!held) return false;
  const ends = methodsOf(held.variable).flatMap((called) => release.includes(called.name) ? [called.call] : []);
  const edits = takeOut(source, [held.declaration, ...ends]);
  return edits ? { call: own.call, options: text, variable: held.variable, edits } : false;
}

/** The calls of methods of what a variable holds. */
function methodsOf({ references }: Variable): { readonly call: TSESTree.CallExpression; readonly name: string }[] {
  return references.flatMap(({ identifier }) => {
    const access = outermost(identifier).parent;
    if (access?.type !== 'MemberExpression' || unwrap(access.object) !== identifier) return [];
    const call = outermost(access).parent;
    return call?.type === 'CallExpression' && unwrap(call.callee) === access ? [{ call, name: propertyName(access) ?? '' }] : [];
  });
}

/** `const context = await browser.newContext();`, with a name that is free wherever the process has one. */
function heldPart(
  source: Source, call: Node, process: Variable,
): { readonly variable: Variable; readonly declaration: TSESTree.VariableDeclaration } | undefined {
  const declarator = call.parent?.type === 'AwaitExpression' ? outermost(call.parent).parent : undefined;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined;
  const declaration = declarator.parent;
  const variable = source.file.variableOf(declarator.id);
  if (!variable || variable.defs.length !== 1 || declaration.declarations.length !== 1 || declaration.kind !== 'const') return undefined;
  const uses = process.references.map(({ identifier }) => identifier);
  const isFree = new UniqueNames(source).choose([variable.name], uses, [variable]) === variable.name;
  return isFree && declaration.parent.type === 'BlockStatement' ? { variable, declaration } : undefined;
}

/** Nothing is called, and each name is there, and has its value, where the process is started. */
function meansTheSame(source: Source, options: Node, made: Node): boolean {
  const isStill = (node: Node): boolean => !isCall(node) && !/^(?:Await|Yield|Assignment|Update)Expression$|Function/.test(node.type);
  if (![...nodesIn(source, options, true)].every(isStill)) return false;
  return referencesIn(source, options).every(({ resolved }) => {
    if (!resolved || resolved.defs.length === 0) return true;
    const isThere = isModuleScope(resolved.scope)
      || (isInside(made, resolved.scope.block) && resolved.defs.every(({ name }) => name.range[1] < made.range[0]));
    return isThere && resolved.references.every((reference) => {
      const { identifier } = reference;
      if (identifier.range[0] < made.range[0] || identifier.range[0] > options.range[0]) return true;
      return !reference.isWrite() && !isMemberWritten(identifier) && !isMethodReceiver(identifier);
    });
  });
}
