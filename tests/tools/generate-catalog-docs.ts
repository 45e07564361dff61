/** `docs/catalog.md`, written from the catalog. `npm run generate` writes it, a test proves it current. */
import type { Measurement } from '../../src/catalog/measured/measurement.js';
import { indexCatalog } from '../../src/catalog/merge.js';
import type {
  Catalog, CheckoutModel, ClientFamily, ClientModel, ConnectTime, Holding, OptionEffect, WrapperModel,
} from '../../src/catalog/types.js';

const holdings: Readonly<Record<Holding, string>> = {
  'grpc-channel': 'a gRPC channel',
  socket: 'a socket',
  pool: 'a pool of connections',
  'http-agent': 'an HTTP agent',
  'child-process': 'a process',
  threads: 'worker threads',
  timer: 'a timer',
  nothing: 'nothing',
};

const connectTimes: Readonly<Record<ConnectTime, string>> = {
  construction: 'at once',
  firstUse: 'with the first operation',
  connectCall: 'when told to connect',
};

const measuredConnects: Readonly<Record<Measurement['connects'], string>> = {
  construction: 'at once',
  firstUse: 'with the first call',
  process: 'uses one of the process',
  never: '',
};

/** The page about all families of the catalog, with what was measured of their clients. */
export function renderCatalogDocs(catalog: Catalog, measurements: readonly Measurement[]): string {
  const index = indexCatalog(catalog);
  const familyOf = ({ package: name, export: path, version }: Measurement): string | undefined => {
    const found = (kind: 'new' | 'call') => index.findClient(name, path.split('.'), kind, () => version);
    return (found('new') ?? found('call'))?.family;
  };
  const families = [...catalog.families].sort((a, b) => compare(a.title, b.title));
  return `# Catalog

What the plugin knows about SDKs: which constructors and factories own a connection, and which look as if they did and own nothing.
This page is generated from \`src/catalog/\`; [how it was verified](./catalog-verification.md) is a page of its own.
An SDK that is not here can be [described in the settings](./settings.md).

In names, \`*\` stands for any part of a name, \`**\` for any path, and \`X()\` for what \`X\` constructs or returns.
Methods listed under *released by* are alternatives. A dash there means that it cannot be released.

Under *Measured* stands what \`client-lifetime probe\` counted at a server of the same machine: connections that are open after ten clients
were made, used once and kept, after ten were used and released, and after ten calls of one; memory of the heap for each that is kept; and
milliseconds for making a client and its first call, beside a call of one that is shared. The machine had other work, so that times tell no
more than the order of magnitude. All of it is in \`src/catalog/measured/measurements.json\`; \`npm run measure:catalog\` measures again.

${families.map(({ name, title }) => `- [${title}](#${name})`).join('\n')}

${families.map((family) => renderFamily(family, measurements.filter((one) => familyOf(one) === family.name))).join('\n\n')}
`;
}

function renderFamily(family: ClientFamily, measurements: readonly Measurement[]): string {
  const owning = family.clients.filter((client) => client.holds !== 'nothing');
  const others = family.clients.filter((client) => client.holds === 'nothing');
  return [
    `<a id="${family.name}"></a>\n\n## ${family.title}\n\nPreset: \`client-lifetime/${family.name}\``,
    section('Own a connection', ['package', 'constructor', 'holds', 'connects', 'released by', 'notes', ''], owning.map(owningRow)),
    section('Own none', ['package', 'constructor', 'why', ''], others.map(otherRow)),
    section('Share the obligation of a client', ['package', 'function', 'client', 'released by', ''], family.wrappers?.map(wrapperRow)),
    section('Are borrowed and must be given back', ['package', 'call', 'borrows', 'given back by', ''], family.checkouts?.map(checkoutRow)),
    section('Use a client without keeping it', ['package', 'function'], family.borrowers?.map(({ package: name, export: path }) => (
      [names(name), names(path)]
    ))),
    section('Close a client that the process shares', ['package', 'call', ''], family.sharedClosers?.map((closer) => (
      [names(closer.package), names(closer.export), link(closer.docs)]
    ))),
    section('Measured', ['package', 'constructor', 'connects', 'kept', 'released', 'shared', 'heap each', 'own', 'shared call'],
      measurements.map(measuredRow)),
  ].filter((part) => part !== '').join('\n\n');
}

