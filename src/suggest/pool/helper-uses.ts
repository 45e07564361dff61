import type { Program } from '../../project/program.js';
import { enclosingFunction, isAwaited, isFunction, outermost } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { factoryCallsOf } from '../task/factory-call.js';
import { releasesAtCallers } from '../task/removable-releases.js';
import type { Source } from '../text/source.js';
import { poolUsesOf } from './pool-uses.js';
import type { PoolInstead, PoolUses } from './pool-uses.js';

/*
 * `async function getConnection() { return await sdk.createConnection(options); }`, whose callers all stand in the file: would a pool do
 * what they do with what they get?
 * Input: a construction in such a function. Output: what all of them ask, and the calls that end what they have; `undefined` where one of
 * them does something else with it. Invariant: each holds it in a variable of its own. Blind spot: as of `poolUsesOf`.
 */

export interface HelperUses {
  /** The construction with the `await` around it. */
  readonly value: Node;
  readonly uses: PoolUses;
  readonly releases: readonly Node[];
}

export function helperUsesOf(source: Source, program: Program, finding: Finding, pool: PoolInstead): HelperUses | undefined {
  const { model, node: construction } = finding.site;
  const value = construction.parent.type === 'AwaitExpression' ? construction.parent : construction;
  const helper = enclosingFunction(construction);
  // What it is declared to give is another type.
  if (!isFunction(helper) || helper.generator || helper.returnType || !isResult(source, value, helper)) return undefined;
  const givesPromise = helper.async || model.kind === 'asyncFactory';
  const releases = releasesAtCallers(source, finding, program);
  const found = releases && factoryCallsOf(source, program, construction).map((call) => {
    const declarator = outermost(call.node).parent;
    const isGiven = declarator?.type === 'VariableDeclarator' && (isAwaited(call.node) || !givesPromise) && !call.mayBeNothing;
    const name = isGiven ? declarator.id : undefined;
    const variable = name?.type === 'Identifier' && !name.typeAnnotation ? source.file.variableOf(name) : undefined;
    const boundary = enclosingFunction(call.node);
    return variable && isFunction(boundary) ? poolUsesOf(source, variable, pool, model.setup ?? [], releases, boundary) : undefined;
  });
  if (!releases || !found?.every((uses) => uses !== undefined)) return undefined;
  const uses: PoolUses = {
    asked: found.flatMap(({ asked }) => asked), connects: found.flatMap(({ connects }) => connects),
    links: found.flatMap(({ links }) => links), others: found.flatMap(({ others }) => others),
  };
  return { value, uses, releases };
}

/** `return sdk.createConnection(options);`, also by way of a variable: `const connection = …; return connection;` */
function isResult({ file }: Source, value: Node, helper: FunctionNode): boolean {
  const { parent } = value;
  if (parent?.type === 'ReturnStatement' || parent === helper) return true;
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier' || parent.id.typeAnnotation) return false;
  const reads = file.variableOf(parent.id)?.references.filter(({ init }) => init !== true) ?? [];
  return reads.length > 0 && reads.every((reference) => reference.isRead() && reference.identifier.parent.type === 'ReturnStatement');
}
