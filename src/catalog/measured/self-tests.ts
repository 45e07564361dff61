/**
 * For which versions the self-test of `client-lifetime watch` passed: constructions of the SDK were counted exactly, at their line and
 * column, and the application went on as without. What stands there is what tests/runtime/watch/watch.test.ts does.
 */

/** What the self-test found of one package. */
export interface SelfTested {
  readonly version: string;
  /** The export that was constructed. */
  readonly export: string;
  /** Major versions of Node.js under which it ran, and whether it passed. */
  readonly node: Readonly<Record<string, 'passed' | 'failed'>>;
}

export const selfTests: Readonly<Record<string, readonly SelfTested[]>> = {
  '@grpc/grpc-js': [{ version: '1.14.7', export: 'Client', node: { 20: 'passed' } }],
  ioredis: [{ version: '6.0.0', export: 'Redis', node: { 20: 'passed' } }],
  pg: [{ version: '8.23.1', export: 'Pool', node: { 20: 'passed' } }],
  undici: [{ version: '7.30.2', export: 'Agent', node: { 20: 'passed' } }],
};
