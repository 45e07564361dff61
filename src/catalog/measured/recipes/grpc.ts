/** Recipes for clients that speak gRPC or HTTP/2. */
import type { MeasuringRecipe } from '../recipe.js';

const ssl = "requireOf('@grpc/grpc-js').credentials.createSsl(Buffer.from(certificate))";
/** A call of a service that nobody knows, through a channel's or a client's own way of making one. */
const unary = (client: string): string => `new Promise((done, fail) => ${client}.makeUnaryRequest('/probe.Probe/Probe', (value) => value, `
  + '(value) => value, Buffer.alloc(0), (error) => error ? fail(error) : done()))';
const overChannel = "new Promise((done, fail) => new (requireOf('@grpc/grpc-js').Client)(address, null, { channelOverride: client })"
  + ".makeUnaryRequest('/probe.Probe/Probe', (value) => value, (value) => value, Buffer.alloc(0), "
  + '(error) => error ? fail(error) : done()))';
/** A method whose messages are empty, as Connect describes it. */
const connectCall = (transport: string): string => `(async () => {
  const { EmptySchema } = requireOf('@bufbuild/protobuf/wkt');
  const service = { typeName: 'probe.Probe' };
  const method = { name: 'Probe', kind: 'rpc', methodKind: 'unary', input: EmptySchema, output: EmptySchema, parent: service };
  return ${transport}.unary(method, undefined, 5000, undefined, {});
})()`;

export const grpc: readonly MeasuringRecipe[] = [
  {
    package: '@grpc/grpc-js', export: 'Client', farSide: 'grpc',
    construct: 'new exported(address, module.credentials.createSsl(Buffer.from(certificate)))', call: unary('client'),
    release: 'client.close()',
  },
  {
    package: ['@grpc/grpc-js'], export: 'Channel', farSide: 'grpc',
    construct: 'new exported(address, module.credentials.createSsl(Buffer.from(certificate)), {})', call: overChannel,
    release: 'client.close()',
  },
  {
    package: 'nice-grpc', export: 'createChannel', farSide: 'grpc', construct: `exported('https://' + address, ${ssl})`, call: overChannel,
    release: 'client.close()',
  },
  {
    package: '@connectrpc/connect-node', export: 'createGrpcTransport', farSide: 'grpc', versions: '>=2',
    construct: "exported({ baseUrl: 'https://' + address, nodeOptions: { ca: certificate } })", call: connectCall('client'), release: '',
  },
  {
    package: '@connectrpc/connect-node', export: 'Http2SessionManager', farSide: 'grpc',
    construct: "new exported('https://' + address, {}, { ca: certificate })", call: 'client.connect()', release: 'client.abort()',
  },
  {
    package: '@protobuf-ts/grpc-transport', export: 'GrpcTransport', farSide: 'grpc',
    construct: `new exported({ host: address, channelCredentials: ${ssl} })`, call: unary('client.client'), release: 'client.close()',
  },
  {
    package: '@authzed/authzed-node', export: 'v1.NewClientWithChannelCredentials', farSide: 'grpc',
    construct: `module.v1.NewClientWithChannelCredentials(address, ${ssl})`,
    call: 'client.promises.readSchema(module.v1.ReadSchemaRequest.create({}))', release: 'client.close()',
  },
  {
    package: '@cerbos/grpc', export: 'GRPC', farSide: 'grpc', construct: 'new exported(address, { tls: '
      + "require('node:tls').createSecureContext({ ca: certificate }) })",
    call: 'client.serverInfo()', release: 'client.close()',
  },
  {
    package: 'dgraph-js', export: 'DgraphClientStub', farSide: 'grpc', construct: `new exported(address, ${ssl})`,
    call: 'client.checkVersion(new module.Check())', release: 'client.close()',
  },
  {
    package: 'etcd3', export: 'Etcd3', farSide: 'grpc',
    construct: "new exported({ hosts: 'https://' + address, credentials: { rootCertificate: Buffer.from(certificate) } })",
    call: "client.get('probe').string()", release: 'client.close()',
  },
  {
    package: '@temporalio/client', export: 'Connection.lazy', farSide: 'grpc',
    construct: 'module.Connection.lazy({ address, tls: { serverRootCACertificate: Buffer.from(certificate) } })',
    call: 'client.workflowService.getSystemInfo({})', release: 'client.close()',
  },
  {
    package: '@temporalio/client', export: 'Connection.connect', farSide: 'grpc',
    construct: 'module.Connection.connect({ address, tls: { serverRootCACertificate: Buffer.from(certificate) } })',
    call: 'client.workflowService.getSystemInfo({})', release: 'client.close()',
  },
  {
    package: '@opentelemetry/exporter-trace-otlp-grpc', export: 'OTLPTraceExporter', farSide: 'grpc',
    construct: `new exported({ url: 'https://' + address, credentials: ${ssl} })`,
    call: 'new Promise((done) => client.export([], done))', release: 'client.shutdown()',
  },
  {
    package: '@nestjs/microservices', export: 'ClientGrpcProxy', farSide: 'grpc',
    construct: "(require('node:fs').writeFileSync('/tmp/probe.proto', "
      + "'syntax = \"proto3\"; package probe; message Empty {} service Probe { rpc Probe (Empty) returns (Empty); }'), "
      + `new exported({ url: address, package: 'probe', protoPath: '/tmp/probe.proto', credentials: ${ssl} }))`,
    call: "require('rxjs').firstValueFrom(client.getService('Probe').probe({}))", release: 'client.close()',
  },
  {
    package: 'node:http2', export: 'connect', farSide: 'grpc',
    construct: "exported('https://' + address, { ca: certificate }).on('error', () => {})",
    call: "new Promise((done, fail) => client.request({ ':path': '/' }).on('error', fail).on('close', done).resume().end())",
    release: 'new Promise((done) => client.close(done))',
  },
];
