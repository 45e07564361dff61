import { commonMethodNames, releaseNames } from '../catalog/conventions/methods.js';
import { PROMISIFIED, lendsToCallback } from '../catalog/conventions/promisified.js';
import { literally } from '../catalog/mentions.js';
import type { CatalogIndex } from '../catalog/merge.js';
import { isOpaque } from '../resolve/value.js';
import type { Value } from '../resolve/value.js';
import type { FileModel } from '../resolve/file-model.js';
import { isCall, isClass, outermost, propertyName, unwrap } from '../syntax/nodes.js';
import type { CallNode, Node } from '../syntax/nodes.js';
import { rootOfMembers } from '../syntax/roots.js';
import { evaluateInFile } from '../project/file-evaluator.js';
import { namedPlace } from './named-place.js';

/*
 * Is it worth to ask a project who a pool belongs to? Looks at one file alone: does it call a method of a name that borrows from a pool, or
 * closes a client, on something that comes from a package or from another file?
 * Output: true where it may. Invariant: nothing is read but the file. Blind spot: methods under computed names.
 */

interface Names {
  /** Methods of what a package made, that make a client in turn: `kafka.producer()`. */
  readonly making: ReadonlySet<string>;
  readonly borrowing: ReadonlySet<string>;
  readonly closing: ReadonlySet<string>;
  readonly inText: TextTests;
}

/** What tells from a text alone that such a method may be called in it. */
interface TextTests {
  readonly making: RegExp;
  readonly borrowing: RegExp;
  /** Under a name that says so by itself. */
  readonly borrowingAlone: RegExp;
  /** Called, or given away: `client.close)`, `client.close.bind(`. */
  readonly closing: RegExp;
}

/** Methods of a pool under names that everything else has: whose they are is not asked of callers. */
const unsaying: ReadonlySet<string> = new Set([...commonMethodNames].filter((name) => name !== 'connect'));

const namesOf = new WeakMap<CatalogIndex, Names>();

