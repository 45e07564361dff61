import type { NewEdge } from './check-report.js';

/** What a change did, without a full stop: "`POST /orders` now reaches `isHuman()`". */
export function describeEdge({ from, to }: NewEdge): string {
  return `\`${from}\` now reaches \`${to}\``;
}
