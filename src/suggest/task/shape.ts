import type { TSESTree } from '@typescript-eslint/utils';
import { instrumentingFunctions, wrappingFunctions } from '../../catalog/conventions/methods.js';
import type { Program } from '../../project/program.js';
import { isReopenable } from '../../release/shared/shared-close.js';
import type { Variable } from '../../resolve/file-model.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, functionName, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { LISTENING, isCalledLike, isStateChange, usesOf } from './client-uses.js';
import type { Held, Uses } from './client-uses.js';
import { fieldReleases } from './field-releases.js';
import { releasesAtCallers, removableReleases } from './removable-releases.js';
import type { Source } from '../text/source.js';
import { withhold } from '../text/withhold.js';
import { leavingPart } from '../text/split-declaration.js';
import { camelCase, pascalCase } from '../text/unique-name.js';

/*
 * How is a construction written? The expression that makes a client that is ready for use, the local variable that holds it, and the
 * statements that set it up.
 * Invariant: `undefined` when the client is changed in a way that one client for all requests would not bear.
 */

export interface Shape {
  readonly construction: CallNode;
  /** The construction with the calls around it that give the client back: `new X().on(…)`, `wrap(new X())`. */
  readonly expression: Node;
  /** The expression gives a promise of the client. */
  readonly isAsync: boolean;
  /** `const x = <expression>;`: a declaration of its own in a block, whose variable is never written again. */
  readonly declared?: Declared;
  /** The local variable that holds it. */
  readonly variable?: Variable;
  /** Calls that release it, and what speaks of them: they go. */
  readonly releases: readonly Node[];
  /** `using` before its variable: the declaration becomes a `const`. */
  readonly using?: TSESTree.VariableDeclaration;
  /** Names that a person would give the shared client, best first. */
  readonly names: readonly string[];
  /** What leaves the function: other functions have the client too. */
  readonly leaves: boolean;
}

export interface Declared extends Uses {
  /** The declaration, its declarator where others share the declaration, or the statement that assigns the variable. */
  readonly statement: TSESTree.VariableDeclaration | TSESTree.VariableDeclarator | TSESTree.ExpressionStatement;
  /** `let x;`, or the `x` of `let x, y;`, before the statement that assigns it. */
  readonly empty?: TSESTree.VariableDeclaration | TSESTree.VariableDeclarator;
  readonly variable: Variable;
}

/** `program`: where an edit may take out what callers of the function do as well. */
export function shapeOf(source: Source, finding: Finding, program?: Program): Shape | undefined {
  const construction = finding.site.node;
  const setup = finding.site.model.setup ?? [];
  const no = (reason: string): undefined => withhold(source, construction, 'sharing', reason);
  const chain = withChain(construction, setup);
  const isAsync = finding.site.model.kind === 'asyncFactory' || chain.connects;
  const holder = outermost(chain.expression).parent;
  // What is called on the client right where it is made.
  if (holder?.type === 'MemberExpression' && isStateChange(holder, finding)) return no(ONE_REQUESTS_OWN);
  const held = heldBy(source, chain.expression);
  const own = removableReleases(source, finding, held?.variable);
  const releases = own && own.length > 0 ? own : (program && releasesElsewhere(source, finding, program, chain.expression)) ?? own;
  if (!releases) {
    const owner = enclosingFunction(construction);
    const isClosedHere = finding.releases?.some((release) => owner !== undefined && isInside(release, owner)) === true;
    return no(isClosedHere ? 'it is released in a way that cannot be taken out' : CLOSED_BY_CALLERS);
  }
  // Those that are behind another caller stay.
  if (finding.otherReleases?.some((node) => !releases.some((release) => isInside(node, release)))) return no(CLOSED_BY_CALLERS);
  const uses = held && usesOf(held, finding, releases);
  if (held && !uses) return no(ONE_REQUESTS_OWN);
  const using = held && /using/.test(held.declaration.kind) ? held.declaration : undefined;
  if (using && using.declarations.length > 1) return no('its declaration also declares something else with `using`');
  const declared = held && uses && toDeclared(held, uses);
  // Set-up in another place than beside the declaration cannot be moved with it.
  if (uses && !declared && uses.listeners.length + uses.connects.length > 0) return no('it is set up in another place than it is declared');
  const { expression } = chain;
  const reads = held?.variable.references.filter((reference) => reference.isRead()) ?? [];
  const leaves = [expression, ...reads.map((reference) => reference.identifier)].some(isPassedOn);
  const names = namesOf(source, expression, construction, held?.variable);
  return {
    construction, expression, isAsync, ...(declared && { declared }), ...(held && { variable: held.variable }), releases,
    ...(using && { using }), names, leaves,
  };
}

/** Those of the callers of a function that makes it, or of the methods of an object that has it in a field. */
function releasesElsewhere(source: Source, finding: Finding, program: Program, expression: Node): readonly Node[] | undefined {
  return releasesAtCallers(source, finding, program)
    ?? fieldReleases(source, finding, expression, isReopenable(program, source.file, {
      specifier: finding.site.name.specifier, setupRepeatable: finding.site.model.setupRepeatable,
    }));
}

const CLOSED_BY_CALLERS = 'those who get it from here close it';

/** Why no client is shared that one request changes. */
export const ONE_REQUESTS_OWN = 'what is done with it here is meant for one request, and one client for all would not bear it';

