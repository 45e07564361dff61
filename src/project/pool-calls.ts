import type { CatalogIndex } from '../catalog/merge.js';
import { Evaluator } from '../resolve/evaluate.js';
import type { Value } from '../resolve/value.js';
import type { FileModel } from '../resolve/file-model.js';
import { propertyName, unwrap } from '../syntax/nodes.js';

/*
 * Is it worth to ask a project who a pool belongs to? Looks at one file alone: does it call a method of a name that borrows from a pool, or
 * closes a client, on something that comes from a package or from another file?
 * Output: true where it may. Invariant: nothing is read but the file. Blind spot: methods under computed names.
 */

interface Names {
  readonly borrowing: ReadonlySet<string>;
  readonly closing: ReadonlySet<string>;
}

const namesOf = new WeakMap<CatalogIndex, Names>();

/** Whether a text calls a method of such a name at all. */
export function mentionsPoolCall(index: CatalogIndex, text: string): boolean {
  const { borrowing, closing } = names(index);
  for (const [, name = ''] of text.matchAll(/\.\s*([\w$]+)\s*(?:\?\.\s*)?\(/g)) if (borrowing.has(name) || closing.has(name)) return true;
  return false;
}

/** Whether a file may borrow something from a pool. */
export function mayBorrow(file: FileModel, index: CatalogIndex): boolean {
  return calls(file, names(index).borrowing);
}

/** Whether a file may close a client that somebody else holds. */
export function mayClose(file: FileModel, index: CatalogIndex): boolean {
  const wanted = names(index).closing;
  // `res.on('finish', client.close)`: read, and called by others.
  return calls(file, wanted) || [...wanted].some((name) => (file.members.get(name)?.length ?? 0) > 0);
}

function calls(file: FileModel, wanted: ReadonlySet<string>): boolean {
  // Without a project every import leads to a package.
  const evaluator = new Evaluator({ resolve: () => undefined });
  return file.calls.some((call) => {
    const callee = unwrap(call.callee);
    if (callee.type === 'MemberExpression' && !wanted.has(propertyName(callee) ?? '')) return false;
    const value = evaluator.evaluate(file, callee);
    // `const { close } = pools`.
    return isForeign(value) && wanted.has(value.path.at(-1)?.slice(1) ?? '');
  });
}

/** It comes from elsewhere, or through a class of the file whose makers may stand elsewhere. */
function isForeign(value: Value): value is Exclude<Value, { kind: 'local' | 'unknown' }> {
  return value.kind === 'package' || (value.kind === 'global' && value.path.length > 1);
}

function names(index: CatalogIndex): Names {
  let known = namesOf.get(index);
  if (!known) {
    const borrowing = new Set<string>();
    const closing = new Set<string>();
    for (const { clients, wrappers = [], checkouts = [], sharedClosers = [] } of index.families) {
      for (const { release = [] } of [...clients, ...wrappers]) for (const dotted of release) closing.add(dotted.split('.').at(-1)!);
      for (const { export: exports } of sharedClosers) for (const path of [exports].flat()) closing.add(path.split('.').at(-1)!);
      for (const { export: exports } of checkouts) for (const path of [exports].flat()) borrowing.add(path.split('.').at(-1)!);
    }
    namesOf.set(index, known = { borrowing, closing });
  }
  return known;
}
