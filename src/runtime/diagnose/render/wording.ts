import type { Basis, FoundClient } from '../fingerprints/find-client.js';
import type { CandidateReport, Conclusion, LeakReport } from '../report.js';
import type { OtherGrowth } from '../others/find-others.js';
import { nameOfOwner } from '../owners/owner.js';
import type { Owner } from '../owners/owner.js';
import type { Certainty, UnitHandle } from '../units/unit.js';

/* The words of the report, which text and page share. */

/** Other clients that are listed by name. */
const MAX_ALIKE = 3;

export function headline(conclusion: Conclusion): string {
  switch (conclusion) {
    case 'leak':
      return 'Clients with connections of their own are constructed again and again, and stay.';
    case 'possibleLeak':
      return 'Connections grow, by so few that it may be chance.';
    case 'handles':
      return 'Nothing that grows owns a connection. Timers, threads or the like grow.';
    case 'incoming':
      return 'Nothing that grows owns a connection of its own. Others open connections to this process, and keep them.';
    case 'noConnection':
      return 'Nothing that grows owns a connection.';
    case 'nothing':
      return 'Nothing of note grows in every interval.';
  }
}

export function certaintyWord({ level }: Certainty): string {
  switch (level) {
    case 'sure':
      return 'sure';
    case 'likely':
      return 'likely';
    case 'possible':
      return 'possible, not more';
  }
}

export function titleOf(leak: LeakReport): string {
  const owner = nameOfOwner(leak.owner);
  if (leak.isIncoming) return `connections that others opened to this process${owner === '' ? '' : ` (${owner})`}`;
  switch (leak.kind) {
    case 'connection':
      return `${owner === '' ? 'sockets' : `clients made by ${owner}`}, each with ${handlesText(leak.handles)}`;
    case 'timer':
      return `timers${owner === '' ? '' : ` of ${owner}`}, without a connection`;
    case 'other':
      return `${leak.handles.map(({ name }) => name).join(', ')}${owner === '' ? '' : ` of ${owner}`}`;
  }
}

export function handlesText(handles: readonly UnitHandle[]): string {
  return handles.map(({ name, each }) => `${each === 1 ? '1' : amount(each)} ${name}`).join(', ');
}

export function placeText(owner: Owner): string {
  switch (owner.kind) {
    case 'node':
      return owner.module;
    case 'package':
      return `${owner.package}/${owner.file}:${owner.line}`;
    case 'project':
      return `${owner.file}:${owner.line}`;
    case 'unknown':
      return '';
  }
}

/** Which measured client it is, and how sure that is, in sentences without a full stop. */
export function clientTexts({ clients, basis, kinds, found, explained }: FoundClient): string[] {
  const [first, ...others] = clients.map(({ package: name, exports, version }) => `${exports.join(' or ')} of ${name} (as of ${version})`);
  const alike = others.length === 0 ? '' : `; the same objects are made by ${others.slice(0, MAX_ALIKE).join(', ')}`
    + (others.length > MAX_ALIKE ? ` and ${others.length - MAX_ALIKE} more` : '');
  const percent = Math.round(explained * 100);
  const parts = `${found} of the ${kinds} kinds of objects that one adds to a heap are there, and are ${percent} % of what `;
  return [`${basisWord(basis)}: ${first}${alike}`, ...basisTexts(basis, parts)];
}

function basisWord(basis: Basis): string {
  switch (basis) {
    case 'packages':
      return 'recognised';
    case 'names':
      return 'likely';
    case 'numbers':
      return 'possible, not more';
  }
}

function basisTexts(basis: Basis, parts: string): string[] {
  switch (basis) {
    case 'packages':
      return [`${parts}code of packages constructs here`];
    case 'names':
      return [`${parts}a bundle constructs here; only the names of classes were compared, because it hides the packages`];
    case 'numbers':
      return [
        `or another client that is made of it; ${parts}was compared: only how many of each kind there are, because names are minified`,
        'a source map beside the bundle would tell more',
      ];
  }
}

/** Why a construction is named, in one or two sentences without a full stop. */
export function candidateReasons({ fit, uncovered, package: name, constructed, rule, silence, entry }: CandidateReport): string[] {
  return [
    ...(constructed === undefined ? [] : [`watch counted ${constructed} constructions here`]),
    fitText(fit, name, uncovered),
    ...(rule === undefined ? [] : [`reported by ${rule}${entry === undefined ? '' : `: ${entry}`}`]),
    ...(silence === undefined ? [] : [`no rule reports it: ${silence}`]),
  ];
}

function fitText(fit: CandidateReport['fit'], name: string, uncovered: readonly string[]): string {
  switch (fit) {
    case 'covers':
      return `${name} and its dependencies hold all the code that constructs these objects`;
    case 'partly':
      return `${name} and its dependencies hold most of that code, but not ${uncovered.join(', ')}`;
    case 'byName':
      return `${name} constructs some of these objects; it is not installed here, so its dependencies are unknown`;
  }
}

export function otherText({ name, isFunction, owner, heldBy, besides }: OtherGrowth): string {
  const place = placeText(owner);
  const more = besides.length === 0 ? '' : ` with ${besides.slice(0, 3).join(', ')}`;
  const what = `${isFunction ? `function ${name || '(anonymous)'}` : name}${place === '' ? '' : ` (${place})`}${more}`;
  if (!heldBy) return what;
  const kind = heldBy.isListeners ? 'a list of listeners' : article(heldBy.name);
  const path = heldBy.path === '' ? '' : ` at \`${heldBy.path}\``;
  return `${what}, kept in ${kind}${path}${heldBy.place ? `, ${heldBy.place.file}:${heldBy.place.line}` : ''}`;
}

function article(name: string): string {
  return `${/^[AEIOU]/.test(name) ? 'an' : 'a'} ${name}`;
}

export function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

export function bytesText(bytes: number): string {
  const size = Math.abs(bytes);
  if (size < 1000) return `${bytes} B`;
  return size < 1_000_000 ? `${amount(bytes / 1000)} kB` : `${amount(bytes / 1_000_000)} MB`;
}

export function signedBytes(bytes: number): string {
  return bytes > 0 ? `+${bytesText(bytes)}` : bytesText(bytes);
}

/** Two digits that matter. */
export function amount(value: number): string {
  return Math.abs(value) >= 10 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1);
}
