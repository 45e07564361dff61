/** Recipes for message brokers. */
import type { MeasuringRecipe } from '../recipe.js';

const amqpUrl = '`amqp://guest:guest@${address}`';
const rheaOptions = "host, port, username: 'guest', password: 'guest', reconnect: false";

export const brokers: readonly MeasuringRecipe[] = [
  {
    package: 'amqplib', export: 'connect', farSide: 'rabbitmq', construct: `exported(${amqpUrl})`,
    call: 'client.createChannel().then((channel) => channel.close())', release: 'client.close()',
  },
  {
    package: 'amqplib/callback_api', export: 'connect', farSide: 'rabbitmq',
    construct: `new Promise((done, fail) => exported(${amqpUrl}, (error, made) => error ? fail(error) : done(made)))`,
    call: 'new Promise((done, fail) => client.createChannel((error, channel) => error ? fail(error) : channel.close(done)))',
    release: 'new Promise((done) => client.close(done))',
  },
  {
    package: 'amqp-connection-manager', export: 'connect', farSide: 'rabbitmq', construct: `exported([${amqpUrl}])`,
    call: "new Promise((done) => client.isConnected() ? done() : client.once('connect', done))", release: 'client.close()',
  },
  {
    package: 'amqp-connection-manager', export: 'AmqpConnectionManagerClass', farSide: 'rabbitmq', construct: `new exported([${amqpUrl}])`,
    call: 'client.probed ??= client.connect()', release: 'client.close()',
  },
  {
    package: 'rabbitmq-client', export: 'Connection', farSide: 'rabbitmq', construct: `new exported(${amqpUrl})`,
    call: 'client.acquire().then((channel) => channel.close())', release: 'client.close()',
  },
  {
    package: '@cloudamqp/amqp-client', export: 'AMQPClient', farSide: 'rabbitmq', construct: `new exported(${amqpUrl})`,
    call: '(client.probed ??= client.connect()).then(() => client.channel()).then((channel) => channel.close())', release: 'client.close()',
  },
  {
    package: 'rascal', export: 'BrokerAsPromised.create', farSide: 'rabbitmq',
    construct: `module.BrokerAsPromised.create(module.withDefaultConfig({ vhosts: { '/': { connection: ${amqpUrl}, `
      + "exchanges: ['probe'], publications: { probe: { exchange: 'probe' } } } } }))",
    call: "client.publish('probe', 'probe')", release: 'client.shutdown()',
  },
  {
    package: 'rhea', export: 'connect', farSide: 'rabbitmq', construct: `module.connect({ ${rheaOptions} })`,
    call: "new Promise((done) => client.is_open() ? done() : client.once('connection_open', done))",
    release: "new Promise((done) => (client.once('disconnected', done).once('connection_close', done), client.close()))",
  },
  {
    package: 'rhea-promise', export: 'Connection', farSide: 'rabbitmq', construct: `new exported({ ${rheaOptions} })`,
    call: 'client.open()', release: 'client.close()',
  },
  {
    package: 'stompit', export: 'connect', farSide: 'stomp',
    construct: "new Promise((done, fail) => exported({ host, port, connectHeaders: { host: '/', login: 'guest', passcode: 'guest' } }, "
      + '(error, made) => error ? fail(error) : done(made)))',
    call: "client.send({ destination: '/queue/probe' }).end('probe')", release: 'new Promise((done) => client.disconnect(done))',
  },
  {
    package: ['mqtt', 'async-mqtt'], export: 'connect', farSide: 'mosquitto', construct: 'exported({ host, port })',
    call: "new Promise((done, fail) => client.connected ? client.publish('probe', 'x', {}, (error) => error ? fail(error) : done()) "
      + ": client.once('connect', done))",
    release: '(client.endAsync ?? client.end).call(client)',
  },
  {
    package: ['mqtt', 'async-mqtt'], export: 'connectAsync', farSide: 'mosquitto',
    construct: '(exported ?? module.connectAsync)({ host, port })',
    call: "(client.publishAsync ?? client.publish).call(client, 'probe', 'x')", release: '(client.endAsync ?? client.end).call(client)',
  },
  {
    package: 'mqtt', export: 'MqttClient', farSide: 'mosquitto',
    construct: "new exported(() => require('node:net').connect(port, host), { protocolVersion: 4 })",
    call: "client.publishAsync('probe', 'x')", release: 'client.endAsync()',
  },
  {
    package: ['nats', '@nats-io/transport-node'], export: 'connect', farSide: 'nats', construct: 'exported({ servers: address })',
    call: 'client.flush()', release: 'client.close()',
  },
  {
    package: '@nats-io/transport-node', export: 'wsconnect', farSide: 'nats-ws',
    construct: "(globalThis.WebSocket ??= require('ws').WebSocket, exported({ servers: 'ws://' + address }))", call: 'client.flush()',
    release: 'client.close()',
  },
];
