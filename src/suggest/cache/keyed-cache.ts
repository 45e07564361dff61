import type { TSESTree } from '@typescript-eslint/utils';
import { isCall, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { isNarrowed } from '../task/type-narrowing.js';
import { cacheKeyOf } from './cache-key.js';
import { typeOfKept } from '../task/client-type.js';
import { detachAll, insertion, textOfMoved, withoutReleases } from '../task/moved-statements.js';
import type { EditTask } from '../task/edit-task.js';
import { isPassThrough } from './pass-through.js';
import { importOf, keyedCacheHelper } from './keyed-cache-helper.js';
import { movedText } from '../text/moved-text.js';
import { requirementsOf } from '../task/requirements.js';
import { isSetupRepeatable } from '../task/sharing.js';
import { nodesIn } from '../text/source.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames, pascalCase } from '../text/unique-name.js';

export interface CacheOffer {
  readonly suggestion: Suggestion;
  /** Anybody can ask for any server, so closing it again comes first. */
  readonly isFreeInput: boolean;
}

/**
 * `const client = cachedClient(region, () => new X({ region }));`, with a bounded cache at module scope that closes the least recently
 * used. Clients that need `await` before they can be used are kept as promises.
 */
export function keyedCache(task: EditTask): CacheOffer | undefined {
  const { source, shape, style, finding } = task;
  const expression = ownExpression(task);
  // An agent that nothing closes is left to the collector.
  const release = finding.site.model.release.at(0);
  if (!expression || (release !== undefined && !/^[A-Za-z]\w*(?:\.\w+)?$/.test(release))) return undefined;
  const { declared } = shape;
  if (declared?.lateConnect && !isSetupRepeatable(source, task.program, finding)) return undefined;
  const listeners = declared?.listeners ?? [];
  const connects = declared?.connects ?? [];
  const isAsync = shape.isAsync || connects.length > 0;
  if (hasAwait(task, expression) || (isAsync && !isAwaited(task, expression))) return undefined;
  // What is added to a client that others use too must be the same for all of them.
  const setup = [...listeners, ...connects.map((statement) => (statement.expression as TSESTree.AwaitExpression).argument)];
  const own = declared ? [declared.variable] : [];
  if (setup.length > 0 && requirementsOf(task, setup, own)?.declarations.length !== 0) return undefined;
  const key = cacheKeyOf(task, expression);
  if (!key) return undefined;
  const type = style.isTypeScript ? typeOfKept(task) : undefined;
  if (style.isTypeScript && (type === undefined || isNarrowed(task))) return undefined;

  const name = shape.names[0]!;
  const names = new UniqueNames(source);
  const crypto = /['"]node:/.test(source.code.text) ? 'node:crypto' : 'crypto';
  const digest = key.isDigested ? importOf(task, names, crypto, 'createHash') : undefined;
  if (key.isDigested && digest?.name !== 'createHash') return undefined;
  const getter = names.choose([`cached${pascalCase(name)}`], [shape.expression]);
  const helper = keyedCacheHelper(task, { key, name, names, getter, type, isAsync, release });
  const insert = helper && insertion(task, -1, helper.text);
  const keyText = helper?.needsText && key.type === 'unknown' ? `JSON.stringify([${key.text}])` : key.text;
  const replaced = insert && replacements(task, expression, `${getter}(${keyText}, `);
  if (!replaced) return undefined;
  return {
    suggestion: toSuggestion('keyedCache', task.client, [...helper.imports, ...digest?.edits ?? [], insert, ...replaced]),
    isFreeInput: key.isFreeInput,
  };
}

/** The construction with what gives the client itself back; `undefined` when the client is handed on in another form. */
function ownExpression({ shape, source, program, style }: EditTask): Node | undefined {
  let node: Node = shape.construction;
  while (node !== shape.expression) {
    const parent: Node = node.parent!;
    // TypeScript may know more, or less, of what such a call gives.
    const isSame = !style.isTypeScript && isPassThrough(program, source.file, parent);
    if (isCall(parent) && parent.callee !== node && !isSame) {
      const callee = unwrap(parent.callee);
      const method = callee.type === 'MemberExpression' ? propertyName(callee) : undefined;
      // Another form of a client is made in each request, around one that is kept. What changes a client would do so again and again.
      return method === 'from' && node === shape.construction && !shape.declared?.listeners.length ? node : undefined;
    }
    node = parent;
  }
  return node;
}

function hasAwait({ source }: EditTask, expression: Node): boolean {
  return [...nodesIn(source, expression, false)].some((node) => ['AwaitExpression', 'YieldExpression'].includes(node.type));
}

/** A promise that is kept is also awaited, and does not go on as what it was. */
function isAwaited({ shape }: EditTask, expression: Node): boolean {
  return !shape.isAsync || expression.parent?.type === 'AwaitExpression' || expression.parent?.type === 'ReturnStatement';
}

function replacements(task: EditTask, expression: Node, call: string): Edit[] | undefined {
  const { source, shape, style } = task;
  const { declared } = shape;
  const statements = [...declared?.listeners ?? [], ...declared?.connects ?? []];
  const [start, end] = expression.range;
  const moved = detachAll(task, statements);
  const removed = moved && withoutReleases(task, moved);
  if (!removed) return undefined;
  if (!declared || statements.length === 0) {
    return [{ range: [start, start], text: `${call}() => ` }, { range: [end, end], text: ')' }, ...removed];
  }
  const { indent: step, semicolon, eol } = style;
  const outer = /^[ \t]*/.exec(source.code.lines[declared.statement.loc.start.line - 1]!)![0];
  const inner = outer + step;
  const connects = declared.connects.length > 0;
  const construction = movedText(source, expression.range, [], inner).slice(inner.length);
  const { name } = declared.variable;
  const lines = [
    `${connects && !shape.isAsync ? 'await ' : ''}${call}${connects ? 'async ' : ''}() => {`,
    `${inner}const ${name} = ${shape.isAsync && connects ? 'await ' : ''}${construction}${semicolon}`,
    textOfMoved(task, moved, new Map(), inner),
    `${inner}return ${name}${semicolon}`,
    `${outer}})`,
  ];
  return [{ range: [start, end], text: lines.join(eol) }, ...removed];
}
