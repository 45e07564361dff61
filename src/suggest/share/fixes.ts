import type { TSESLint } from '@typescript-eslint/utils';
import type { Program } from '../../project/program.js';
import { isNothing } from '../../resolve/value.js';
import { literalText, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { hoist } from './hoist.js';
import { isSetLate } from '../place/late-environment.js';
import { plainValueOf } from '../task/plain-value.js';
import { shapeOf } from '../task/shape.js';
import type { Shape } from '../task/shape.js';
import { testsBefore } from '../task/sharing.js';
import { isModuleScope, nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import type { Suggestion } from '../text/suggestion.js';
import { otherValuesOf, wrappersOf } from './wrappers.js';

/*
 * Which suggestions of a file may be applied without a person looking at them? Only the hoist, and only of a construction that gives the
 * same client wherever it runs, and does nothing but give it.
 * Invariant: no two edits that name something new are applied in one pass. Blind spot: constructors with effects that the catalog does
 * not tell of.
 */

export class Fixes {
  readonly #sourceCode: Readonly<TSESLint.SourceCode>;
  readonly #program: Program;
  /** Where the first edit of this pass that names something new begins. */
  #first: number | undefined;

  constructor(sourceCode: Readonly<TSESLint.SourceCode>, program: Program) {
    this.#sourceCode = sourceCode;
    this.#program = program;
  }

  /** The edit that `eslint --fix` makes, out of those that are offered. */
  fixFor(finding: Finding, suggestions: readonly Suggestion[]): TSESLint.ReportFixFunction | undefined {
    const offered = suggestions.find(({ messageId }) => messageId === 'hoistToModule');
    if (!offered) return undefined;
    const source = { code: this.#sourceCode, file: finding.site.file };
    const shape = shapeOf(source, finding);
    if (!shape || !keepsBehaviour(source, this.#program, finding, shape)) return undefined;
    const wrappers = wrappersOf(source, finding, shape);
    const mayTake = wrappers.every((wrapper) => isMadeOfPlain(source, this.#program, otherValuesOf(wrapper), wrapper.call));
    const alone = mayTake ? offered : hoist({
      source, program: this.#program, finding, shape, style: styleOf(source), client: offered.data.client,
    }, false);
    return alone && ((fixer) => this.#oneAtATime(alone.fix(fixer), fixer));
  }

  /** ESLint puts off an edit that overlaps one it makes; by the next pass the names of this one are known. */
  #oneAtATime(edits: TSESLint.RuleFix[], fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] {
    const inserted = edits.find(({ range, text }) => range[0] === range[1] && text !== '');
    if (!inserted) return edits;
    if (this.#first !== undefined) return [fixer.insertTextBeforeRange([this.#first, this.#first], ''), ...edits];
    this.#first = Math.min(...edits.map(({ range }) => range[0]));
    return edits;
  }
}

function keepsBehaviour(source: Source, program: Program, finding: Finding, shape: Shape): boolean {
  const { site, release, runtime } = finding;
  if (release.kind !== 'never' || finding.arguments !== 'constant') return false;
  // Only where a module is known to run once, and to serve all requests.
  if (!runtime || runtime.hotReload || runtime.perRequestIsRight !== undefined) return false;
  // A client that connects at once would keep everything alive that imports the module.
  if (site.model.connects === 'construction') return false;
  if (shape.isAsync || shape.leaves || shape.expression !== shape.construction) return false;
  if (shape.declared && shape.declared.listeners.length + shape.declared.connects.length > 0) return false;
  if (!isPackages(source, finding, shape) || isConditional(source, shape)) return false;
  return isMadeOfPlain(source, program, shape.construction.arguments, shape.construction);
}

/** It gives the same whenever it is made. */
function isMadeOfPlain(source: Source, program: Program, values: readonly Node[], call: Node): boolean {
  const value = plainValueOf(source, program, values, call);
  return value !== undefined && (value.environment.length === 0 || !isSetLate(program, source.file, value.environment));
}

/** The constructor comes from its package by a statement of the module, so that it is there before everything else. */
function isPackages(source: Source, finding: Finding, shape: Shape): boolean {
  let root: Node = unwrap(shape.construction.callee);
  while (root.type === 'MemberExpression' && !root.computed) root = unwrap(root.object);
  const variable = root.type === 'Identifier' ? source.file.variableOf(root) : undefined;
  if (!variable || !isModuleScope(variable.scope) || variable.defs.length !== 1) return false;
  const record = source.file.imports.find((candidate) => candidate.variable === variable);
  const definition = variable.defs[0]!.node;
  const required = definition.type === 'VariableDeclarator' && definition.init ? requiredSpecifier(definition.init) : undefined;
  return (record?.specifier ?? required) === finding.site.name.specifier;
}

function requiredSpecifier(init: Node): string | undefined {
  let value = unwrap(init);
  while (value.type === 'MemberExpression' && !value.computed) value = unwrap(value.object);
  return value.type === 'CallExpression' && value.callee.type === 'Identifier' && value.callee.name === 'require'
    ? literalText(value.arguments[0]) : undefined;
}

/** Whether something else than the request decides if it runs: a switch in the configuration, an error. */
function isConditional(source: Source, shape: Shape): boolean {
  let child: Node = shape.expression;
  for (let parent = child.parent; parent; child = parent, parent = parent.parent) {
    if (parent.type === 'CatchClause') return true;
    if (testsBefore(parent, child).some((test) => !isAboutRequest(source, test))) return true;
  }
  return false;
}

function isAboutRequest(source: Source, test: Node): boolean {
  let isLocal = false;
  for (const node of nodesIn(source, test, false)) {
    if (node.type !== 'Identifier' || isNothing(node)) continue;
    const { parent } = node;
    if (parent.type === 'MemberExpression' && parent.property === node && !parent.computed) continue;
    if (parent.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand) continue;
    if (parent.type === 'CallExpression' && parent.callee === node) continue;
    const variable = source.file.variableOf(node);
    if (variable ? isModuleScope(variable.scope) : node.name === 'process') return false;
    isLocal ||= variable !== undefined;
  }
  return isLocal;
}
