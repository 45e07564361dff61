import type { TSESTree } from '@typescript-eslint/utils';
import { isProcessEnvironment } from '../../control/process-environment.js';
import type { Variable } from '../../resolve/file-model.js';
import { unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { failedOpening } from './failed-opening.js';
import { declareWhereAssigned, detachAll, insertion, withoutReleases } from '../task/moved-statements.js';
import type { EditTask } from '../task/edit-task.js';
import { creatorFunction, isShared } from './lazy-getter.js';
import { isReloaded, keepingFunction, sharedPlaceOf } from './shared-place.js';
import { movedText, withoutParentheses } from '../text/moved-text.js';
import { isNarrowed } from '../task/type-narrowing.js';
import { requirementsOf } from '../task/requirements.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Suggestion } from '../text/suggestion.js';
import { withhold } from '../text/withhold.js';
import { UniqueNames, pascalCase } from '../text/unique-name.js';

/**
 * For clients that need `await` before they can be used: the promise is kept, and dropped when it is rejected, so that the next request
 * tries again.
 */
export function asyncMemo(task: EditTask): Suggestion | undefined {
  const { source, shape, style } = task;
  const { declared } = shape;
  const connects = declared?.connects ?? [];
  if (!shape.isAsync && connects.length === 0) return undefined;
  const listeners = declared?.listeners ?? [];
  const own = declared ? [declared.variable] : [];
  const setup: Node[] = [...listeners, ...connects];
  // What is awaited in the set-up statements is the connection, so their arguments and not they have to be constant.
  const connecting = connects.map((statement) => (statement.expression as TSESTree.AwaitExpression).argument);
  const late = declared?.lateConnect;
  const parts: Node[] = [late ? declared.statement : shape.expression, ...listeners, ...connecting];
  const all = requirementsOf(task, parts, own, { isAsync: true });
  // The function that makes it would lack the tests before the construction: a text that they have told is handed over.
  const handed = all && style.isTypeScript && isNarrowed(task, all.declarations) ? textsOfEnvironment(task, all.declarations) : [];
  const requirements = handed.length === 0 ? all : requirementsOf(task, parts, [...own, ...handed], { isAsync: true });
  if (!requirements) return undefined;
  const moved = detachAll(task, [...requirements.declarations, ...setup, ...(late ? [declared.statement] : [])]);
  if (!moved || (style.isTypeScript && isNarrowed(task, requirements.declarations))) return undefined;

  const opening = failedOpening(task);
  if (opening === 'open') return withhold(source, shape.construction, 'sharing', LEFT_OPEN);

  const names = new UniqueNames(source);
  const name = shape.names[0]!;
  const getter = names.choose([`get${pascalCase(name)}`, `getShared${pascalCase(name)}`], [shape.expression]);
  const kept = names.choose([`${name}Promise`], [shape.expression]);
  const parameters = handed.map((variable) => `${variable.name}: string`).join(', ');
  const given = handed.map((variable) => variable.name).join(', ');
  const isExpression = requirements.declarations.length + setup.length === 0;
  const { semicolon: end, eol, indent } = style;
  const creator = isExpression && !style.isTypeScript
    ? undefined : names.choose([`create${pascalCase(name)}`, `createShared${pascalCase(name)}`], []);
  const creating = !creator ? [] : isExpression
    ? [`const ${creator} = async (${parameters}) => ${movedText(source, shape.expression.range, [])}${end}`, '']
    : [creatorFunction(task, creator, requirements.declarations, listeners, connects, opening, parameters), ''];
  const made = creator ? `${creator}(${given})` : movedText(source, shape.expression.range, [], indent).slice(indent.length);
  const type = style.isTypeScript ? `ReturnType<typeof ${creator}>` : undefined;
  const { declaration, place } = sharedPlaceOf(task, names, kept, type, name, `${name}Promise`);
  const lines = [
    ...creating,
    ...(declaration === undefined ? [] : [declaration, '']),
    ...keepingFunction(style, `${getter}(${parameters})`, place, made),
  ];
  const insert = insertion(task, -1, lines.join(eol));
  const leaving = moved.filter(({ statement }) => !isShared(task, statement, requirements.staying));
  const needsAwait = !shape.isAsync;
  const entering = leaving.find(({ statement }) => statement === late);
  const { dropped, edits } = declareWhereAssigned(task);
  const removed = withoutReleases(task, leaving.filter((one) => one !== entering), dropped);
  const replaced = entering
    ? { range: entering.content, text: `const ${declared!.variable.name} = await ${getter}(${given})${end}` }
    : { range: withoutParentheses(source, shape.expression), text: `${needsAwait ? 'await ' : ''}${getter}(${given})` };
  // What is kept in a module's variable is left behind when the module is loaded anew.
  const id = isReloaded(task) && place !== kept ? 'globalMemo' : 'asyncMemo';
  return insert && removed && toSuggestion(id, task.client, [insert, replaced, ...edits, ...removed]);
}

/** `const url = process.env.URL;`, behind a test whether it is there: a text, and the same for all. */
function textsOfEnvironment({ source: { file } }: EditTask, declarations: readonly Node[]): Variable[] {
  return declarations.flatMap((declaration) => {
    const declarator = declaration.type === 'VariableDeclaration' ? declaration.declarations[0] : declaration;
    if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || declarator.id.typeAnnotation) return [];
    const value = declarator.init && unwrap(declarator.init);
    if (declaration.type === 'VariableDeclaration' && declaration.declarations.length > 1) return [];
    const isText = value?.type === 'MemberExpression' && isProcessEnvironment(file, unwrap(value.object));
    return isText ? file.tree.scopes.getDeclaredVariables(declarator) : [];
  });
}

const LEFT_OPEN = 'it stays open where it cannot be connected, and it is not clear how it is closed then';
