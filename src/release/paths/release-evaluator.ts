import type { TSESTree } from '@typescript-eslint/utils';
import type { Node } from '../../syntax/nodes.js';
import type { State } from './release-state.js';

/* What the walks over statements, expressions and calls of one function ask of each other. */

/** How a function is left. */
export interface BodyOutcome {
  readonly normal: State;
  readonly returned: State;
  readonly thrown: State;
}

/** What calls need to know of the expressions around and inside them. */
export interface Evaluator {
  evaluate(node: Node, before: State): State;
  children(node: Node, before: State): State;
  test(node: Node, before: State, onYes?: Node | null, onNo?: Node | null): { readonly yes: State; readonly no: State };
  logical(node: TSESTree.LogicalExpression, before: State, evaluate: (right: Node, state: State) => State): State;
}
