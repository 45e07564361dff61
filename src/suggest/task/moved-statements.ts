import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { isFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { detach } from '../text/detached-statement.js';
import type { Detached } from '../text/detached-statement.js';
import { takeOut } from '../text/emptied-blocks.js';
import { findPlace } from '../place/module-scope-place.js';
import { movedText, renameEdits } from '../text/moved-text.js';
import type { Renames } from '../text/moved-text.js';
import type { EditTask } from './edit-task.js';
import type { Requirements } from './requirements.js';
import { detachDeclarator, wholeDeclarations } from '../text/split-declaration.js';
import type { Edit } from '../text/suggestion.js';
import { pascalCase } from '../text/unique-name.js';
import type { UniqueNames } from '../text/unique-name.js';

/** The statements, and the declarators among others, that leave their place; `undefined` if one of them cannot. */
export function detachAll(task: EditTask, statements: readonly Node[]): Detached[] | undefined {
  const detached = wholeDeclarations(statements).map((node) => (
    node.type === 'VariableDeclarator' ? detachDeclarator(task.source, node) : detach(task.source, node)));
  return detached.every((one) => one !== undefined) ? detached : undefined;
}

/** New names for moved local constants that mean something else at module scope. */
export function namesForMoved(task: EditTask, requirements: Requirements, names: UniqueNames, renames: Map<Variable, string>): void {
  for (const declaration of requirements.declarations) {
    for (const variable of task.source.file.tree.scopes.getDeclaredVariables(declaration)) {
      const uses = variable.references.map((reference) => reference.identifier);
      const candidates = [variable.name, `${task.shape.names[0]!}${pascalCase(variable.name)}`];
      renames.set(variable, names.choose(candidates, uses, [variable]));
    }
  }
}

/** Statements as text for another place, with their comments. `var` and `let` that are written once become `const`. */
export function textOfMoved(
  task: EditTask, detached: readonly Detached[], renames: Renames, indent = '', others: readonly Edit[] = [],
): string {
  const declaring = detached.flatMap(({ statement }): Edit[] => {
    if (statement.type === 'VariableDeclarator') return [{ range: [statement.range[0], statement.range[0]], text: 'const ' }];
    if (statement.type !== 'VariableDeclaration' || statement.kind === 'const') return [];
    const last = task.source.code.getTokenBefore(statement.declarations[0])!;
    return [{ range: [statement.range[0], last.range[1]], text: 'const' }];
  });
  const edits = [...declaring, ...others, ...renameEdits(renames, () => true)];
  return [...detached].sort((a, b) => a.range[0] - b.range[0])
    .map(({ statement, content }) => (
      movedText(task.source, content, edits, indent) + (statement.type === 'VariableDeclarator' ? task.style.semicolon : '')))
    .join(task.style.eol);
}

/** Takes the releases out together with the statements that move, and with others that are to go. */
export function withoutReleases(task: EditTask, moved: readonly Detached[], others: readonly Node[] = []): Edit[] | undefined {
  const { releases, using } = task.shape;
  const isMoved = (node: Node): boolean => moved.some(({ statement }) => isInside(node, statement));
  // A listener that closes the client would go on doing so.
  if (releases.some(isMoved)) return undefined;
  const edits = takeOut(task.source, [...releases, ...others], moved);
  if (!edits || !using || isMoved(using) || others.includes(using)) return edits;
  return [...edits, { range: [using.range[0], task.source.code.getTokenBefore(using.declarations[0])!.range[1]], text: 'const' }];
}

/**
 * The variable of `let x; … x = <expression>;` is declared where it is assigned, if nothing else of the function can see the difference:
 * what goes, and what is added.
 */
export function declareWhereAssigned({ shape }: EditTask): { readonly dropped: readonly Node[]; readonly edits: readonly Edit[] } {
  const { declared, releases } = shape;
  if (!declared?.empty) return { dropped: [], edits: [] };
  const { empty, statement, variable } = declared;
  const isTyped = (variable.identifiers[0] as { typeAnnotation?: Node }).typeAnnotation !== undefined;
  const isInBlock = variable.references.every(({ identifier, init }) => (
    init === true || isInside(identifier, statement.parent) || releases.some((release) => isOfRelease(identifier, release, releases))));
  if (isTyped || !isInBlock) return { dropped: [], edits: [] };
  return { dropped: [empty], edits: [{ range: [statement.range[0], statement.range[0]], text: 'const ' }] };
}

/** In the release itself, or in the test whether there is something to release. */
function isOfRelease(identifier: Node, release: Node, releases: readonly Node[]): boolean {
  if (isInside(identifier, release)) return true;
  for (let node = release; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    const isEmptied = parent.type !== 'BlockStatement' || parent.body.every((one) => releases.some((other) => isInside(other, one)));
    // What goes on being tested needs the variable.
    if (!isEmptied) return false;
    if (parent.type === 'IfStatement' && isInside(identifier, parent.test)) return true;
    if (parent.type === 'LogicalExpression' && isInside(identifier, parent.left)) return true;
  }
  return false;
}

/** Renames outside of what moves. */
export function renamesOutside(renames: Renames, moved: readonly Detached[], alsoMoved: readonly Node[] = []): Edit[] {
  const nodes = [...moved.map(({ statement }) => statement), ...alsoMoved];
  return renameEdits(renames, (identifier) => !nodes.some((node) => isInside(identifier, node)));
}

/** Puts lines of code at module scope. */
export function insertion(task: EditTask, lastNeeded: number, text: string): Edit | undefined {
  const place = findPlace(task.source, task.shape.construction, lastNeeded, task.style);
  if (!place) return undefined;
  const isOpen = place.needsSemicolon && !/[;}]\s*$/.test(text);
  return { range: [place.offset, place.offset], text: `${place.before}${text}${isOpen ? ';' : ''}${place.after}` };
}
