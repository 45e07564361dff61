import type { OwningClientModel } from '../catalog/types.js';
import type { Finding } from './finding.js';

/** Rules that report on constructions. Their conditions are disjoint: one construction gets one report at most. */
export type ConstructionRule = 'no-client-per-request' | 'require-client-close' | 'prefer-shared-client' | 'no-unclosed-client';

export interface Strictness {
  /** Report what is certainly lost also where nothing says that the code serves requests. */
  readonly everywhere?: boolean;
}

/** The findings that a rule reports. */
export function findingsFor(rule: ConstructionRule, findings: readonly Finding[], strictness: Strictness = {}): Finding[] {
  return findings.filter((finding) => ruleFor(finding, strictness) === rule);
}

/** The one rule whose condition a finding meets. */
export function ruleFor(finding: Finding, { everywhere = false }: Strictness = {}): ConstructionRule | undefined {
  const { run, keep, release, site, runtime } = finding;
  // Uncertain means silent.
  if (keep !== 'local' || release.kind === 'unknown') return undefined;
  if (finding.isInert || finding.isLocalOnly || finding.judgedWith) return undefined;
  if (site.model.carries !== undefined || runtime?.perRequestIsRight !== undefined) return undefined;
  if (run === 'perRequest') {
    switch (release.kind) {
      case 'never':
        return 'no-client-per-request';
      case 'somePaths':
        return 'require-client-close';
      case 'everyPath':
        // One connection an hour costs nothing that another form of the code would save.
        if (finding.entry?.isSeldom) return undefined;
        // With arguments of its own each request has a reason for a connection of its own, and what serves one at a time cannot be shared.
        return finding.arguments === 'constant' && canServeAll(site.model) ? 'prefer-shared-client' : undefined;
    }
  }
  const { unreached } = finding;
  // Nobody knows how often it runs. What is lost is said only of code that evidently serves, or to whoever wants to know of all.
  if (run !== 'unknown' || !unreached || !(unreached.serving.serves || everywhere)) return undefined;
  if (release.kind === 'somePaths') return 'require-client-close';
  // Who has a part of it may be all that it is made for, and reach it through that part. A package that keeps it may be asked for it.
  return release.kind === 'never' && !finding.isPartKept && site.model.handedOutBy === undefined ? 'no-unclosed-client' : undefined;
}

/** Whether there is something that all requests could share instead. */
function canServeAll({ session, embedded, unshareable, shareInstead }: OwningClientModel): boolean {
  if (session !== undefined || embedded) return false;
  return unshareable !== 'serial' || shareInstead !== undefined;
}

/** Which of the conditions a finding fails, as the end of a sentence. */
export function silenceOf(finding: Finding): string {
  const { run, keep, release, site, runtime, reason } = finding;
  const because = reason === undefined ? '' : `: ${reason}`;
  switch (keep) {
    case 'cached':
      return 'it is kept for as long as the process lives, and so it is shared';
    case 'requestOwned':
      return 'it is handed to an object of the request, whose owner may release it';
    case 'unknown':
      return `it is unknown who keeps it${because}`;
    case 'local':
      break;
  }
  if (release.kind === 'unknown') return 'it is unknown whether it is released';
  if (site.model.carries !== undefined) return `it holds no more than ${site.model.carries}, which is judged by itself`;
  if (finding.judgedWith) return `the \`${finding.judgedWith.name.segments.at(-1)!}\` that works with it is judged for both`;
  if (finding.isInert) return 'nothing that is done with it opens a connection';
  if (finding.isLocalOnly) return 'it is made only where the environment says that somebody tries the code on a machine of their own';
  if (site.model.session !== undefined) return `one per request is right: ${site.model.session}`;
  if (runtime?.perRequestIsRight !== undefined) return `one per request is right in this runtime: ${runtime.perRequestIsRight}`;
  switch (run) {
    case 'once':
      return 'it is constructed once per process';
    case 'perIteration':
      return 'it is constructed in a loop, and not for every request';
    case 'perRequest':
      if (finding.entry?.isSeldom) return 'it is released on every path, and what runs it does so once an hour at most';
      if (finding.arguments === 'constant') return 'it is released on every path, and one cannot serve several requests at once';
      return finding.arguments === 'request'
        ? 'it is released on every path, and its arguments come from the request'
        : 'it is released on every path, and it is unknown where its arguments come from';
    case 'unknown':
      if (finding.unreached?.serving.serves === false) {
        return `it is unknown how often it runs${because}, and ${finding.unreached.serving.reason} (\`strict\` reports it)`;
      }
      if (finding.isPartKept) return `something that outlives the function has a part of it, and it is unknown how often it runs${because}`;
      if (release.kind === 'never' && site.model.handedOutBy !== undefined) {
        return `its package keeps it for \`${site.model.handedOutBy}\`, and it is unknown how often it runs${because}`;
      }
      // What is left may be meant to go on: by a consumer, until the process ends.
      return `${release.kind === 'everyPath' ? 'it is released, and ' : ''}it is unknown how often it runs${because}`;
  }
}
