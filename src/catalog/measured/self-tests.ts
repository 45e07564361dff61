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
  '@elastic/elasticsearch': [
    { version: '7.17.14', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '9.4.3', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@grpc/grpc-js': [
    { version: '1.12.5', export: 'Channel', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.14.7', export: 'Channel', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.12.5', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.14.7', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@nats-io/transport-node': [
    { version: '3.4.0', export: 'connect', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  '@redis/client': [
    { version: '6.3.1', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.3.1', export: 'createClientPool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  amqplib: [
    { version: '2.3.1', export: 'connect', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  ioredis: [
    { version: '5.11.1', export: 'Redis', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.0.0', export: 'Redis', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '5.11.1', export: 'Redis.createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.0.0', export: 'Redis.createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '4.31.0', export: 'default', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  iovalkey: [
    { version: '0.4.0', export: 'Redis', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '0.4.0', export: 'Redis.createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '0.4.0', export: 'Valkey', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  memcached: [
    { version: '2.2.2', export: 'default', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  memjs: [
    { version: '1.3.2', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '1.3.2', export: 'Client.create', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  mqtt: [
    { version: '5.16.0', export: 'MqttClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '5.16.0', export: 'connect', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '5.16.0', export: 'connectAsync', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  mysql: [
    { version: '2.18.1', export: 'createConnection', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '2.18.1', export: 'createPool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '2.18.1', export: 'createPoolCluster', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  mysql2: [
    { version: '3.24.6', export: 'createConnection', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '3.24.6', export: 'createPool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '3.24.6', export: 'createPoolCluster', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  pg: [
    { version: '8.23.1', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '8.23.1', export: 'Pool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  postgres: [
    { version: '3.4.9', export: 'default', node: { 20: 'failed', 22: 'failed', 24: 'failed', 26: 'passed' } },
  ],
  redis: [
    { version: '3.1.2', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '4.7.1', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.3.1', export: 'createClient', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '6.3.1', export: 'createClientPool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  undici: [
    { version: '7.30.2', export: 'Agent', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '7.30.2', export: 'Client', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '7.30.2', export: 'Pool', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
    { version: '7.30.2', export: 'WebSocket', node: { 20: 'passed', 22: 'passed', 24: 'passed', 26: 'passed' } },
  ],
  ws: [
    { version: '8.23.0', export: 'WebSocket', node: { 20: 'failed', 22: 'failed', 24: 'failed', 26: 'passed' } },
  ],
};