/** Whether a text calls a method of such a name at all. */
export function mentionsPoolCall(index: CatalogIndex, text: string): boolean {
  const { inText } = names(index);
  if (inText.closing.test(text) || inText.borrowing.test(text)) return true;
  for (const [, name = ''] of text.matchAll(/(?<![\w$])([\w$]+)\s*\(\s*[\w$]/g)) if (releaseNames.test(name)) return true;
  return false;
}

/** Whether a text borrows something by a method of such a name, from whatever it may be. */
export function mentionsBorrowing(index: CatalogIndex, text: string): boolean {
  return names(index).inText.borrowingAlone.test(text);
}

/** Whether a text calls a method of a name that makes a client of what a package made, perhaps in another file. */
export function mentionsMakingCall(index: CatalogIndex, text: string): boolean {
  return names(index).inText.making.test(text);
}

export function soundsLikeRelease(call: CallNode): boolean {
  const callee = unwrap(call.callee);
  const name = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  return name !== undefined && releaseNames.test(name);
}

/** Whether a file may borrow something from a pool. */
export function mayBorrow(file: FileModel, index: CatalogIndex): boolean {
  return calls(file, names(index).borrowing);
}

/** Whether a file may close a client that somebody else holds. */
export function mayClose(file: FileModel, index: CatalogIndex): boolean {
  const wanted = names(index).closing;
  return calls(file, wanted) || givesAway(file, wanted);
}

function calls(file: FileModel, wanted: ReadonlySet<string>): boolean {
  return file.calls.some((call) => mayMean(file, call.callee, wanted));
}

/** Whether a file may borrow something from a pool that its functions are given. */
export function mayBorrowGiven(file: FileModel, index: CatalogIndex): boolean {
  return file.calls.some((call) => mayBorrowFromGiven(file, index, call.callee));
}

/** Whether an expression may be a method that borrows from a pool. Asked before other files are. */
export function mayBeBorrowing(file: FileModel, index: CatalogIndex, method: Node): boolean {
  return mayMean(file, method, names(index).borrowing) || mayBorrowFromGiven(file, index, method);
}

/** `pool.connect` of a parameter, or of a field, that no type tells of. */
export function mayBorrowFromGiven(file: FileModel, index: CatalogIndex, method: Node): boolean {
  const callee = unwrap(method);
  const name = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (name === undefined || unsaying.has(name) || !names(index).borrowing.has(name)) return false;
  const value = evaluateInFile(file, callee);
  // A framework may have got it, or the base class of another file.
  if (value.kind === 'package') return rootOfMembers(callee).type === 'ThisExpression' || isInNamedPlace(file, callee);
  if (value.kind === 'unknown') return isInNamedPlace(file, callee);
  return value.kind === 'local' && value.path.length > 0 && (isOpaque(value) || (isClass(value.node) && value.path.length > 2));
}

function isInNamedPlace(file: FileModel, method: Node): boolean {
  return method.type === 'MemberExpression' && namedPlace(file, method.object) !== undefined;
}

/** Whether an expression may be a method that closes a client. Asked before other files are. */
export function mayBeClosing(file: FileModel, index: CatalogIndex, method: Node): boolean {
  return mayMean(file, method, names(index).closing);
}

function mayMean(file: FileModel, method: Node, wanted: ReadonlySet<string>): boolean {
  const callee = unwrap(method);
  if (callee.type === 'MemberExpression' && !wanted.has(propertyName(callee) ?? '')) return false;
  const value = evaluateInFile(file, callee);
  // `const { close } = pools`.
  return isForeign(value) && wanted.has(value.path.at(-1)?.slice(1) ?? '');
}

/** `res.on('finish', client.close)`, `closeQuietly(client)`: read or handed on, and closed by others. */
function givesAway(file: FileModel, wanted: ReadonlySet<string>): boolean {
  const isGiven = (access: Node): boolean => {
    const { parent } = outermost(access);
    if (parent?.type === 'MemberExpression') return propertyName(parent) === 'bind';
    return isCall(parent) && unwrap(parent.callee) !== access;
  };
  const reads = [...wanted].flatMap((name) => file.members.get(name) ?? []);
  return reads.some((access) => isGiven(access) && isForeign(evaluateInFile(file, access)))
    || file.calls.some((call) => (
      soundsLikeRelease(call) && call.arguments.some((argument) => isForeign(evaluateInFile(file, argument)))));
}

/** It comes from elsewhere, or through a class of the file whose makers may stand elsewhere. */
function isForeign(value: Value): value is Exclude<Value, { kind: 'local' | 'unknown' }> {
  return value.kind === 'package' || (value.kind === 'global' && value.path.length > 1);
}

function names(index: CatalogIndex): Names {
  let known = namesOf.get(index);
  if (!known) {
    const making = new Set<string>();
    const borrowing = new Set<string>();
    const closing = new Set<string>();
    for (const { clients, wrappers = [], checkouts = [], sharedClosers = [] } of index.families) {
      for (const { release = [] } of [...clients, ...wrappers]) for (const dotted of release) closing.add(dotted.split('.').at(-1)!);
      for (const path of clients.flatMap(({ export: exports }) => [exports].flat())) {
        const name = path.split('.').at(-1)!;
        // A name that methods of everything have would make every file worth a look.
        if (path.includes('().') && /^[\w$]+$/.test(name) && !commonMethodNames.has(name)) making.add(name);
      }
      for (const { export: exports } of sharedClosers) for (const path of [exports].flat()) closing.add(path.split('.').at(-1)!);
      for (const model of checkouts) {
        for (const path of [model.export].flat()) {
          const name = path.split('.').at(-1)!;
          borrowing.add(name);
          if (lendsToCallback(model)) borrowing.add(`${name}${PROMISIFIED}`);
        }
      }
    }
    namesOf.set(index, known = { making, borrowing, closing, inText: textTests(making, borrowing, closing) });
  }
  return known;
}

/** One expression each, as every linted file is asked, and most have no such name. */
function textTests(making: ReadonlySet<string>, borrowing: ReadonlySet<string>, closing: ReadonlySet<string>): TextTests {
  const method = (names: Iterable<string>, next: string): RegExp => {
    const alternatives = [...names].map(literally).join('|');
    return new RegExp(String.raw`\.\s*(?:${alternatives === '' ? '(?!)' : alternatives})\s*${next}`);
  };
  return {
    making: method(making, String.raw`(?:\?\.\s*)?(?:<[^()]{0,200}>\s*)?\(`),
    borrowing: method(borrowing, String.raw`(?:\?\.\s*)?\(`),
    borrowingAlone: method([...borrowing].filter((name) => !unsaying.has(name)), String.raw`\(`),
    closing: method(closing, String.raw`(?:\?\.\s*)?(?:[(),]|\.\s*bind\b)`),
  };
}
