import type { ProcessContext } from '../../catalog/types.js';
import { isInRange } from '../../catalog/merge.js';
import type { Program } from '../../project/program.js';
import { isInside } from '../../syntax/is-inside.js';
import type { Finding } from '../../verdict/finding.js';
import type { EditTask } from '../task/edit-task.js';
import { detachAll, insertion, textOfMoved, withoutReleases } from '../task/moved-statements.js';
import { requirementsOf } from '../task/requirements.js';
import type { Requirements } from '../task/requirements.js';
import type { Shape } from '../task/shape.js';
import { whyReplaced } from '../task/sharing.js';
import { isShared } from '../share/lazy-getter.js';
import { isOnlyTried } from '../share/only-tried.js';
import { keepingFunction, sharedPlaceOf } from '../share/shared-place.js';
import type { SharedPlace } from '../share/shared-place.js';
import type { Detached } from '../text/detached-statement.js';
import { movedText, renameEdits, withoutParentheses } from '../text/moved-text.js';
import type { Source } from '../text/source.js';
import { styleOf } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Edit, Suggestion } from '../text/suggestion.js';
import { UniqueNames, camelCase, pascalCase } from '../text/unique-name.js';
import { withhold } from '../text/withhold.js';
import { ownPartOf } from './own-part.js';
import { partTypeEdits } from './part-type.js';
import { isDividable, placesOf } from './process-places.js';
import type { Place } from './process-places.js';
import { startOptions } from './start-options.js';

/*
 * `await (await getBrowser()).createBrowserContext()` in place of `await puppeteer.launch({ … })`, with one process that is started on
 * first use, and again when it has ended.
 * Input: a process that is ended on every path, whose kind the catalog says how to divide. Its closes stay, and end the context.
 * Invariant: nothing is done with it that its context cannot do, and it is started with constants. Blind spot: memory that contexts leave
 * behind in the process.
 */

export function sharedProcess(source: Source, finding: Finding, program: Program, client: string): Suggestion | undefined {
  const { dividedInto } = finding.site.model;
  if (!dividedInto || finding.release.kind !== 'everyPath' || finding.arguments !== 'constant') return undefined;
  if (finding.runtime?.perRequestIsRight !== undefined) return undefined;
  const construction = finding.site.node;
  const no = (reason: string): undefined => withhold(source, construction, 'sharing', reason);
  const method = methodOf(source, program, dividedInto);
  if (method === undefined) return no('it is not known which version of its package is installed, and how that divides it');
  const places = placesOf(source, program, construction);
  const [place] = places;
  if (!place) return no('no variable of a function holds it alone');
  if (places.every(({ variable }) => isOnlyTried(finding, variable))) return no('it is started only to see whether it can be');
  const parts = new Map(places.map((one) => [one, ownPartOf(source, dividedInto, method, finding.site.model.release, one)]));
  const isFitting = (one: Place): boolean => {
    const own = parts.get(one);
    return own !== false && isDividable(dividedInto, one.variable, one.made, finding, own?.call);
  };
  if (!places.every(isFitting)) {
    return no(`something is done with it that a ${dividedInto.name} of it cannot do`);
  }
  const types = places.map((one) => partTypeEdits(source, dividedInto, one, finding.site.name.specifier));
  if (!types.every((edits) => edits !== undefined)) return no('its variable has a type of its own');
  const options = startOptions(program, source.file, construction, dividedInto.indifferent);
  if (dividedInto.unless && new RegExp(dividedInto.unless).test(options)) {
    return no(`it is started with what its ${dividedInto.name}s would not bear, or with what is not to be seen from here`);
  }

  const { made } = place;
  const replaced = whyReplaced(finding, [made]);
  if (replaced !== undefined) return no(replaced);
  if (places.some((other) => source.file.textOf(other.made) !== source.file.textOf(made))) return no('it is started in different ways');
  const name = camelCase(place.variable.name);
  const shape: Shape = { construction: made, expression: made, isAsync: true, releases: [], names: [name], leaves: false };
  const task: EditTask = { source, program, finding, shape, style: styleOf(source), client };
  const start = startAlone(task, place) ?? startWithOptions(task, place);
  if (!start) return no('what it is started with cannot leave its place');
  const { requirements, moved, given } = start;

  const { semicolon: end, eol, indent: i, isTypeScript } = task.style;
  const creating = (starter: string, place: string): string[] => [
    `async function ${starter}(${given?.parameter ?? ''}) {`,
    ...(moved.length > 0 ? [textOfMoved(task, moved, new Map(), i)] : []),
    `${i}const ${name} = await ${given?.call ?? movedText(source, made.range, [], i).slice(i.length)}${end}`,
    `${i}// The next request starts another one.`,
    `${i}${name}.once('${dividedInto.gone}', () => {`,
    `${i}${i}${place} = undefined${end}`,
    `${i}})${end}`,
    `${i}return ${name}${end}`,
    '}',
  ];
  const text = (starter: string, getter: string, { declaration, place }: SharedPlace): string => [
    ...declaration === undefined ? [] : [declaration, ''],
    ...creating(starter, place),
    '',
    ...keepingFunction(task.style, `${getter}(${given?.parameter ?? ''})`, place, `${starter}(${given?.name ?? ''})`),
  ].join(eol);
  const names = new UniqueNames(source);
  const own = [`start${pascalCase(name)}`, `get${pascalCase(name)}`, `${name}Promise`] as const;
  const type = (starter: string): string | undefined => isTypeScript ? `ReturnType<typeof ${starter}>` : undefined;
  // The very same process, which this edit started for another place of the file.
  const placeOf = (given: UniqueNames, kept: string, starter: string): SharedPlace => (
    sharedPlaceOf(task, given, kept, type(starter), name, own[2]));
  const isThere = !given && source.code.text.includes(text(own[0], own[1], placeOf(new UniqueNames(source), own[2], own[0])));
  const starter = isThere ? own[0] : names.choose([own[0], `${own[0]}Process`], []);
  const getter = isThere ? own[1] : names.choose([own[1], `getShared${pascalCase(name)}`], places.map((one) => one.made));
  const kept = isThere ? own[2] : names.choose([own[2], `shared${pascalCase(own[2])}`], []);
  const insert = isThere ? undefined
    : insertion(task, requirements.lastNeeded, text(starter, getter, placeOf(names, kept, starter)));
  if (!isThere && !insert) return undefined;
  const leaving = moved.filter(({ statement }) => !isShared(task, statement, requirements.staying));
  const removed = withoutReleases(task, leaving);
  if (!removed) return undefined;
  const divided = places.flatMap((one): Edit[] => {
    const uses = one.variable.references.map(({ identifier }) => identifier);
    const own = parts.get(one) || undefined;
    const kept = one.isAnothers ? one.variable.name : own?.variable?.name;
    const part = kept ?? new UniqueNames(source).choose([dividedInto.name, `${name}${pascalCase(dividedInto.name)}`], uses);
    return [
      { range: withoutParentheses(source, one.made), text: `(await ${getter}(${given?.value ?? ''})).${method}(${own?.options ?? ''})` },
      ...own?.edits ?? [],
      ...renameEdits(new Map([[one.variable, part]]), (identifier) => !isInside(identifier, one.made)),
    ];
  });
  return toSuggestion('sharedProcess', client, [...insert ? [insert] : [], ...removed, ...divided, ...types.flat()]);
}

