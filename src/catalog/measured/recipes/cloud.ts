/** Recipes for the SDKs of cloud providers. */
import type { MeasuringRecipe } from '../recipe.js';

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

const googleOptions = "apiEndpoint: 'localhost', servicePath: 'localhost', port, projectId: 'probe', "
  + "sslCreds: requireOf('google-gax').grpc.credentials.createSsl(Buffer.from(certificate))";
const awsOptions = "endpoint: url, region: 'us-east-1', maxAttempts: 1, credentials: { accessKeyId: 'probe', secretAccessKey: 'probe' }";
/** Of the clients of Google that speak HTTP: none is asked for a token. */
const noToken = "authClient: Object.assign(new (requireOf('google-auth-library').OAuth2Client)(), "
  + "{ credentials: { access_token: 'probe', expiry_date: Date.now() + 3600000 } })";
const azureKey = "Buffer.from('probe').toString('base64')";

export const cloud: readonly MeasuringRecipe[] = [
  {
    package: ['@google-cloud/compute'], export: '*Client', farSide: 'http',
    construct: `new exported({ apiEndpoint: 'localhost', port, protocol: 'http', projectId: 'probe', fallback: true, ${noToken} })`,
    call: "client.list({ project: 'probe', zone: 'probe' }, { timeout: 5000, autoPaginate: false })",
    release: 'client.close()',
  },
  {
    package: ['@google-cloud/*', '@google-ai/*', '@google-analytics/*', '@google-apps/*', '@googlemaps/*', '@google-shopping/*'],
    export: '*Client',
    farSide: 'grpc',
    construct: `new exported({ ${googleOptions} })`,
    call: `(await client.initialize(), await client.innerApiCalls[${firstCall}]({}, { timeout: 5000, autoPaginate: false }))`,
    release: 'client.close()',
  },
  {
    package: 'dialogflow', export: 'IntentsClient', farSide: 'grpc', construct: `new exported({ ${googleOptions} })`,
    call: "client.listIntents({ parent: 'projects/probe/agent' }, { timeout: 5000, autoPaginate: false })", release: '',
  },
  {
    package: '@google-cloud/pubsub', export: 'PubSub', farSide: 'grpc', construct: `new exported({ ${googleOptions} })`,
    call: "client.topic('probe').get()", release: 'client.close()',
  },
  {
    package: '@google-cloud/firestore', export: 'Firestore', farSide: 'grpc',
    construct: `new exported({ host: address, ${googleOptions} })`, call: "client.collection('probe').listDocuments()",
    release: 'client.terminate()',
  },
  {
    package: '@google-cloud/spanner', export: 'Spanner', farSide: 'grpc', construct: `new exported({ ${googleOptions} })`,
    call: 'client.getInstances({ gaxOptions: { autoPaginate: false, timeout: 5000 } })', release: 'client.close()',
  },
  {
    package: '@google-cloud/bigtable', export: 'Bigtable', farSide: 'grpc', construct: `new exported({ ${googleOptions} })`,
    call: 'client.getInstances({ timeout: 5000 })', release: 'client.close()',
  },
  {
    package: '@google-cloud/datastore', export: 'Datastore', farSide: 'grpc', construct: `new exported({ ${googleOptions} })`,
    call: "client.get(client.key(['probe', 1]))", release: '',
  },
  {
    package: '@google-cloud/logging', export: 'Logging', farSide: 'grpc', construct: `new exported({ ${googleOptions} })`,
    call: 'client.getEntries({ autoPaginate: false, gaxOptions: { timeout: 5000 } })',
    release: 'Promise.all([client.loggingService.close(), client.configService.close()])',
  },
  {
    package: '@google-cloud/storage', export: 'Storage', farSide: 'http',
    construct: "new exported({ apiEndpoint: url, projectId: 'probe', useAuthWithCustomEndpoint: false, "
      + 'retryOptions: { autoRetry: false } })',
    call: 'client.getBuckets()', release: '',
  },
  {
    package: '@google-cloud/bigquery', export: 'BigQuery', farSide: 'http',
    construct: `new exported({ apiEndpoint: url, projectId: 'probe', ${noToken} })`, call: 'client.getDatasets()', release: '',
  },
  {
    package: '@google-cloud/translate', export: 'v2.Translate', farSide: 'http',
    construct: 'new exported({ apiEndpoint: url, projectId: \'probe\', key: \'probe\' })', call: 'client.getLanguages()', release: '',
  },
  {
    package: '@google/genai', export: 'GoogleGenAI', farSide: 'http',
    construct: "new exported({ apiKey: 'probe', httpOptions: { baseUrl: url } })",
    call: "client.models.generateContent({ model: 'probe', contents: 'probe' })", release: '',
  },
  {
    package: '@google/generative-ai', export: 'GoogleGenerativeAI', farSide: 'http', construct: "new exported('probe')",
    call: "client.getGenerativeModel({ model: 'probe' }, { baseUrl: url }).generateContent('probe')", release: '',
  },
  {
    package: 'googleapis', export: 'google.storage', farSide: 'http',
    construct: "module.google.storage({ version: 'v1', auth: 'probe', rootUrl: url + '/' })",
    call: "client.buckets.list({ project: 'probe' })", release: '',
  },
  {
    package: '@googleapis/sheets', export: 'sheets', farSide: 'http',
    construct: "exported({ version: 'v4', auth: 'probe', rootUrl: url + '/' })",
    call: "client.spreadsheets.get({ spreadsheetId: 'probe' })", release: '',
  },
  {
    package: 'google-auth-library', export: 'OAuth2Client', farSide: 'http', construct: 'new exported()',
    call: "(client.credentials = { access_token: 'probe', expiry_date: Date.now() + 3600000 }, await client.request({ url }))", release: '',
  },
  {
    package: '@aws-sdk/client-*', export: '*Client', farSide: 'http', construct: `new exported({ ${awsOptions} })`, call: anyCommand,
    release: 'client.destroy()',
  },
  {
    package: 'dynamoose', export: 'aws.ddb.DynamoDB', farSide: 'http', construct: `new exported({ ${awsOptions} })`,
    call: 'client.listTables({})', release: 'client.destroy()',
  },
  {
    package: 'sqs-producer', export: 'Producer.create', farSide: 'http',
    construct: "(Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'probe', AWS_SECRET_ACCESS_KEY: 'probe', AWS_ENDPOINT_URL: url }), "
      + "module.Producer.create({ queueUrl: url + '/1/probe', region: 'us-east-1' }))",
    call: 'client.queueSize()', release: '',
  },
  {
    package: 'aws-sdk', export: 'S3', farSide: 'http',
    construct: "new exported({ endpoint: url, accessKeyId: 'probe', secretAccessKey: 'probe', region: 'us-east-1', maxRetries: 0, "
      + 's3ForcePathStyle: true })',
    call: 'client.listBuckets().promise()', release: '',
  },
  {
    package: '@azure/storage-blob', export: 'BlobServiceClient', farSide: 'http',
    construct: `new exported(url + '/probe', new module.StorageSharedKeyCredential('probe', ${azureKey}), `
      + '{ retryOptions: { maxTries: 1 } })',
    call: 'client.getProperties()', release: '',
  },
  {
    package: '@azure/storage-queue', export: 'QueueServiceClient.fromConnectionString', farSide: 'http',
    construct: 'module.QueueServiceClient.fromConnectionString('
      + `\`DefaultEndpointsProtocol=http;AccountName=probe;AccountKey=\${${azureKey}};QueueEndpoint=\${url}/probe;\`)`,
    call: 'client.getProperties()', release: '',
  },
];
