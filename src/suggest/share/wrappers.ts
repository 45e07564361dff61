import type { TSESTree } from '@typescript-eslint/utils';
import { instrumentingFunctions } from '../../catalog/conventions/methods.js';
import type { Variable } from '../../resolve/file-model.js';
import { isInside } from '../../syntax/is-inside.js';
import { isCall, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { CallNode, Node } from '../../syntax/nodes.js';
import type { Finding } from '../../verdict/finding.js';
import { isCalledLike, isStateChange } from '../task/client-uses.js';
import { isMemberWritten, isMethodReceiver } from '../task/requirements.js';
import { isPassedOn } from '../task/shape.js';
import type { Declared, Shape } from '../task/shape.js';
import { isGuardedByArguments } from '../task/sharing.js';
import type { Source } from '../text/source.js';
import { leavingPart } from '../text/split-declaration.js';

/*
 * `const doc = DynamoDBDocumentClient.from(client);` beside the client's declaration: other forms of the client, which can be made once as
 * well when it is.
 * Invariant: each is a constant that nothing changes and that does not leave the function. Blind spot: what its methods change in it.
 */

export interface Wrapper {
  /** Its declaration, or its declarator among others. */
  readonly part: TSESTree.VariableDeclaration | TSESTree.VariableDeclarator;
  readonly variable: Variable;
  readonly call: CallNode;
  /** The client among its arguments. */
  readonly client: Node;
}

/** Those of the client, and those of its wrappers, each behind what it wraps. */
export function wrappersOf(source: Source, finding: Finding, { declared }: Shape): Wrapper[] {
  if (!declared) return [];
  const wrappers: Wrapper[] = [];
  const wrapped = [declared.variable];
  for (const variable of wrapped) {
    for (const { identifier } of variable.references) {
      const wrapper = wrapperAround(source, finding, declared, identifier);
      if (!wrapper || wrapped.includes(wrapper.variable)) continue;
      wrappers.push(wrapper);
      wrapped.push(wrapper.variable);
    }
  }
  return wrappers;
}

function wrapperAround(source: Source, finding: Finding, declared: Declared, client: Node): Wrapper | undefined {
  const call = wrappingCall(finding, client);
  if (!call) return undefined;
  const declarator = outermost(call).parent;
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined;
  const declaration = declarator.parent;
  if (declaration.kind !== 'const' || declaration.parent !== blockOf(declared)) return undefined;
  // What stands before it wraps nothing yet.
  if (client.range[0] < declared.statement.range[0]) return undefined;
  const variable = source.file.variableOf(declarator.id);
  if (!variable?.references.every((reference) => !reference.isRead() || !isChanged(reference.identifier, finding))) return undefined;
  if (isGuardedByArguments(source, { construction: call, expression: call })) return undefined;
  return { part: leavingPart(declaration, declarator), variable, call, client };
}

function wrappingCall(finding: Finding, client: Node): CallNode | undefined {
  const given = outermost(client);
  // The argument itself, or an option in it.
  const argument = given.parent?.type === 'Property' && given.parent.value === given ? given.parent.parent : given;
  const call = argument.parent;
  return isCall(call) && finding.around?.isWrapper(call, argument) ? call : undefined;
}

/** What it is made of beside the client. */
export function otherValuesOf({ call, client }: Wrapper): Node[] {
  return call.arguments.flatMap((argument): Node[] => {
    if (!isInside(client, argument)) return [argument];
    return argument.type === 'ObjectExpression' ? argument.properties.filter((property) => !isInside(client, property)) : [];
  });
}

/** The block in which the client gets into its variable. */
function blockOf({ statement }: Declared): Node | undefined {
  return statement.type === 'VariableDeclarator' ? statement.parent.parent : statement.parent;
}

/** Something is done to it, or may be done where it goes. */
function isChanged(identifier: Node, finding: Finding): boolean {
  if (wrappingCall(finding, identifier)) return false;
  if (isMemberWritten(identifier) || isMethodReceiver(identifier) || isPassedOn(identifier)) return true;
  let access = outermost(identifier);
  const user = access.parent;
  if (isCall(user) && user.callee !== access) return isCalledLike(user, instrumentingFunctions);
  // `api.interceptors.request.use(…)`
  while (access.parent?.type === 'MemberExpression' && unwrap(access.parent.object) === unwrap(access)) {
    const name = propertyName(access.parent);
    // A client is told which database to use with it; what wraps one asks for columns.
    if (name === undefined || (name !== 'select' && isStateChange(access.parent, finding))) return true;
    access = outermost(access.parent);
  }
  return false;
}