/** `createClient().on('error', log).connect()`, `wrap(new X())`: calls that give the client back. */
export function withChain(construction: CallNode, setup: readonly string[]): { readonly expression: Node; readonly connects: boolean } {
  let expression: Node = construction;
  let connects = false;
  for (;;) {
    const access: Node | undefined = expression.parent;
    if (access?.type === 'CallExpression' && access.arguments[0] === expression
      && isCalledLike(access, instrumentingFunctions, wrappingFunctions)) {
      expression = access;
      continue;
    }
    if (access?.type !== 'MemberExpression' || access.object !== expression) break;
    if (access.parent.type !== 'CallExpression' || access.parent.callee !== access) break;
    const name = propertyName(access) ?? '';
    if (!LISTENING.has(name) && !setup.includes(name)) break;
    connects ||= setup.includes(name);
    expression = access.parent;
  }
  return { expression, connects };
}

function heldBy(source: Source, expression: Node): Held | undefined {
  const holder = outermost(expression).parent;
  const target = holder?.type === 'VariableDeclarator' ? holder.id : holder?.type === 'AssignmentExpression' ? holder.left : undefined;
  if (target?.type !== 'Identifier') return undefined;
  const variable = source.file.variableOf(target);
  const definition = variable?.defs[0];
  if (!variable || definition?.type !== 'Variable') return undefined;
  if (definition.parent?.type !== 'VariableDeclaration' || definition.node.type !== 'VariableDeclarator') return undefined;
  const assignment = holder?.type === 'AssignmentExpression' && holder.operator === '=' ? holder.parent : undefined;
  const statement = holder === definition.node ? definition.parent : assignment?.type === 'ExpressionStatement' ? assignment : undefined;
  return { variable, declarator: definition.node, declaration: definition.parent, statement };
}

function toDeclared(held: Held, uses: Uses): Declared | undefined {
  const { declaration, declarator, variable, statement } = held;
  if (statement?.type !== 'VariableDeclaration' && statement?.type !== 'ExpressionStatement') return undefined;
  if (declarator.id.type !== 'Identifier') return undefined;
  if (statement.parent.type !== 'BlockStatement' && statement.parent.type !== 'StaticBlock') return undefined;
  // `let client = null;` in front of what assigns it.
  const isEmpty = statement !== declaration && declarator.init !== null && isEmptying(declarator.init);
  const others = variable.references.filter((reference) => !(isEmpty && reference.init === true));
  if (others.filter((reference) => reference.isWrite()).length !== 1 || variable.defs.length !== 1) return undefined;
  const part = leavingPart(declaration, declarator);
  if (statement === declaration) return { statement: part, variable, ...uses };
  // What is read before it is assigned is nothing yet, in the same run or in a loop's next one.
  if ((declarator.init && !isEmpty) || others.some(({ identifier }) => identifier.range[0] < statement.range[0])) return undefined;
  // Other declarators of the module may be exported, or keep the order in which the module runs.
  if (part === declarator && !/Block/.test(declaration.parent.type)) return undefined;
  return { statement, empty: part, variable, ...uses };
}

/** It is returned, stored in a field or an object, or a default that others share. */
export function isPassedOn(expression: Node): boolean {
  const node = outermost(expression);
  const parent = node.parent;
  switch (parent?.type) {
    case 'ReturnStatement':
    case 'Property':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'ArrayExpression':
    case 'AssignmentPattern':
      return true;
    case 'ArrowFunctionExpression':
      return parent.body === node;
    case 'AssignmentExpression':
      return parent.right === node && (parent.left.type === 'MemberExpression' || isPassedOn(parent));
    case 'ConditionalExpression':
    case 'LogicalExpression':
      return isPassedOn(parent);
    default:
      return false;
  }
}

function namesOf(source: Source, expression: Node, construction: CallNode, variable: Variable | undefined): string[] {
  const names: string[] = [];
  if (variable) names.push(variable.name);
  const holder = outermost(expression).parent;
  if ((holder?.type === 'PropertyDefinition' || holder?.type === 'Property') && !holder.computed) names.push(propertyName(holder) ?? '');
  if (holder?.type === 'AssignmentExpression' && holder.left.type === 'MemberExpression') names.push(propertyName(holder.left) ?? '');
  if (holder?.type === 'ReturnStatement' || holder?.type === 'ArrowFunctionExpression') {
    const fn = enclosingFunction(expression);
    const called = fn && functionName(fn)?.split('.').at(-1);
    const made = called && /^(?:get|create|make|build|new|init|initialize|setup|connect)([A-Z]\w*)$/.exec(called)?.[1];
    if (made) names.push(camelCase(made));
  }
  names.push(...constructedNames(source, construction));
  const usable = names.map((name) => name.replace(/^[_#]+/, '')).filter((name) => /^[A-Za-z$][\w$]*$/.test(name));
  const [first = 'client'] = usable;
  return [first, ...usable.slice(1), `shared${pascalCase(first)}`];
}

/** What a client without a name would be called, best first. */
export function namesOfClient(source: Source, construction: CallNode): string[] {
  return namesOf(source, construction, construction, undefined);
}

/** What the class or factory itself suggests: `new v1.ImageAnnotatorClient()`, `redis.createClient()`. */
function constructedNames(source: Source, construction: CallNode): string[] {
  const callee = unwrap(construction.callee);
  const last = callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
  if (last === undefined) return ['client'];
  if (construction.type === 'NewExpression') return [camelCase(last)];
  const made = /^(?:create|make|get|new|init|initialize|connect|open|build)([A-Z]\w*)$/.exec(last)?.[1];
  const owner = callee.type === 'MemberExpression' ? unwrap(callee.object) : undefined;
  const prefix = owner?.type === 'Identifier' ? camelCase(owner.name) : undefined;
  if (made) return prefix && made === 'Client' ? [`${prefix}Client`] : [camelCase(made)];
  const stem = prefix ?? camelCase(source.file.textOf(callee).replace(/\W+/g, ''));
  return [/client$/i.test(stem) ? stem : `${stem}Client`];
}
