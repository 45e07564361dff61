import { packageOfSpecifier } from '../catalog/merge.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { CheckoutModel } from '../catalog/types.js';
import type { FileModel } from '../resolve/file-model.js';
import { isFunction, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import type { GivenByName, GivenTo, Obligation } from './client-calls.js';
import { mayBeBorrowing } from './pool-calls.js';
import type { Program } from '../project/program.js';
import { checkoutAt, constructedExport, mayBeFunction } from './sites.js';
import type { Given } from './sites.js';

/*
 * Where does a file borrow something from a pool? Every call that resolves to a catalogued checkout, by its result or by the
 * callback that it is given, where the catalog says that such a one is to give it back.
 */

export interface CheckoutSite {
  readonly file: FileModel;
  readonly node: CallNode;
  readonly model: CheckoutModel;
  readonly specifier: string;
  /** What was borrowed goes to this function, and is not what the call gives. */
  readonly givenTo?: GivenTo;
  /** The same where the function does not stand there, but is named, made or handed over. */
  readonly givenByName?: GivenByName;
}

export function findCheckouts(program: Program, index: CatalogIndex, file: FileModel, given: Given): CheckoutSite[] {
  return file.calls.flatMap((node) => {
    if (!mayBeBorrowing(file, index, node.callee)) return [];
    const found = checkoutAt(program, index, file, node, given);
    const name = found && constructedExport(program.evaluator, file, node, given);
    if (!found || !name) return [];
    const site = { file, node, model: found.model, specifier: name.specifier };
    const { callback } = found.model;
    const isLending = callback !== 'never' && node.arguments.some((argument) => (
      isCallback(program, file, argument) || mayBeFunction(program.evaluator, file, argument)));
    if (!isLending) return [site];
    return callback ? lentTo(site, callback) : [];
  });
}

/** The last argument gets it. */
function lentTo(site: CheckoutSite, callback: Exclude<CheckoutModel['callback'], 'never' | undefined>): CheckoutSite[] {
  const last = site.node.arguments.at(-1);
  const fn = last && unwrap(last);
  if (fn === undefined || fn.type === 'SpreadElement') return [];
  if (isFunction(fn)) return [{ ...site, givenTo: { ...callback, call: site.node, function: fn } }];
  return [{ ...site, givenByName: { ...callback, call: site.node, function: fn } }];
}

/** What must be done with what was borrowed. */
export function checkoutObligation({ model, specifier, givenTo, givenByName }: CheckoutSite): Obligation {
  return {
    specifier: packageOfSpecifier(specifier), release: model.release, setup: [], inert: [],
    ...(model.releasedBy && { releasedBy: model.releasedBy }),
    ...(model.lentAs && { lentAs: model.lentAs }),
    ...(model.lentTo && { lentTo: model.lentTo }),
    ...(givenTo && { givenTo }),
    ...(givenByName && { givenByName }),
  };
}

function isCallback(program: Program, file: FileModel, argument: Node): boolean {
  const value = program.evaluator.evaluate(file, argument);
  // A parameter that is handed on may be a callback, too.
  return value.kind === 'local' && (isFunction(value.node) || value.node.type === 'Identifier') && value.path.length === 0;
}

/** What a person would call the checkout: `pool.connect()`. */
export function checkoutName({ file, node }: CheckoutSite): string {
  const callee = unwrap(node.callee);
  if (callee.type !== 'MemberExpression') return `${file.textOf(callee)}()`;
  const source = file.textOf(callee).replace(/\s+/g, '');
  return source.length <= 40 ? `${source}()` : `${propertyName(callee)}()`;
}
