import semver from 'semver';
import { packageOfSpecifier } from '../../src/catalog/merge.js';
import type { ArgumentCondition, BorrowerModel, CheckoutModel, ClientFamily, ClientModel, WrapperModel } from '../../src/catalog/types.js';

/*
 * Code made from the catalog's own data: for every entry, package and export what is to be reported in a handler, and what is not.
 * Each case is a function body with one client in it, and the expectation is read from the entry, not from the engine.
 */

/** A client that no family knows, for wrappers and borrowers to be given. The settings of the test bring it. */
export const neutralClient = {
  package: 'neutral-client', export: 'Neutral', kind: 'class', holds: 'socket', connects: 'firstUse', release: ['close'],
} as const;

export interface GeneratedCase {
  readonly title: string;
  readonly specifier: string;
  /** What the manifest says of the package, for entries that hold for some versions. */
  readonly version?: string;
  /** What is imported from the package; `default` included. */
  readonly imported: string;
  /** Statements at module level, and those of the handler. `IMPORTED` stands for the imported name and `UNIQUE` for a number. */
  readonly outside: string;
  readonly inside: string;
  /** How many constructions in it are to be reported. */
  readonly reports: 0 | 1 | 2;
  /** It can be written in TypeScript, or with the newest syntax, only. */
  readonly needsTypeScript?: boolean;
}

interface Exporting {
  readonly package: string | readonly string[];
  readonly export: string | readonly string[];
}

/** How one export of one package is reached: what is made of it outside the handler, and the callee inside. */
interface Callee {
  readonly specifier: string;
  readonly path: string;
  readonly imported: string;
  readonly outside: string;
  readonly callee: string;
}

export function generateCases(family: ClientFamily): GeneratedCase[] {
  return [
    ...family.clients.flatMap((model) => calleesOf(model).flatMap((callee) => clientCases(model, callee))),
    ...(family.wrappers ?? []).flatMap((model) => calleesOf(model).flatMap((callee) => (
      model.argument === 'receiver' ? methodCases(model, callee, family) : wrapperCases(model, model.argument, callee, family)
    ))),
    ...(family.checkouts ?? []).flatMap((model) => calleesOf(model).flatMap((callee) => checkoutCases(model, callee))),
    ...(family.sharedClosers ?? []).flatMap((model) => calleesOf(model).map(closerCase)),
    ...(family.borrowers ?? []).flatMap((model) => calleesOf(model).flatMap((callee) => borrowerCases(model, callee))),
    ...(family.clues ?? []).flatMap(({ argument }) => calleesOf(argument).flatMap(clueCases)),
  ];
}

function clientCases(model: ClientModel, callee: Callee): GeneratedCase[] {
  const options = model.options ?? [];
  const unmet = argumentsFor(options.map(({ when }) => when), undefined);
  const versions = model.versions === undefined ? '' : ` ${model.versions}`;
  const title = `${callee.specifier} ${model.kind === 'class' ? 'new ' : ''}${callee.path}${versions}`;
  const base = {
    specifier: callee.specifier,
    imported: callee.imported,
    outside: callee.outside,
    ...(model.versions !== undefined && { version: lowestOf(model.versions) }),
  };
  const made = construction(model, callee.callee, unmet);
  const isRight = model.holds === 'nothing' || model.carries !== undefined;
  const cases: GeneratedCase[] = [{ ...base, title: `${title}: made for each request`, inside: left(made), reports: isRight ? 0 : 1 }];
  for (const { when, holds } of options) {
    for (const argument of argumentsMeeting(when)) {
      const isOwning = holds !== 'nothing' && !('carries' in model && model.carries !== undefined);
      const inside = left(construction(model, callee.callee, argument));
      cases.push({ ...base, title: `${title}: made with (${argument})`, inside, reports: isOwning ? 1 : 0 });
    }
  }
  if (isRight) return cases;
  const kept = `${callee.outside} const keptUNIQUE = ${made};`;
  cases.push({ ...base, title: `${title}: kept by the module`, outside: kept, inside: useOfKept, reports: 0 });
  for (const method of model.release) {
    cases.push({ ...base, title: `${title}: released by ${method}`, inside: released(made, method), reports: 0 });
  }
  if (model.disposable) {
    const inside = `${model.disposable === 'async' ? 'await using' : 'using'} client = ${made}; await client.work(input);`;
    cases.push({ ...base, title: `${title}: disposed of`, inside, reports: 0, needsTypeScript: true });
  }
  return cases;
}

