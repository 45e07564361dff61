import { carrierOf } from '../sites/carrier.js';
import { findSites } from '../sites/sites.js';
import type { Site } from '../sites/sites.js';
import type { FileEngine } from './engine.js';
import type { Finding } from './finding.js';
import { judgeSite } from './pipeline.js';

/*
 * A transport and the client that is given it hold one connection: which of the two constructions is reported?
 * Input: the findings of a file. Output: the same, in the same order. Where both are lost alike, the client answers for both, because it is
 * what is to be closed; a transport that nobody closes by itself ends with the client, wherever that one is closed.
 */

export function judgedTogether(findings: readonly Finding[]): readonly Finding[] {
  const sites = findings.map(({ site }) => site);
  const answers = new Map(findings.map((finding) => [finding.site, finding]));
  for (const finding of findings) {
    const carrier = finding.keep === 'local' ? carrierOf(finding.site, sites) : undefined;
    const carrying = carrier && answers.get(carrier);
    if (carrying?.keep !== 'local') continue;
    const { kind } = finding.release;
    if (kind === carrying.release.kind && finding.run === carrying.run && (kind === 'never' || kind === 'somePaths')) {
      answers.set(carrying.site, holdingFor(carrying, finding.site));
      answers.set(finding.site, { ...finding, judgedWith: carrying.site });
    } else if (kind === 'never' && carrying.release.kind !== 'never') {
      answers.set(finding.site, { ...finding, release: { kind: 'unknown' } });
    }
  }
  return sites.map((site) => answers.get(site)!);
}

/** What is said of one construction in the light of the others of its file. */
export function judgedAmongOthers(engine: FileEngine, finding: Finding): Finding {
  const { site } = finding;
  const sites = findSites(engine.program, engine.index, site.file).map((other) => (other.node === site.node ? site : other));
  if (!sites.some((other) => carrierOf(other, sites))) return finding;
  return judgedTogether(sites.map((other) => (other === site ? finding : judgeSite(engine, other).finding)))[sites.indexOf(site)]!;
}

/** The client holds what it was given. */
function holdingFor(carrying: Finding, { holds }: Site): Finding {
  const { model } = carrying.site;
  return { ...carrying, site: { ...carrying.site, model: omit(model, 'carries'), holds } };
}

function omit<Model extends object, Key extends keyof Model>(model: Model, key: Key): Omit<Model, Key> {
  const rest = { ...model };
  delete rest[key];
  return rest;
}
