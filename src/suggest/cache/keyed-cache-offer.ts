import type { Program } from '../../project/program.js';
import type { Finding } from '../../verdict/finding.js';
import { isOnlyTried } from '../share/only-tried.js';
import { keyedCache } from './keyed-cache.js';
import type { CacheOffer } from './keyed-cache.js';
import { whyNotShared } from '../task/sharing.js';
import { shapeOf } from '../task/shape.js';
import type { Source } from '../text/source.js';
import { withhold } from '../text/withhold.js';
import { styleOf } from '../text/style-of.js';

/** The edit that shares clients between requests which ask for the same one. */
export function keyedCacheOffer(source: Source, finding: Finding, program: Program, client: string): CacheOffer | undefined {
  const { site, runtime } = finding;
  const no = (reason: string): undefined => withhold(source, site.node, 'cache', reason);
  if (site.model.session !== undefined || runtime?.perRequestIsRight !== undefined) return undefined;
  // The entry was not chosen for the version that is there, so its methods may be others.
  if (site.model.versions !== undefined && program.versionOf(source.file, site.name.specifier) === undefined) return undefined;
  const shape = shapeOf(source, finding, program);
  if (!shape) return undefined;
  const obstacle = whyNotShared(source, program, finding, shape);
  if (obstacle !== undefined) return no(obstacle);
  if (shape.variable && isOnlyTried(finding, shape.variable)) return no('it is opened only to see whether it can be');
  const offer = keyedCache({ source, program, finding, shape, style: styleOf(source), client });
  // Whoever tries out any server, and closes what it opened, does it right.
  if (offer?.isFreeInput === true && finding.release.kind === 'everyPath') {
    return no('whoever tries out any server, and closes it, does right');
  }
  return offer ?? no('nothing in its arguments can be the key of a cache');
}