function wrapperCases(model: WrapperModel, argument: number, callee: Callee, family: ClientFamily): GeneratedCase[] {
  const { option } = model;
  const title = `${callee.specifier} ${callee.path} around a client${option === undefined ? '' : ` in ${option}`}`;
  const wrap = (client: string): string => construction(model, callee.callee, argumentAt(argument, option, client));
  const both = wrap('new Neutral()');
  const base = { specifier: callee.specifier, imported: callee.imported, outside: callee.outside };
  // Some wrappers hold something of their own beside the client: those are to be shared as well.
  const owner = ownerOf(family, callee.specifier, callee.path);
  const given = option?.replace(/\.\*$/, '');
  const isRelieved = owner?.options?.some(({ when, holds }) => holds === 'nothing' && when.is === 'present' && when.option === given);
  const own = owner && isRelieved !== true ? 1 : 0;
  return [
    { ...base, title: `${title}: both left`, inside: left(both), reports: own ? 2 : 1 },
    { ...base, title: `${title}: the client shared`, inside: left(wrap('neutral')), reports: own },
    {
      ...base,
      title: `${title}: the client released`,
      inside: `const inner = new Neutral(); try { ${left(wrap('inner'))} } finally { await inner.close(); }`,
      reports: own,
    },
    ...model.release.map((method): GeneratedCase => ({
      ...base, title: `${title}: released by ${method}`, inside: released(both, method), reports: 0,
    })),
  ];
}

/** Methods that give back their client, or something that releases it. */
function methodCases(model: WrapperModel, callee: Callee, family: ClientFamily): GeneratedCase[] {
  const receiver = receiverOf(family, callee);
  if (receiver === undefined) return [];
  const base = { specifier: callee.specifier, imported: callee.imported, outside: '' };
  const title = `${callee.specifier} ${callee.path}`;
  const method = callee.callee.replace('baseUNIQUE', receiver);
  const made = construction({ kind: model.kind === 'asyncFactory' ? 'asyncFactory' : 'factory' }, method, '');
  return [
    { ...base, title: `${title}: left`, inside: left(made), reports: 1 },
    ...model.release.map((release): GeneratedCase => ({
      ...base, title: `${title}: released by ${release}`, inside: released(made, release), reports: 0,
    })),
  ];
}

/** The construction of what a method belongs to, as an expression; `undefined` where the catalog does not call that a client. */
function receiverOf(family: ClientFamily, { specifier, path, outside }: Callee): string | undefined {
  const owner = ownerOf(family, specifier, path.slice(0, path.lastIndexOf('()')));
  if (owner === undefined) return undefined;
  const made = outside.replace('const baseUNIQUE = ', '').replace(/;$/, '');
  return owner.kind === 'asyncFactory' ? `(await ${made})` : `(${made})`;
}

function ownerOf(family: ClientFamily, specifier: string, path: string): ClientModel | undefined {
  return family.clients.find((model) => (
    model.holds !== 'nothing' && [model.package].flat().includes(specifier) && [model.export].flat().includes(path)
  ));
}

/** What is borrowed from a shared pool is no client, whether or not it is given back: that is another rule's. */
function checkoutCases(model: CheckoutModel, callee: Callee): GeneratedCase[] {
  const base = { specifier: callee.specifier, imported: callee.imported, outside: callee.outside };
  const borrow = `const borrowed = ${construction(model, callee.callee, '')}; await borrowed.work(input);`;
  const title = `${callee.specifier} ${callee.path}: borrowed`;
  return [
    { ...base, title: `${title} and left`, inside: borrow, reports: 0 },
    ...model.release.map((method): GeneratedCase => (
      { ...base, title: `${title} and given back by ${method}`, inside: `${borrow} await borrowed.${method}();`, reports: 0 })),
  ];
}

function closerCase(callee: Callee): GeneratedCase {
  const base = { specifier: callee.specifier, imported: callee.imported, outside: callee.outside };
  return { ...base, title: `${callee.specifier} ${callee.path}: called`, inside: `await ${callee.callee}();`, reports: 0 };
}

/** Wrappers from which no case is made, because what they are a method of is no client by itself. */
export function notGenerated(family: ClientFamily): string[] {
  return (family.wrappers ?? []).filter(({ argument }) => argument === 'receiver').flatMap(calleesOf)
    .filter((callee) => receiverOf(family, callee) === undefined)
    .map(({ specifier, path }) => `${specifier} ${path}`);
}

function borrowerCases(model: BorrowerModel, callee: Callee): GeneratedCase[] {
  const place = `argument ${model.argument}${model.option === undefined ? '' : ` as ${model.option}`}`;
  const title = `${callee.specifier} ${callee.path} with a client in ${place}`;
  const lend = (client: string): string => `await ${callee.callee}(${argumentAt(model.argument, model.option, client)});`;
  const base = { specifier: callee.specifier, imported: callee.imported, outside: callee.outside };
  // What it is given it releases.
  if (model.releases) return [{ ...base, title: `${title}: released`, inside: `${left('new Neutral()')} ${lend('client')}`, reports: 0 }];
  return [
    { ...base, title: `${title}: lent and left`, inside: lend('new Neutral()'), reports: model.inert === true ? 0 : 1 },
    { ...base, title: `${title}: lent and used`, inside: `${left('new Neutral()')} ${lend('client')}`, reports: 1 },
    { ...base, title: `${title}: the client shared`, inside: lend('neutral'), reports: 0 },
  ];
}

