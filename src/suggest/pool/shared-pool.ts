import type { Program } from '../../project/program.js';
import { objectOf } from '../../sites/sites.js';
import type { Finding } from '../../verdict/finding.js';
import { enclosingFunction, isFunction, outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { rootOfMembers } from '../../syntax/roots.js';
import { keepingFunction } from '../share/shared-place.js';
import { insertion } from '../task/moved-statements.js';
import type { EditTask } from '../task/edit-task.js';
import { movedText } from '../text/moved-text.js';
import { isMemberWritten, requirementsOf } from '../task/requirements.js';
import type { Shape } from '../task/shape.js';
import { whyReplaced } from '../task/sharing.js';
import { isModuleScope, nodesIn } from '../text/source.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Suggestion } from '../text/suggestion.js';
import { UniqueNames } from '../text/unique-name.js';
import { withhold } from '../text/withhold.js';

/*
 * `await (await getPool()).getConnection()` in place of `await sdk.getConnection({ … })`, with one pool that is made on first use.
 * Input: a connection that is closed on every path, of an SDK whose pool lends the same object. Its closes stay, and give it back.
 * Invariant: the pool is made from constants, with options that mean the same for it. Blind spot: settings of a session that the code
 * leaves behind and another request gets to see.
 */

export function sharedPool(source: Source, finding: Finding, program: Program, client: string): Suggestion | undefined {
  const { pooledBy } = finding.site.model;
  if (!pooledBy || finding.release.kind !== 'everyPath' || finding.arguments !== 'constant') return undefined;
  if (finding.runtime?.perRequestIsRight !== undefined) return undefined;
  const construction = finding.site.node;
  const callee = unwrap(construction.callee);
  const [options, ...others] = construction.arguments;
  if (callee.type !== 'MemberExpression' || callee.computed || others.length > 0 || !options) return undefined;
  const areKnown = objectOf(program.evaluator, source.file, options)?.node.properties.every((property) => (
    property.type === 'Property' && pooledBy.options.includes(propertyName(property) ?? '')));
  const promised = outermost(construction);
  if (areKnown !== true || !isWaitedFor(promised) || isAdapted(source, program, promised)) return undefined;
  const replaced = whyReplaced(finding, [options]);
  if (replaced !== undefined) return withhold(source, construction, 'sharing', replaced);
  // The closes stay, so nothing has to be known of them.
  const shape: Shape = { construction, expression: construction, isAsync: true, releases: [], names: ['pool'], leaves: false };
  const task: EditTask = { source, program, finding, shape, style: styleOf(source), client };
  // The package's settings are the pool's as well, whenever they are set.
  if (!isOfModule(source, callee.object) || source.code.getCommentsInside(callee).length > 0) return undefined;
  const requirements = requirementsOf(task, [options], []);
  // What cannot leave the function is handed over: it is the same for all.
  const isMoved = requirements?.declarations.length === 0;

  const { semicolon: end, eol, indent: i, isTypeScript } = task.style;
  const factory = `${source.file.textOf(callee.object)}.${pooledBy.factory}`;
  const given = isMoved ? movedText(source, options.range, [], i).slice(i.length) : 'options';
  const parameterOf = (name: string): string => (
    isMoved ? '' : `options${isTypeScript ? `: Parameters<typeof ${name}>[0]` : ''}`);
  // Of a function with several signatures TypeScript takes the last one, which may be the one that calls back.
  const typed = (creator: string, kept: string): string[] => [
    `const ${creator} = (${parameterOf(factory)}) => ${factory}(${isMoved ? movedText(source, options.range, []) : given})${end}`,
    `let ${kept}: ReturnType<typeof ${creator}> | undefined${end}`,
  ];
  const text = (creator: string, getter: string, kept: string): string => [
    ...isTypeScript ? typed(creator, kept) : [`let ${kept}${end}`],
    '',
    ...keepingFunction(task.style, `${getter}(${parameterOf(creator)})`, kept, isTypeScript
      ? `${creator}(${isMoved ? '' : 'options'})` : `${factory}(${given})`),
  ].join(eol);
  // The very same pool, which this edit made for another connection of the file.
  const isThere = isMoved && source.code.text.includes(`${text('createPool', 'getPool', 'poolPromise')}${eol}`);
  const names = new UniqueNames(source);
  const getter = isThere ? 'getPool' : names.choose(['getPool', 'getSharedPool'], [construction]);
  const kept = isThere ? 'poolPromise' : names.choose(['poolPromise', 'sharedPoolPromise'], []);
  const creator = names.choose(['createPool', 'createSharedPool'], []);
  const insert = isThere ? undefined : insertion(task, -1, text(creator, getter, kept));
  if (!isThere && !insert) return undefined;
  const handed = isMoved ? '' : source.file.textOf(options);
  const borrowed = { range: construction.range, text: `(await ${getter}(${handed})).${pooledBy.lend}()` };
  return toSuggestion('sharedPool', client, [...insert ? [insert] : [], borrowed]);
}

/** `await connect()`, or what an asynchronous function returns: another `await` has its place there. */
function isWaitedFor(promised: Node): boolean {
  if (promised.type === 'AwaitExpression') return true;
  const owner = enclosingFunction(promised);
  return promised.parent?.type === 'ReturnStatement' && isFunction(owner) && owner.async;
}

/** `oracledb`, `sdk.oracle`: a name of the module is in front. */
function isOfModule({ file }: Source, object: Node): boolean {
  const root = rootOfMembers(object);
  const variable = root.type === 'Identifier' ? file.variableOf(root) : undefined;
  return variable !== undefined && isModuleScope(variable.scope);
}

/** Something is set that the connection keeps, and that the next one who borrows it would find. */
function isAdapted(source: Source, program: Program, promised: Node): boolean {
  const around = enclosingFunction(promised);
  if (!isFunction(around)) return true;
  const holder = promised.parent;
  if (holder?.type === 'ReturnStatement' || holder === around) {
    // Those who get it from here are in this file and in those that import it.
    const files = [source.file, ...program.importersOf(source.file).map(({ file }) => file)];
    return files.some(({ tree: { text } }) => SESSION.test(text) || MEMBER_SET.test(text));
  }
  const held = holder?.type === 'VariableDeclarator' ? holder.id : holder?.type === 'AssignmentExpression' ? holder.left : undefined;
  if (held?.type !== 'Identifier' || SESSION.test(source.file.textOf(around))) return true;
  return [...nodesIn(source, around, true)].some((node) => node.type === 'Identifier' && node.name === held.name && isMemberWritten(node));
}

const SESSION = /\bALTER\s+SESSION\b/i;

/** `connection.currentSchema = …` */
const MEMBER_SET = /(?:conn|connection|client|db|session)\.\w+\s*=(?!=)/i;
