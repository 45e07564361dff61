/** Recipes for HTTP agents, clients over HTTP that hold agents of their own, and WebSockets. */
import type { MeasuringRecipe } from '../recipe.js';

const socketOpen = "new Promise((done, fail) => client.readyState === 1 ? (client.send('probe'), done()) "
  + ": (client.addEventListener('open', done), client.addEventListener('error', () => fail(new Error('not open')))))";
const throughAgent = "new Promise((done, fail) => require('node:http').get({ host, port, agent: client }, "
  + "(response) => response.resume().on('end', done)).on('error', fail))";
const elasticAnswer = { headers: { 'x-elastic-product': 'Elasticsearch' } };
const wsUrl = "'ws://' + address";

export const http: readonly MeasuringRecipe[] = [
  ...(['Agent', 'Pool', 'Client'] as const).map((name): MeasuringRecipe => ({
    package: 'undici',
    export: name,
    farSide: 'http',
    construct: name === 'Agent' ? 'new exported()' : 'new exported(url)',
    call: name === 'Agent'
      ? "client.request({ origin: url, path: '/', method: 'GET' }).then(({ body }) => body.text())"
      : "client.request({ path: '/', method: 'GET' }).then(({ body }) => body.text())",
    release: 'client.close()',
  })),
  { package: 'node:http', export: 'Agent', farSide: 'http', construct: 'new exported()', call: throughAgent, release: 'client.destroy()' },
  {
    package: 'agentkeepalive', export: 'HttpAgent', farSide: 'http', construct: 'new exported()', call: throughAgent,
    release: 'client.destroy()',
  },
  {
    package: 'http-proxy-agent', export: 'HttpProxyAgent', farSide: 'http', construct: 'new exported(url)', call: throughAgent,
    release: 'client.destroy()',
  },
  { package: 'axios', export: 'create', farSide: 'http', construct: 'exported({ baseURL: url })', call: "client.get('/')", release: '' },
  {
    package: 'got', export: 'extend', farSide: 'http', construct: '(module.got ?? module.default).extend({ prefixUrl: url })',
    call: "client.get('').json()", release: '',
  },
  {
    package: 'ky', export: 'create', farSide: 'http', construct: '(module.default ?? module).create({})', call: 'client.get(url).json()',
    release: '',
  },
  {
    package: 'ofetch', export: 'ofetch.create', farSide: 'http', construct: 'exported({ baseURL: url })', call: "client('/')",
    release: '',
  },
  {
    package: '@elastic/elasticsearch', export: 'Client', farSide: 'http', answer: elasticAnswer,
    construct: 'new exported({ node: url, maxRetries: 0 })', call: 'client.info()', release: 'client.close()',
  },
  {
    package: '@opensearch-project/opensearch', export: 'Client', farSide: 'http', construct: 'new exported({ node: url, maxRetries: 0 })',
    call: 'client.info()', release: 'client.close()',
  },
  {
    package: 'elasticsearch', export: 'Client', farSide: 'http', construct: 'new exported({ host: url, maxRetries: 0 })',
    call: 'client.info()', release: 'client.close()',
  },
  {
    package: '@clickhouse/client', export: 'createClient', farSide: 'http', construct: 'exported({ url })',
    call: "client.command({ query: 'select 1' })", release: 'client.close()',
  },
  {
    package: '@clickhouse/client-web', export: 'createClient', farSide: 'http', construct: 'exported({ url })',
    call: "client.command({ query: 'select 1' })", release: '',
  },
  {
    package: '@qdrant/js-client-rest', export: 'QdrantClient', farSide: 'http',
    answer: { body: '{"result":{"collections":[]},"status":"ok"}' },
    construct: 'new exported({ url, checkCompatibility: false })', call: 'client.getCollections()', release: '',
  },
  { package: 'nano', export: 'default', farSide: 'http', construct: 'exported(url)', call: 'client.db.list()', release: '' },
  {
    package: '@ibm-cloud/cloudant', export: 'CloudantV1', farSide: 'http',
    construct: "(() => { const made = new exported({ authenticator: new (requireOf('ibm-cloud-sdk-core').NoAuthAuthenticator)() }); "
      + 'made.setServiceUrl(url); return made; })()',
    call: 'client.getServerInformation()', release: '',
  },
  {
    package: '@ibm-cloud/cloudant', export: 'CloudantV1.newInstance', farSide: 'http',
    construct: '(() => { const made = module.CloudantV1.newInstance({ authenticator: '
      + "new (requireOf('ibm-cloud-sdk-core').NoAuthAuthenticator)() }); made.setServiceUrl(url); return made; })()",
    call: 'client.getServerInformation()', release: '',
  },
  {
    package: 'arangojs', export: 'Database', farSide: 'http', construct: 'new exported({ url })', call: 'client.version()',
    release: 'client.close()',
  },
  {
    package: 'consul', export: 'default', farSide: 'http', construct: 'new exported({ host, port })', call: "client.kv.keys('probe')",
    release: 'client.destroy()',
  },
  {
    package: '@questdb/nodejs-client', export: 'Sender.fromConfig', farSide: 'http', answer: { status: 204 },
    construct: 'module.Sender.fromConfig(`http::addr=${address};protocol_version=1;auto_flush=off`)',
    call: "client.table('probe').floatColumn('value', 1).atNow().then(() => client.flush())", release: 'client.close()',
  },
  {
    package: 'influx', export: 'InfluxDB', farSide: 'http', construct: "new exported(url + '/probe')", call: 'client.ping(1000)',
    release: '',
  },
  {
    package: '@influxdata/influxdb-client', export: 'InfluxDB', farSide: 'http', construct: "new exported({ url, token: 'probe' })",
    call: "client.getQueryApi('probe').queryRaw('buckets()')", release: '',
  },
  {
    package: '@influxdata/influxdb-client', export: 'InfluxDB().getWriteApi', farSide: 'http', answer: { status: 204 },
    construct: "new exported({ url, token: 'probe' }).getWriteApi('probe', 'probe')",
    call: "(client.writeRecord('probe value=1'), await client.flush())", release: 'client.close()',
  },
  {
    package: '@opentelemetry/exporter-trace-otlp-http', export: 'OTLPTraceExporter', farSide: 'http',
    construct: "new exported({ url: url + '/v1/traces' })", call: 'new Promise((done) => client.export([], done))',
    release: 'client.shutdown()',
  },
  {
    package: ['ws', 'isomorphic-ws', 'undici'], export: 'WebSocket', farSide: 'web-socket', construct: `new exported(${wsUrl})`,
    call: socketOpen, release: 'client.close()',
  },
  {
    package: 'websocket', export: 'w3cwebsocket', farSide: 'web-socket', construct: `new exported(${wsUrl})`,
    call: "new Promise((done, fail) => client.readyState === 1 ? (client.send('probe'), done()) : Object.assign(client, "
      + "{ onopen: done, onerror: () => fail(new Error('not open')) }))",
    release: 'client.close()',
  },
  {
    package: 'reconnecting-websocket', export: 'default', farSide: 'web-socket',
    construct: `new exported(${wsUrl}, [], { WebSocket: require('ws') })`, call: socketOpen, release: 'client.close()',
  },
  {
    package: 'graphql-ws', export: 'createClient', farSide: 'web-socket', answer: { body: '{"type":"connection_ack"}' },
    construct: `exported({ url: ${wsUrl}, webSocketImpl: require('ws') })`,
    call: "new Promise((done) => client.probed ? done() : (client.probed = true, client.on('connected', () => done()), "
      + "client.subscribe({ query: 'subscription { probe }' }, { next() {}, error() {}, complete() {} })))",
    release: 'client.dispose()',
  },
  {
    package: 'ethers', export: 'WebSocketProvider', farSide: 'web-socket', versions: '>=6', construct: `new exported(${wsUrl}, 1)`,
    call: "new Promise((done) => client.websocket.readyState === 1 ? done() : client.websocket.addEventListener('open', done))",
    release: 'client.destroy()',
  },
];