function clueCases(callee: Callee): GeneratedCase[] {
  const clue = `${callee.outside} const clueUNIQUE = ${callee.callee};`;
  const base = { specifier: callee.specifier, imported: callee.imported };
  const title = `${callee.specifier} ${callee.path} given to a constructor from elsewhere`;
  const made = "new Untraceable('localhost', clueUNIQUE)";
  return [
    { ...base, title: `${title}: left`, outside: clue, inside: left(made), reports: 1 },
    { ...base, title: `${title}: kept`, outside: `${clue} const keptUNIQUE = ${made};`, inside: useOfKept, reports: 0 },
    { ...base, title: `${title}: no constructor`, outside: clue, inside: left('makeUntraceable(clueUNIQUE)'), reports: 0 },
  ];
}

/** A handler that uses a client and leaves it. */
function left(client: string): string {
  return `const client = ${client}; await client.work(input);`;
}

function released(client: string, method: string): string {
  return `const client = ${client}; try { await client.work(input); } finally { await client.${method}(); }`;
}

const useOfKept = 'await keptUNIQUE.work(input);';

function calleesOf(model: Exporting): Callee[] {
  const paths = [model.export].flat().map(representative);
  return [model.package].flat().map(representative).flatMap((specifier) => paths.map((path) => calleeOf(specifier, path)));
}

/** A name that a pattern matches: `*` stands for something, `**` for some segments. */
function representative(pattern: string): string {
  return pattern.replaceAll('**', 'some.more').replaceAll('*', 'Any');
}

/** `Kafka().producer` is the method of what `new Kafka()` gives; what is constructed on the way is no business of the handler. */
function calleeOf(specifier: string, path: string): Callee {
  const [imported = '', ...rest] = path.split('.');
  const name = imported.replace(/(?:\(\))+$/, '');
  const steps = [imported.replace(name, 'IMPORTED'), ...rest];
  const last = steps.findLastIndex((step) => step.endsWith('()'));
  const base = { specifier, path, imported: name };
  if (last === -1) return { ...base, outside: '', callee: steps.join('.') };
  const made = steps.slice(0, last + 1).join('.');
  const isClass = /^[A-Z]/.test((last === 0 ? name : steps[last])!);
  return {
    ...base, outside: `const baseUNIQUE = ${isClass ? 'new ' : ''}${made};`, callee: ['baseUNIQUE', ...steps.slice(last + 1)].join('.'),
  };
}

function construction({ kind }: { readonly kind: ClientModel['kind'] }, callee: string, argument: string): string {
  switch (kind) {
    case 'class':
      return `new ${callee}(${argument})`;
    case 'factory':
      return `${callee}(${argument})`;
    case 'asyncFactory':
      return `(await ${callee}(${argument}))`;
  }
}

/** Arguments that meet none of the conditions: those that ask for absence find something, all others nothing. */
function argumentsFor(conditions: readonly ArgumentCondition[], met: string | undefined): string {
  const absent = conditions.filter(({ is }) => is === 'absent');
  if (met !== undefined || absent.length === 0) return met ?? '';
  return absent.map(({ option }) => (option === undefined ? '{}' : objectWith(option, '{}'))).at(-1)!;
}

function argumentsMeeting({ argument = 0, option, is }: ArgumentCondition): string[] {
  if (is === 'absent') return [option === undefined ? '' : '{}'];
  const shapes = { present: ['given'], object: ['{}'], string: ["'text'"] };
  const values = typeof is === 'string' ? shapes[is] : is.map((value) => JSON.stringify(value));
  return values.map((value) => argumentAt(argument, option, value));
}

function argumentAt(argument: number, option: string | undefined, value: string): string {
  return [...Array<string>(argument).fill('given'), option === undefined ? value : objectWith(option, value)].join(', ');
}

/** `a.b` is a member of a member, `a.*` an element of a list. */
function objectWith(option: string, value: string): string {
  return option.split('.').reduceRight((inner, key) => (key === '*' ? `[${inner}]` : `{ ${key}: ${inner} }`), value);
}

function lowestOf(range: string): string {
  return semver.minVersion(range)!.version;
}

/** What stands in the manifest for a case: the version of its package, where one is asked for. */
export function dependencyOf({ specifier, version }: GeneratedCase): Readonly<Record<string, string>> {
  return version === undefined ? {} : { [packageOfSpecifier(specifier)]: version };
}
