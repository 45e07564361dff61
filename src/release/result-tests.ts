import type { Hand } from '../ownership/ending.js';
import type { LocalLife } from '../ownership/lives/local-life.js';
import type { FileModel, Variable } from '../resolve/file-model.js';
import type { Step } from '../resolve/path.js';
import { isNothing } from '../resolve/value.js';
import { returnedExpressions } from '../resolve/values.js';
import { isFunction, literalText, propertyName, unwrap } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { ReleaseQuestion } from './paths/release-question.js';
import { outermostAwaited } from './paths/variables-of.js';

/*
 * `return { ok: true, client }` beside `return { ok: false, error }`: what the other parts of a result tell of the client in it.
 * Input: the function that gives it back, and the call that gets it. Output: what a test of such a part tells.
 * Invariant: only what all results that have the client agree on. Blind spot: results that are changed after they were given.
 */

type TellsOfResult = NonNullable<ReleaseQuestion['tells']>;

/** What a part is in all results that have the client. */
type Kept = 'set' | 'unset' | { readonly text: string };

export function resultOf(file: FileModel, origin: Node, hand: Hand | undefined): Pick<ReleaseQuestion, 'parts' | 'tells'> | undefined {
  const steps = hand?.life?.effects.of('returned').flatMap(({ path: [step] }) => step ?? []) ?? [];
  const [step] = steps;
  if (!hand?.life || step === undefined) return undefined;
  return { parts: new Set(steps.map((one) => one.slice(1))), tells: testsOfResult(file, origin, hand.owner, hand.life, step) };
}

function testsOfResult(file: FileModel, origin: Node, owner: Node, life: LocalLife, step: Step): TellsOfResult | undefined {
  if (!isFunction(owner) || owner.generator) return undefined;
  const kept = partsBeside(returnedExpressions(owner, life.file.tree.visitorKeys), step);
  if (!kept || kept.size === 0) return undefined;
  const named = namesOf(file, origin);
  const keptOf = (node: Node): Kept | undefined => {
    const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
    if (variable) return kept.get(named.parts.get(variable) ?? '');
    const holder = node.type === 'MemberExpression' ? unwrap(node.object) : undefined;
    const isOfResult = holder?.type === 'Identifier' && named.whole !== undefined && file.variableOf(holder) === named.whole;
    return isOfResult ? kept.get(propertyName(node as never) ?? '') : undefined;
  };
  return (test) => {
    const node = unwrap(test);
    if (node.type !== 'BinaryExpression') return meaningOf(keptOf(node), undefined);
    if (!/^[!=]==?$/.test(node.operator)) return undefined;
    const [left, right] = [unwrap(node.left), unwrap(node.right)];
    const text = literalText(right) ?? literalText(left);
    const asked = keptOf(literalText(right) === undefined ? right : left);
    const told = text === undefined ? undefined : meaningOf(asked, text);
    if (told === undefined || node.operator.startsWith('=')) return told;
    return told === 'present' ? 'absent' : 'present';
  };
}

/** `text`: what the part is compared with; left out, it is asked whether it is set. */
function meaningOf(kept: Kept | undefined, text: string | undefined): 'present' | 'absent' | undefined {
  if (kept === undefined) return undefined;
  if (typeof kept === 'object') return text === undefined || kept.text === text ? 'present' : 'absent';
  if (text !== undefined) return undefined;
  return kept === 'set' ? 'present' : 'absent';
}

/** The parts of the results, by name; `undefined` where a result is not written out. */
function partsBeside(results: readonly Node[], step: Step): ReadonlyMap<string, Kept> | undefined {
  const shown = results.filter((result) => !isNothing(result)).map(partsOf);
  if (!shown.every((parts) => parts !== undefined)) return undefined;
  const client = step.slice(1);
  const having = shown.filter((parts) => {
    const value = parts.get(client);
    return value !== undefined && !isNothing(value);
  });
  const names = new Set(shown.flatMap((parts) => [...parts.keys()]));
  const kept = new Map<string, Kept>();
  for (const name of having.length > 0 ? names : []) {
    const values = having.map((parts) => keptAs(parts.get(name)));
    const [first] = values;
    if (name === client || first === undefined) continue;
    const isSame = values.every((value) => value === first
      || (typeof value === 'object' && typeof first === 'object' && value.text === first.text));
    if (isSame) kept.set(name, first);
  }
  return kept;
}

/** `{ ok: true, client }`, `[undefined, client]` */
function partsOf(result: Node): ReadonlyMap<string, Node> | undefined {
  const node = unwrap(result);
  const parts = new Map<string, Node>();
  if (node.type === 'ArrayExpression') {
    for (const [index, element] of node.elements.entries()) {
      if (element?.type === 'SpreadElement') return undefined;
      if (element) parts.set(String(index), element);
    }
    return parts;
  }
  if (node.type !== 'ObjectExpression') return undefined;
  for (const property of node.properties) {
    const name = property.type === 'Property' ? propertyName(property) : undefined;
    if (property.type !== 'Property' || name === undefined) return undefined;
    parts.set(name, property.value);
  }
  return parts;
}

function keptAs(value: Node | undefined): Kept | undefined {
  if (!value || isNothing(value)) return 'unset';
  const node = unwrap(value);
  const text = literalText(node);
  if (text !== undefined) return text === '' ? 'unset' : { text };
  if (node.type === 'Literal') return node.value ? 'set' : 'unset';
  return /^(?:Object|Array|Function|ArrowFunction|Class)Expression$/.test(node.type) ? 'set' : undefined;
}

interface Named {
  readonly whole: Variable | undefined;
  /** Variables that parts were taken out into. */
  readonly parts: ReadonlyMap<Variable, string>;
}

/** `const result = await open();`, `const { client, error } = await open();` */
function namesOf(file: FileModel, origin: Node): Named {
  const value = outermostAwaited(origin);
  const { parent } = value;
  const pattern = parent?.type === 'VariableDeclarator' && parent.init === value ? parent.id
    : parent?.type === 'AssignmentExpression' && parent.right === value ? parent.left : undefined;
  const parts = new Map<Variable, string>();
  const add = (name: string | undefined, target: Node | null): void => {
    const variable = target?.type === 'Identifier' ? file.variableOf(target) : undefined;
    if (name !== undefined && variable) parts.set(variable, name);
  };
  if (pattern?.type === 'ObjectPattern') {
    for (const property of pattern.properties) if (property.type === 'Property') add(propertyName(property), property.value);
  } else if (pattern?.type === 'ArrayPattern') for (const [index, element] of pattern.elements.entries()) add(String(index), element);
  return { whole: pattern?.type === 'Identifier' ? file.variableOf(pattern) : undefined, parts };
}