/** How the process is started at module scope. */
interface Start {
  readonly requirements: Requirements;
  readonly moved: readonly Detached[];
  /** What it is started with stays in the function, and is passed on. */
  readonly given?: {
    readonly name: string;
    /** With its type. */
    readonly parameter: string;
    readonly value: string;
    /** What starts it, with the parameter. */
    readonly call: string;
  };
}

/** All that it is started with goes along. */
function startAlone(task: EditTask, { made }: Place): Start | undefined {
  const requirements = requirementsOf(task, [made], [], { isAsync: true });
  const moved = requirements && detachAll(task, requirements.declarations);
  return moved && { requirements, moved };
}

/** `getBrowser(options)`: the options are put together in the function, the same for all requests. */
function startWithOptions({ source, style, finding, ...task }: EditTask, { made }: Place): Start | undefined {
  const [value, ...others] = made.arguments;
  const callee = source.file.textOf(made.callee);
  // What another function starts is not all made of what that is given.
  if (made !== finding.site.node || !value || others.length > 0 || value.type === 'SpreadElement') return undefined;
  if (!/^[\w$]+(?:\.[\w$]+)*$/.test(callee) || made.typeArguments) return undefined;
  const requirements = requirementsOf({ source, style, finding, ...task }, [made.callee], []);
  if (!requirements || requirements.declarations.length > 0) return undefined;
  const name = new UniqueNames(source).choose(['options', 'launchOptions'], []);
  const parameter = style.isTypeScript ? `${name}: Parameters<typeof ${callee}>[0]` : name;
  return { requirements, moved: [], given: { name, parameter, value: source.file.textOf(value), call: `${callee}(${name})` } };
}

/** The method that gives a context, in the version that is installed. */
function methodOf({ file }: Source, program: Program, { by }: ProcessContext): string | undefined {
  return by.find(({ package: name, versions }) => isInRange(program.versionOf(file, name), versions))?.method;
}

