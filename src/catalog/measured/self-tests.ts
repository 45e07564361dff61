/**
 * For which versions the self-test of `client-lifetime watch` passed: constructions of the SDK were counted exactly, at their line and
 * column, as CommonJS and as an ES module where it can be loaded so, and the application went on as without.
 * `npm run self-test` writes what stands in `selfTests`.
 */

/** What the self-test found of one export. */
export interface SelfTested {
  readonly version: string;
  /** The export that was constructed. */
  readonly export: string;
  /** Major versions of Node.js under which it ran, and whether it passed. */
  readonly node: Readonly<Record<string, 'passed' | 'failed'>>;
}

export const selfTests: Readonly<Record<string, readonly SelfTested[]>> = {
  '@grpc/grpc-js': [
    { version: '1.12.5', export: 'Channel', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.14.7', export: 'Channel', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.12.5', export: 'Client', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.14.7', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  ioredis: [
    { version: '5.11.1', export: 'Redis', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.0.0', export: 'Redis', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '5.11.1', export: 'Redis.createClient', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.0.0', export: 'Redis.createClient', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '4.31.0', export: 'default', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  pg: [
    { version: '8.23.1', export: 'Client', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '8.23.1', export: 'Pool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  undici: [
    { version: '7.30.2', export: 'Agent', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '7.30.2', export: 'Client', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '7.30.2', export: 'Pool', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '7.30.2', export: 'WebSocket', node: { 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
};
