import type { OwningClientModel } from '../catalog/types.js';
import type { Finding } from './finding.js';

/** Rules that report on constructions. Their conditions are disjoint: one construction gets one report at most. */
export type ConstructionRule = 'no-client-per-request' | 'require-client-close' | 'prefer-shared-client' | 'no-unclosed-client';

/** The findings that a rule reports. */
export function findingsFor(rule: ConstructionRule, findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => ruleFor(finding) === rule);
}

/** The one rule whose condition a finding meets. */
export function ruleFor(finding: Finding): ConstructionRule | undefined {
  const { run, keep, release, site, runtime } = finding;
  // Uncertain means silent.
  if (keep !== 'local' || release.kind === 'unknown') return undefined;
  if (finding.isInert || site.model.carries !== undefined || runtime?.perRequestIsRight !== undefined) return undefined;
  if (run === 'perRequest') {
    switch (release.kind) {
      case 'never':
        return 'no-client-per-request';
      case 'somePaths':
        return 'require-client-close';
      case 'everyPath':
        // With arguments of its own each request has a reason for a connection of its own, and what serves one at a time cannot be shared.
        return finding.arguments === 'constant' && canServeAll(site.model) ? 'prefer-shared-client' : undefined;
    }
  }
  // Who has a part of it may be all that it is made for, and reach it through that part.
  return run === 'unknown' && release.kind === 'never' && !finding.isPartKept ? 'no-unclosed-client' : undefined;
}

/** Whether there is something that all requests could share instead. */
function canServeAll({ session, embedded, unshareable, shareInstead }: OwningClientModel): boolean {
  if (session !== undefined || embedded) return false;
  return unshareable !== 'serial' || shareInstead !== undefined;
}