function owningRow(client: ClientModel): string[] {
  if (client.holds === 'nothing') {
    throw new TypeError('A client that holds nothing belongs into the other table.');
  }
  const notes = [
    client.cost === 'waste' ? 'It goes away by itself soon: one per request is waste, no leak.' : undefined,
    client.note,
    client.session === undefined ? undefined : `One per request is right: ${lowerFirst(client.session)}`,
    client.collected,
    client.setup === undefined ? undefined : `To be awaited once: ${methods(client.setup)}.`,
    client.inert === undefined ? undefined : `Opens nothing: ${methods(client.inert)}.`,
    client.disposable === undefined ? undefined : `Works with ${usingOf(client)}.`,
    ...(client.options ?? []).map(optionNote),
  ];
  return [
    packages(client),
    names(client.export),
    holdings[client.holds],
    connectTimes[client.connects],
    methods(client.release),
    sentences(notes),
    link(client.docs),
  ];
}

function otherRow(client: ClientModel): string[] {
  const reason = client.holds === 'nothing' ? client.reason : undefined;
  const notes = sentences([reason, client.note, ...(client.options ?? []).map(optionNote)]);
  return [packages(client), names(client.export), notes, link(client.docs)];
}

function wrapperRow(wrapper: WrapperModel): string[] {
  const { argument, option } = wrapper;
  const position = argument === 'receiver' ? 'the object it is called on' : `argument ${argument + 1}`;
  return [
    names(wrapper.package), names(wrapper.export), option === undefined ? position : `\`${option}\` of ${position}`,
    wrapper.release.length === 0 ? 'the client' : methods(wrapper.release), link(wrapper.docs),
  ];
}

function measuredRow({ package: name, version, export: path, connects, modes: { kept, released, shared } }: Measurement): string[] {
  return [
    `${names(name)} ${version}`, names(path), measuredConnects[connects], String(kept.open), String(released.open), String(shared.open),
    `${Math.round(kept.heap / 1024)} kB`, `${kept.milliseconds.toFixed(1)} ms`, `${shared.milliseconds.toFixed(1)} ms`,
  ];
}

function checkoutRow(checkout: CheckoutModel): string[] {
  const ways = [
    ...checkout.release.map((method) => `\`${method}()\``),
    ...(checkout.releasedBy ?? []).map((method) => `\`${method}(${checkout.noun})\` of the pool`),
    ...(checkout.disposable === undefined ? [] : [usingOf(checkout)]),
  ];
  return [names(checkout.package), names(checkout.export), checkout.noun, ways.join(', '), link(checkout.docs)];
}

function usingOf({ disposable, disposableIn }: Pick<CheckoutModel, 'disposable' | 'disposableIn'>): string {
  const declaration = disposable === 'async' ? '`await using`' : '`using`';
  return disposableIn === undefined ? declaration : `${declaration} (${disposableIn})`;
}

function optionNote(effect: OptionEffect): string {
  const { option, argument, is } = effect.when;
  const subject = option === undefined ? `argument ${(argument ?? 0) + 1}` : `\`${option}\``;
  const conditions = {
    present: `with ${subject}`,
    absent: `without ${subject}`,
    object: `if ${subject} is an object`,
    string: `if ${subject} is a string`,
  };
  const condition = typeof is === 'string' ? conditions[is] : `if ${subject} is ${is.map((each) => `\`${String(each)}\``).join(' or ')}`;
  const text = `${condition} it holds ${holdings[effect.holds]}`;
  const explanation = effect.holds === 'nothing' ? effect.reason : effect.note;
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${explanation === undefined ? '.' : `: ${lowerFirst(explanation)}`}`;
}

function section(title: string, head: readonly string[], rows: readonly (readonly string[])[] = []): string {
  if (rows.length === 0) {
    return '';
  }
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [`### ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const packages = ({ package: name, versions }: ClientModel): string => `${names(name)}${versions === undefined ? '' : ` ${versions}`}`;
const names = (list: string | readonly string[]): string => [list].flat().map((name) => `\`${name}\``).join('<br>');
const methods = (list: readonly string[]): string => (list.length === 0 ? '–' : list.map((name) => `\`${name}()\``).join(', '));
const sentences = (list: readonly (string | undefined)[]): string => list.filter((each) => each !== undefined).join(' ');
const link = (docs: string): string => (docs.startsWith('http') ? `[docs](${docs})` : docs);
const lowerFirst = (text: string): string => (/^[A-Z][a-z]* /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
const compare = (a: string, b: string): number => (a.toLowerCase() < b.toLowerCase() ? -1 : 1);
