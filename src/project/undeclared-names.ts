import { parameterNames } from '../catalog/conventions/parameters.js';
import type { Program } from './program.js';
import type { FileModel } from '../resolve/file-model.js';
import type { Node } from '../syntax/nodes.js';

/*
 * Is a name read that is declared nowhere, so that reading it throws? `res.json(error)` in a function that was never given `res`, and
 * `transaction.rollback()` in a `catch` whose `try` has declared the transaction.
 * Invariant: only names that code gives to what it is given, and those that the file itself declares where they do not reach: others may
 * be globals of whoever runs the file. Blind spot: globals that another program defines.
 */

/** Names of the file that no declaration reaches. */
interface Free {
  readonly read: ReadonlySet<Node>;
  /** Sloppy code makes globals of them. */
  readonly assigned: ReadonlySet<string>;
}

const known = new WeakMap<FileModel, Free>();

export function isDeclaredNowhere(program: Program, file: FileModel, node: Node): boolean {
  if (node.type !== 'Identifier') return false;
  const { name, parent } = node;
  const { read, assigned } = freeNamesOf(file);
  if (!read.has(node) || assigned.has(name)) return false;
  if (parent.type === 'UnaryExpression' && parent.operator === 'typeof') return false;
  if (!parameterNames.has(name) && !isDeclaredBeside(file, name)) return false;
  return program.filesWith([name, 'global'], (text) => namesGlobal(text, name)).length === 0;
}

function freeNamesOf(file: FileModel): Free {
  let free = known.get(file);
  if (!free) {
    // What a function assigns before it reads it is a local of its own to all who ask for variables.
    const through = (file.tree.scopes.scopes[0]?.through ?? []).filter(({ identifier }) => file.variableOf(identifier) === undefined);
    free = {
      read: new Set(through.filter((reference) => reference.isRead() && !isInType(reference)).map(({ identifier }) => identifier)),
      assigned: new Set(through.flatMap((reference) => (reference.isWrite() ? [reference.identifier.name] : []))),
    };
    known.set(file, free);
  }
  return free;
}

function isInType(reference: { readonly isTypeReference?: boolean }): boolean {
  return reference.isTypeReference === true;
}

function isDeclaredBeside({ tree }: FileModel, name: string): boolean {
  return tree.scopes.scopes.some((scope) => scope.set.get(name)?.defs.some(({ type }) => type === 'Variable' || type === 'Parameter'));
}

/** `global.db = db`, `declare global { var db: Pool }`: somebody makes it one. */
function namesGlobal(text: string, name: string): boolean {
  const isMember = new RegExp(`\\bglobal(?:This)?\\s*(?:as [^)]*\\)\\s*)?(?:\\.\\s*|\\[['"\`])${name}\\b`);
  return isMember.test(text) || /\bdeclare\s+(?:global|var|let|const)\b/.test(text);
}
