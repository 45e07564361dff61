import type { TSESTree } from '@typescript-eslint/utils';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import type { Node } from '../../syntax/nodes.js';
import type { Source } from './source.js';
import type { Edit } from './suggestion.js';

/** New names for variables. */
export type Renames = ReadonlyMap<Variable, string>;

/** The edits that give a variable's occurrences inside `isWanted` its new name. */
export function renameEdits(renames: Renames, isWanted: (identifier: Node) => boolean): Edit[] {
  const edits = new Map<number, Edit>();
  for (const [variable, name] of renames) {
    if (name === variable.name) continue;
    for (const identifier of [...variable.identifiers, ...variable.references.map((reference) => reference.identifier)]) {
      if (!isWanted(identifier)) continue;
      const start = identifier.range[0];
      // The range of an identifier with a type annotation ends behind it.
      const text = isShorthand(identifier) ? `${variable.name}: ${name}` : name;
      edits.set(start, { range: [start, start + variable.name.length], text });
    }
  }
  return [...edits.values()];
}

/**
 * A range of the source with edits applied to it, its first line at no indentation and the others by as much less.
 * Lines inside template literals and block comments of another form stay as they are.
 */
export function movedText(source: Source, range: readonly [number, number], edits: readonly Edit[], indent = ''): string {
  const { code } = source;
  const line = code.getLocFromIndex(range[0]).line;
  const own = /^[ \t]*/.exec(code.lines[line - 1]!)![0];
  const outdents: Edit[] = [];
  for (let number = line + 1; number <= code.getLocFromIndex(range[1]).line; number++) {
    const start = code.getIndexFromLoc({ line: number, column: 0 });
    const text = code.lines[number - 1]!;
    if (isInTemplate(source, start)) continue;
    if (own !== '' && text.startsWith(own)) outdents.push({ range: [start, start + own.length], text: indent });
    else if (own === '' && indent !== '' && text.trim() !== '') outdents.push({ range: [start, start], text: indent });
  }
  const inside = edits.filter((edit) => edit.range[0] >= range[0] && edit.range[1] <= range[1]);
  return indent + applyEdits(code.text, range, [...inside, ...outdents]);
}

/** A range of a text with the edits in it. */
export function applyEdits(text: string, range: readonly [number, number], edits: readonly Edit[]): string {
  let result = '';
  let at = range[0];
  for (const edit of [...edits].sort((a, b) => a.range[0] - b.range[0])) {
    // Inside of what another edit replaces as a whole.
    if (edit.range[0] < at) continue;
    result += text.slice(at, edit.range[0]) + edit.text;
    at = edit.range[1];
  }
  return result + text.slice(at, range[1]);
}

/** Whether the text at an offset is part of a string, where spaces count. */
export function isInTemplate(source: Source, offset: number): boolean {
  const token = source.code.getNodeByRangeIndex(offset);
  return token?.type === 'TemplateElement' && token.range[0] < offset || token?.type === 'Literal' && token.range[0] < offset;
}

function isShorthand(identifier: Node): boolean {
  const holder = identifier.parent?.type === 'AssignmentPattern' && identifier.parent.left === identifier ? identifier.parent : identifier;
  const property = holder.parent;
  return property?.type === 'Property' && property.shorthand && property.value === holder;
}

/** The range of a node without the parentheses that only it needs: `(new X()).y`. */
export function withoutParentheses(source: Source, node: Node): [number, number] {
  let range: [number, number] = [...node.range];
  const { code } = source;
  let before: TSESTree.Token | null = code.getTokenBefore(node);
  let after: TSESTree.Token | null = code.getTokenAfter(node);
  const parent = node.parent!;
  const isArgument = (parent.type === 'CallExpression' || parent.type === 'NewExpression') && parent.callee !== node;
  if (isArgument || !/Expression$|^VariableDeclarator$|^ReturnStatement$/.test(parent.type) || !isInside(node, parent)) return range;
  while (before?.value === '(' && after?.value === ')' && before.range[0] >= parent.range[0] && after.range[1] <= parent.range[1]) {
    const hasComment = code.commentsExistBetween(before, node) || code.commentsExistBetween(node, after);
    // `await(new X())`: the parentheses part two words.
    if (hasComment || /[\w$]/.test(code.text[before.range[0] - 1] ?? '')) break;
    range = [before.range[0], after.range[1]];
    before = code.getTokenBefore(before);
    after = code.getTokenAfter(after);
  }
  return range;
}
