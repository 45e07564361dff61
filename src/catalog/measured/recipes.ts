/**
 * How clients are constructed, used and released when `client-lifetime probe` measures them, as data. Nothing here computes.
 *
 * The texts are JavaScript expressions, which may await. In them stand for something: `exported` (the export), `module` (the package),
 * `client`, `host`, `port`, `address` (host:port), `url` and `certificate` of the far side, `require` (of the folder in which the package
 * is installed) and `requireOf` (as the package itself requires).
 */
import type { PackagePattern } from '../types.js';

/** The far side that a recipe needs: one that `probe` brings, or a server of that name, which has to run on this machine. */
export type FarSideName =
  | 'http' | 'grpc'
  | 'postgres' | 'redis' | 'mariadb' | 'memcached' | 'mosquitto' | 'nats';

export interface MeasuringRecipe {
  readonly package: PackagePattern | readonly PackagePattern[];
  /** The export that is constructed; `*` for the first that matches. */
  readonly export: string;
  readonly farSide: FarSideName;
  readonly construct: string;
  readonly call: string;
  /** Empty: it cannot be released. */
  readonly release: string;
}

const firstCall = 'Object.keys(client.innerApiCalls).find((name) => /^(?:get|list|search|create)/.test(name)) ?? '
  + 'Object.keys(client.innerApiCalls)[0]';

const anyCommand = `(async () => {
  const names = globalThis.commandNames ??= Object.keys(module).filter((name) => /^(?:List|Describe|Get|Create)\\w*Command$/.test(name));
  while (names.length > 0) {
    try {
      return await client.send(new module[names[0]]({}));
    } catch (error) {
      // Answered, though not with what it expects; otherwise the command lacks what it must be given, and was not sent.
      if (error.$response !== undefined || error.$metadata?.httpStatusCode !== undefined) return undefined;
      names.shift();
    }
  }
  throw new Error('no command can be sent without parameters');
})()`;

export const recipes: readonly MeasuringRecipe[] = [
  {
    package: ['@google-cloud/*', '@google-ai/*', '@google-analytics/*', '@google-apps/*', '@googlemaps/*', '@google-shopping/*'],
    export: '*Client',
    farSide: 'grpc',
    construct: "new exported({ apiEndpoint: 'localhost', port, projectId: 'probe', "
      + "sslCreds: requireOf('google-gax').grpc.credentials.createSsl(Buffer.from(certificate)) })",
    call: `(await client.initialize(), await client.innerApiCalls[${firstCall}]({}, { timeout: 5000, autoPaginate: false }))`,
    release: 'client.close()',
  },
  {
    package: '@aws-sdk/client-*',
    export: '*Client',
    farSide: 'http',
    construct: "new exported({ endpoint: url, region: 'us-east-1', maxAttempts: 1, "
      + "credentials: { accessKeyId: 'probe', secretAccessKey: 'probe' } })",
    call: anyCommand,
    release: 'client.destroy()',
  },
  {
    package: '@grpc/grpc-js',
    export: 'Client',
    farSide: 'grpc',
    construct: 'new exported(address, module.credentials.createSsl(Buffer.from(certificate)))',
    call: "new Promise((done, fail) => client.makeUnaryRequest('/probe.Probe/Probe', (value) => value, (value) => value, Buffer.alloc(0), "
      + '(error) => error ? fail(error) : done()))',
    release: 'client.close()',
  },
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
  {
    package: '@elastic/elasticsearch', export: 'Client', farSide: 'http', construct: 'new exported({ node: url, maxRetries: 0 })',
    call: 'client.ping().catch((error) => { if (!error.meta?.statusCode) throw error; })', release: 'client.close()',
  },
  {
    package: '@opensearch-project/opensearch', export: 'Client', farSide: 'http', construct: 'new exported({ node: url, maxRetries: 0 })',
    call: 'client.ping()', release: 'client.close()',
  },
  {
    package: '@clickhouse/client', export: 'createClient', farSide: 'http', construct: 'exported({ url })',
    call: "client.command({ query: 'select 1' })", release: 'client.close()',
  },
  {
    package: '@qdrant/js-client-rest', export: 'QdrantClient', farSide: 'http',
    construct: 'new exported({ url, checkCompatibility: false })', call: 'client.getCollections()', release: '',
  },
  {
    package: 'openai', export: 'OpenAI', farSide: 'http', construct: "new exported({ baseURL: url, apiKey: 'probe', maxRetries: 0 })",
    call: 'client.models.list()', release: '',
  },
  {
    package: 'pg', export: 'Pool', farSide: 'postgres',
    construct: "new exported({ host, port, user: 'probe', password: 'probe', database: 'postgres' })",
    call: "client.query('select 1')", release: 'client.end()',
  },
  {
    package: 'pg', export: 'Client', farSide: 'postgres',
    construct: "new exported({ host, port, user: 'probe', password: 'probe', database: 'postgres' })",
    call: "(client.probed ??= client.connect()).then(() => client.query('select 1'))", release: 'client.end()',
  },
  {
    package: 'postgres', export: 'default', farSide: 'postgres',
    construct: "exported({ host, port, user: 'probe', password: 'probe', database: 'postgres' })",
    call: 'client`select 1`', release: 'client.end()',
  },
  {
    package: 'ioredis', export: 'Redis', farSide: 'redis', construct: 'new exported({ host, port })', call: "client.get('probe')",
    release: 'client.quit()',
  },
  {
    package: 'redis', export: 'createClient', farSide: 'redis', construct: 'exported({ socket: { host, port } })',
    call: "(client.probed ??= client.connect()).then(() => client.get('probe'))", release: 'client.close()',
  },
  {
    package: 'mysql2', export: 'createPool', farSide: 'mariadb', construct: "exported({ host, port, user: 'probe', password: 'probe' })",
    call: "client.promise().query('select 1')", release: 'client.promise().end()',
  },
  {
    package: 'mysql2', export: 'createConnection', farSide: 'mariadb',
    construct: "exported({ host, port, user: 'probe', password: 'probe' })",
    call: "client.promise().query('select 1')", release: 'client.promise().end()',
  },
  {
    package: 'mysql', export: 'createPool', farSide: 'mariadb', construct: "exported({ host, port, user: 'probe', password: 'probe' })",
    call: "new Promise((done, fail) => client.query('select 1', (error) => error ? fail(error) : done()))",
    release: 'new Promise((done) => client.end(done))',
  },
  {
    package: 'mariadb', export: 'createPool', farSide: 'mariadb',
    construct: "exported({ host, port, user: 'probe', password: 'probe', connectionLimit: 1, minimumIdle: 1 })",
    call: "client.query('select 1')", release: 'client.end()',
  },
  {
    package: 'memjs', export: 'Client', farSide: 'memcached', construct: 'exported.create(address)', call: "client.get('probe')",
    release: 'client.close()',
  },
  {
    package: 'mqtt', export: 'connect', farSide: 'mosquitto', construct: 'exported({ host, port })',
    call: "client.publishAsync('probe', 'x')", release: 'client.endAsync()',
  },
  {
    package: 'nats', export: 'connect', farSide: 'nats', construct: 'exported({ servers: address })', call: 'client.flush()',
    release: 'client.close()',
  },
];
