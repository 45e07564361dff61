import type { TSESTree } from '@typescript-eslint/utils';
import type { KeptPlace } from '../../ownership/places/kept-place.js';
import type { FileModel, Variable } from '../../resolve/file-model.js';
import { isExecutor } from '../../control/callbacks.js';
import { cannotThrow } from '../../control/non-throwing-calls.js';
import { isEmptying } from '../../resolve/values.js';
import { isInside } from '../../syntax/is-inside.js';
import { enclosingFunction, isCall, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { FunctionNode, Node } from '../../syntax/nodes.js';
import { referencesIn } from '../text/source.js';
import type { Source } from '../text/source.js';

/*
 * Which variable holds what has to be closed, and from where to where?
 * Input: the expression that makes it, or its promise. Output: the variable with the block at whose end it has to be closed.
 * Invariant: nothing else is ever in that variable. Blind spot: none known.
 */

/** A variable that holds it, to the end of a block. */
export interface HeldClient {
  readonly variable: Variable;
  readonly block: TSESTree.BlockStatement | TSESTree.SwitchCase;
  readonly boundary: FunctionNode;
  /** `const client = …`; left out for the other forms. */
  readonly declared?: { readonly declaration: TSESTree.VariableDeclaration; readonly declarator: TSESTree.VariableDeclarator };
  /** `let client; try { client = …; } …`: the statement, with `block` as what is tried. */
  readonly assignedIn?: TSESTree.TryStatement;
  /** It is declared in the function of a promise: the statement that makes the promise, before which the declaration is to go. */
  readonly movedBefore?: TSESTree.Statement;
  /**
   * `if (a) client = …; else client = …;`, or `try { client = …; } catch (error) { return; }`: the statement after which the variable
   * holds one of them.
   */
  readonly assignedBy?: TSESTree.Statement;
  /** `assignedBy` puts it into a variable of others, and is to declare one of its own: only its uses in the function are here. */
  readonly becomesOwn?: true;
  /** `(client) => { … }`, given to a promise: it is to wait. */
  readonly becomesAsync?: FunctionNode;
  /** `const { client, channel } = …`: variables of what came with it. */
  readonly besides?: readonly Variable[];
  /** Whether what the variable holds was waited for. */
  readonly isAwaited: boolean;
}

/** `overwrites`: the place that outlives the function, in which each run puts another one. `part`: its name in the object that it is in. */
export function heldClientOf(
  source: Source, expression: Node, isPromise: boolean, overwrites?: KeptPlace, part?: string,
): HeldClient | undefined {
  const value = outermost(expression);
  const { parent } = value;
  const isAwaited = isAwait(value, expression);
  switch (parent?.type) {
    case 'VariableDeclarator':
      if (parent.init !== value) return undefined;
      return part === undefined ? declaredBy(source, parent, isAwaited) : takenApart(source, parent, part, isAwaited);
    case 'AssignmentExpression':
      if (parent.right !== value || parent.operator !== '=' || part !== undefined) return undefined;
      return overwrites ? ownedBy(source, parent, overwrites, isAwaited) : assignedBy(source, parent, isAwaited);
    case 'MemberExpression':
      return isPromise && !isAwaited && parent.object === value && part === undefined ? givenTo(source, parent) : undefined;
    default:
      return undefined;
  }
}

function declaredBy(source: Source, declarator: TSESTree.VariableDeclarator, isAwaited: boolean): HeldClient | undefined {
  if (declarator.id.type !== 'Identifier') return undefined;
  const declaration = declarator.parent;
  if (declaration.declarations.length !== 1 || /using/.test(declaration.kind)) return undefined;
  const variable = source.file.variableOf(declarator.id);
  if (!variable || variable.defs.length !== 1 || writesOf(variable) !== 1) return undefined;
  const declared = { declaration, declarator };
  const place = movedPlace(source, declaration, variable);
  if (place) return { ...place, variable, declared, isAwaited };
  const block = declaration.parent;
  const boundary = asyncFunctionAround(declaration);
  if (!boundary || (block.type !== 'BlockStatement' && block.type !== 'SwitchCase')) return undefined;
  return { variable, block, boundary, declared, isAwaited };
}

/** `const { client, channel } = await open();` */
function takenApart(source: Source, declarator: TSESTree.VariableDeclarator, part: string, isAwaited: boolean): HeldClient | undefined {
  const { id, parent: declaration } = declarator;
  if (id.type !== 'ObjectPattern' || declaration.declarations.length !== 1 || /using|var/.test(declaration.kind)) return undefined;
  const variables = id.properties.map((property) => (
    property.type === 'Property' && property.value.type === 'Identifier' && !property.computed
      ? { name: propertyName(property), variable: source.file.variableOf(property.value) } : undefined));
  if (!variables.every((one) => one?.variable?.defs.length === 1 && writesOf(one.variable) === 1)) return undefined;
  const own = variables.filter((one) => one?.name === part);
  const variable = own.length === 1 ? own[0]!.variable : undefined;
  const block = declaration.parent;
  const boundary = asyncFunctionAround(declaration);
  if (!variable || !boundary || (block.type !== 'BlockStatement' && block.type !== 'SwitchCase')) return undefined;
  const besides = variables.flatMap((one) => (one?.variable && one.variable !== variable ? [one.variable] : []));
  return { variable, block, boundary, declared: { declaration, declarator }, besides, isAwaited };
}

/** `return new Promise((resolve, reject) => { const client = …; … })`: nothing runs between the two places. */
function movedPlace(
  source: Source, declaration: TSESTree.VariableDeclaration, variable: Variable,
): Required<Pick<HeldClient, 'block' | 'boundary' | 'movedBefore'>> | undefined {
  const executor = enclosingFunction(declaration);
  if (!isFunction(executor) || !isExecutor(executor) || executor.body !== declaration.parent) return undefined;
  const boundary = asyncFunctionAround(executor.parent);
  if (!boundary || executor.body.type !== 'BlockStatement' || executor.body.body[0] !== declaration) return undefined;
  const movedBefore = promiseStatement(executor.parent);
  if (movedBefore?.parent.type !== 'BlockStatement') return undefined;
  const isOfExecutor = referencesIn(source, declaration).some(({ resolved }) => (
    resolved && resolved !== variable && resolved.defs.length > 0 && isInside(resolved.defs[0]!.name, executor)
    && !isInside(resolved.defs[0]!.name, declaration)));
  return isOfExecutor || !isNameFree(source, boundary, variable) ? undefined : { block: movedBefore.parent, boundary, movedBefore };
}

/** Whether the name of a variable means nothing else in a function around the one that declares it. */
export function isNameFree(source: Source, boundary: FunctionNode, variable: Variable): boolean {
  return !source.file.tree.scopes.scopes.some((scope) => isInside(scope.block, boundary) && (
    scope.references.some(({ identifier, resolved }) => identifier.name === variable.name && resolved !== variable)
    || (scope !== variable.scope && scope.set.get(variable.name)?.defs.length)));
}

/** `return <promise>`, `await <promise>;`, `const value = await <promise>;` */
export function promiseStatement(promise: Node): TSESTree.Statement | undefined {
  const { parent } = outermost(promise);
  if (parent?.type === 'ReturnStatement' || parent?.type === 'ExpressionStatement') return parent;
  const declaration = parent?.type === 'VariableDeclarator' && parent.parent.declarations.length === 1 ? parent.parent : undefined;
  return declaration;
}

/** `let client; try { client = await make(); … }`, where nothing is done with it elsewhere. */
function assignedBy(source: Source, assignment: TSESTree.AssignmentExpression, isAwaited: boolean): HeldClient | undefined {
  if (assignment.left.type !== 'Identifier' || assignment.parent.type !== 'ExpressionStatement') return undefined;
  const variable = source.file.variableOf(assignment.left);
  const boundary = asyncFunctionAround(assignment);
  const beside = variable && boundary && filledBeside(variable, assignment.parent);
  if (beside) return { ...beside, boundary, isAwaited };
  const [definition] = variable?.defs ?? [];
  const declarator = definition?.node.type === 'VariableDeclarator' ? definition.node : undefined;
  if (!variable || !declarator || variable.defs.length !== 1 || !isEmpty(declarator)) return undefined;
  const branching = boundary && branchingOf(source, assignment, variable);
  if (branching && declarator.parent.parent === branching.parent && (branching.parent.type === 'BlockStatement')) {
    return { variable, block: branching.parent, boundary, assignedBy: branching, isAwaited };
  }
  if (writesOf(variable) !== (declarator.init ? 2 : 1)) return undefined;
  const attempt = attemptOf(source, assignment, variable);
  if (boundary && attempt?.parent.type === 'BlockStatement' && declarator.parent.parent === attempt.parent) {
    return { variable, block: attempt.parent, boundary, assignedBy: attempt, isAwaited };
  }
  const statement = tryAround(assignment.parent, declarator.parent.parent);
  // Where it is read already, the compiler is not as strict.
  const isReadBehind = variable.references.some((reference) => (
    reference.isRead() && statement?.finalizer && isInside(reference.identifier, statement.finalizer)));
  if (mustHaveValue(declarator.id) && !isReadBehind) return undefined;
  // In a loop the variable would still hold the one before.
  if (!boundary || !statement || declarator.parent.parent !== statement.parent) return undefined;
  const isElsewhere = variable.references.some(({ identifier, init }) => init !== true && !isInside(identifier, statement));
  if (isElsewhere || enclosingFunction(declarator) !== boundary) return undefined;
  return { variable, block: statement.block, boundary, assignedIn: statement, isAwaited };
}

/** `var client; client = await make();` in one block. */
function filledBeside(
  variable: Variable, statement: TSESTree.ExpressionStatement,
): Pick<HeldClient, 'variable' | 'block' | 'assignedBy'> | undefined {
  const block = statement.parent;
  const [declared, ...others] = variable.defs;
  const declarator = declared?.node.type === 'VariableDeclarator' ? declared.node : undefined;
  if (block.type !== 'BlockStatement' || !declarator || others.length > 0 || !isEmpty(declarator)) return undefined;
  if (declarator.parent.parent !== block || declarator.range[1] > statement.range[0]) return undefined;
  const uses = variable.references.filter(({ init }) => init !== true);
  const areBehind = uses.every(({ identifier }) => isInside(identifier, block) && identifier.range[0] >= statement.range[0]);
  const isOnlyWrite = uses.filter((reference) => reference.isWrite()).length === 1;
  return areBehind && isOnlyWrite ? { variable, block, assignedBy: statement } : undefined;
}

/** `connection = await connect();` with a variable of the module, which each function that uses it fills first: it can be their own. */
function ownedBy(
  source: Source, assignment: TSESTree.AssignmentExpression, { accesses }: KeptPlace, isAwaited: boolean,
): HeldClient | undefined {
  const { left, parent: statement } = assignment;
  const variable = left.type === 'Identifier' ? source.file.variableOf(left) : undefined;
  const boundary = asyncFunctionAround(assignment);
  const block = statement.parent;
  if (!variable || !boundary || statement.type !== 'ExpressionStatement' || block?.type !== 'BlockStatement') return undefined;
  const references = variable.references.filter(({ identifier }) => isInside(identifier, boundary));
  const areBehind = references.every((reference) => reference.identifier === left || (
    !reference.isWrite() && reference.identifier.range[0] > statement.range[1] && isInside(reference.identifier, block)
    && enclosingFunction(reference.identifier) === boundary));
  const isOthers = (access: Node): boolean => !isInside(access, boundary) && !isFilledBefore(variable, access);
  if (!areBehind || accesses.some(isOthers)) return undefined;
  // The same variable, as far as it will be the function's own.
  const own = Object.create(variable, { references: { value: references } }) as Variable;
  return { variable: own, block, boundary, assignedBy: statement, becomesOwn: true, isAwaited };
}

/** The function that reads it has put something there before. */
function isFilledBefore({ references }: Variable, access: Node): boolean {
  const owner = enclosingFunction(access);
  return isFunction(owner) && references.some((reference) => (
    reference.isWrite() && reference.identifier.range[0] <= access.range[0] && enclosingFunction(reference.identifier) === owner));
}

/**
 * The `if … else` that assigns the variable the same kind of client in each of its branches, or leaves in the others, and is the only place
 * that does.
 */
function branchingOf({ file }: Source, assignment: TSESTree.AssignmentExpression, variable: Variable): TSESTree.IfStatement | undefined {
  let statement: Node = assignment.parent;
  while (statement.parent?.type === 'BlockStatement' && statement.parent.parent.type === 'IfStatement') statement = statement.parent.parent;
  while (statement.type === 'IfStatement' && statement.parent.type === 'IfStatement') statement = statement.parent;
  if (statement.type !== 'IfStatement') return undefined;
  const branches = branchesOf(statement);
  const made = branches?.map((branch) => madeAtEnd(branch, variable.name));
  if (!branches || !made) return undefined;
  const values = made.filter((one) => one !== 'left');
  // Whichever of a package's functions makes it: what closes the one closes the other.
  const callee = (value: Node): string | undefined => {
    const call = unwrap(value);
    if (!isCall(call)) return undefined;
    const isOfPackage = call.callee.type === 'MemberExpression' && isImported(file, call.callee.object);
    return file.textOf(isOfPackage ? (call.callee as TSESTree.MemberExpression).object : call.callee);
  };
  const isSame = values.every((value) => value !== undefined && callee(value) === callee(assignment.right));
  const writes = variable.references.filter((reference) => reference.writeExpr && !isEmptying(reference.writeExpr));
  const isAlone = writes.length === values.length && writes.every(({ writeExpr }) => values.includes(writeExpr!));
  const isReadBefore = variable.references.some((reference) => reference.isRead() && reference.identifier.range[0] < statement.range[1]);
  return isSame && isAlone && !isReadBefore && callee(assignment.right) !== undefined ? statement : undefined;
}

/** `chromium` of `import { chromium } from 'playwright'`, of a package and not of the project. */
function isImported(file: FileModel, object: Node): boolean {
  const definition = object.type === 'Identifier' ? file.variableOf(object)?.defs[0] : undefined;
  if (definition?.type === 'ImportBinding') {
    return definition.parent?.type === 'ImportDeclaration' && !definition.parent.source.value.startsWith('.');
  }
  const init = definition?.node.type === 'VariableDeclarator' ? definition.node.init : null;
  return init !== null && init !== undefined && /^(?:await\s+import|require)\(\s*['"][^.'"]/.test(file.textOf(init));
}

/** The `try` whose last step is to assign it, and which is left for good when that fails: what follows has the client. */
function attemptOf({ file }: Source, assignment: TSESTree.AssignmentExpression, variable: Variable): TSESTree.TryStatement | undefined {
  const block = assignment.parent.parent;
  const statement = block?.parent;
  if (statement?.type !== 'TryStatement' || statement.block !== block || !statement.handler || statement.finalizer) return undefined;
  const left = statement.handler.body.body.at(-1)?.type;
  if (left !== 'ReturnStatement' && left !== 'ThrowStatement') return undefined;
  const behind = statement.block.body.slice(statement.block.body.indexOf(assignment.parent as TSESTree.Statement) + 1);
  const isLast = behind.every((one) => {
    const call = one.type === 'ExpressionStatement' ? unwrap(one.expression) : undefined;
    return isCall(call) && cannotThrow(file, call);
  });
  const isUsedAfter = variable.references.some(({ identifier }) => identifier.range[0] > statement.range[1]);
  const isReadBefore = variable.references.some((reference) => reference.isRead() && reference.identifier.range[0] < statement.range[1]);
  return isLast && isUsedAfter && !isReadBefore ? statement : undefined;
}

/** The blocks of an `if … else`; `undefined` without an `else` at its end. */
function branchesOf({ consequent, alternate }: TSESTree.IfStatement): TSESTree.Statement[] | undefined {
  if (!alternate) return undefined;
  const others = alternate.type === 'IfStatement' ? branchesOf(alternate) : [alternate];
  return others && [consequent, ...others];
}

/** What the last statement of a branch assigns; `left` where it leaves the function. */
function madeAtEnd(branch: TSESTree.Statement, name: string): Node | 'left' | undefined {
  const last = branch.type === 'BlockStatement' ? branch.body.at(-1) : branch;
  if (last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement') return 'left';
  const assignment = last?.type === 'ExpressionStatement' ? last.expression : undefined;
  const isIts = assignment?.type === 'AssignmentExpression' && assignment.operator === '=' && assignment.left.type === 'Identifier'
    && assignment.left.name === name;
  return isIts ? assignment.right : undefined;
}

/** `make().then(async (client) => { … })` */
function givenTo(source: Source, access: TSESTree.MemberExpression): HeldClient | undefined {
  const call = access.parent;
  if (propertyName(access) !== 'then' || call.type !== 'CallExpression' || call.callee !== access) return undefined;
  const callback = call.arguments[0] && unwrap(call.arguments[0]);
  if (!isFunction(callback) || callback.generator || callback.body?.type !== 'BlockStatement') return undefined;
  const [parameter, ...others] = callback.params;
  const variable = parameter?.type === 'Identifier' ? source.file.variableOf(parameter) : undefined;
  if (!variable || others.length > 0 || variable.defs.length !== 1 || writesOf(variable) > 0) return undefined;
  const held = { variable, block: callback.body, boundary: callback, isAwaited: true };
  return callback.async ? held : { ...held, becomesAsync: callback };
}

/** The `try` of a block in which the statement is tried, at most behind tests and in further ones. */
function tryAround(statement: Node, around: Node): TSESTree.TryStatement | undefined {
  for (let node = statement; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'TryStatement') {
      if (parent.block !== node) return undefined;
      if (parent.parent === around) return parent;
    } else if (parent.type !== 'BlockStatement' && parent.type !== 'IfStatement') return undefined;
  }
  return undefined;
}

function isEmpty({ init }: TSESTree.VariableDeclarator): boolean {
  return !init || (init.type === 'Literal' && init.value === null) || (init.type === 'Identifier' && init.name === 'undefined');
}

/** TypeScript lets nobody read `let client: Client;` where it may not be assigned yet. */
export function mustHaveValue(id: Node): boolean {
  const annotation = id.type === 'Identifier' ? id.typeAnnotation?.typeAnnotation : undefined;
  const types = annotation?.type === 'TSUnionType' ? annotation.types : annotation ? [annotation] : [];
  return annotation !== undefined && !types.some(({ type }) => /^TS(?:Any|Undefined|Null)Keyword$/.test(type));
}

function asyncFunctionAround(node: Node): FunctionNode | undefined {
  const fn = enclosingFunction(node);
  return isFunction(fn) && fn.async && !fn.generator ? fn : undefined;
}

function writesOf(variable: Variable): number {
  return variable.references.filter((reference) => reference.isWrite()).length;
}

function isAwait(outer: Node, inner: Node): boolean {
  for (let node: Node | undefined = inner; node; node = node.parent) {
    if (node.type === 'AwaitExpression') return true;
    if (node === outer) return false;
  }
  return false;
}
