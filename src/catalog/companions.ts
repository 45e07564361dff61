import type { BorrowerModel, WrapperModel } from './types.js';

/*
 * Packages that are given the client of another SDK, use it, and never end it: read in their sources. Each is part of the family of the
 * client that it is given.
 */

type Shape = Pick<WrapperModel, 'export' | 'kind' | 'argument' | 'option'>;

function wraps(packages: string | readonly string[], docs: string, shape: Shape): WrapperModel {
  return { package: packages, docs, release: [], ...shape };
}

const polkadot = 'https://polkadot.js.org/docs/api-contract/start/contract.read/';
const ethers = 'https://docs.ethers.org/v6/api/providers/#Signer';
const powertools = 'https://docs.aws.amazon.com/powertools/typescript/latest/features/parameters/#customizing-aws-sdk-v3-configuration';
const idempotency = 'https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/';
const objection = 'https://vincit.github.io/objection.js/recipes/multitenancy-using-multiple-databases.html';
const signers = ['Wallet().connect', 'HDNodeWallet.*().connect', 'Contract().connect', 'ContractFactory().connect', 'VoidSigner().connect'];

export const chainWrappers: readonly WrapperModel[] = [
  wraps('@polkadot/api-contract', polkadot, {
    export: ['ContractPromise', 'CodePromise', 'BlueprintPromise', 'ContractRx', 'CodeRx', 'BlueprintRx'], kind: 'class', argument: 0,
  }),
  wraps('ethers', ethers, { export: signers.flatMap((name) => [name, `ethers.${name}`]), kind: 'factory', argument: 0 }),
];

export const postgresBorrowers: readonly BorrowerModel[] = [
  { package: '@pgtyped/runtime', export: ['PreparedQuery().run*', 'TaggedQuery().run*'], argument: 1 },
  { package: 'zapatos/db', export: '**.run', argument: 0 },
  { package: 'pgvector/pg', export: 'registerType*', argument: 0 },
  { package: 'postgres-migrations', export: 'migrate', argument: 0, option: 'client' },
  { package: 'node-pg-migrate', export: 'runner', argument: 0, option: 'dbClient' },
];

export const drizzleBorrowers: readonly BorrowerModel[] = [
  {
    package: ['node-postgres', 'postgres-js', 'mysql2', 'better-sqlite3', 'libsql', 'neon-serverless']
      .map((driver) => `drizzle-orm/${driver}/migrator`),
    export: 'migrate',
    argument: 0,
  },
];

export const redisWrappers: readonly WrapperModel[] = [
  wraps('redis-lock', 'https://github.com/errorception/redis-lock#readme', { export: 'default', kind: 'factory', argument: 0 }),
  wraps('redis-om', 'https://github.com/redis/redis-om-node#readme', { export: 'Repository', kind: 'class', argument: 1 }),
  wraps('bluebird', 'http://bluebirdjs.com/docs/api/promise.promisifyall.html', { export: 'promisifyAll', kind: 'factory', argument: 0 }),
];

export const awsWrappers: readonly WrapperModel[] = [
  wraps('@aws/dynamodb-data-mapper', 'https://github.com/awslabs/dynamodb-data-mapper-js#readme', {
    export: 'DataMapper', kind: 'class', argument: 0, option: 'client',
  }),
  wraps('@aws-lambda-powertools/idempotency/dynamodb', idempotency, {
    export: 'DynamoDBPersistenceLayer', kind: 'class', argument: 0, option: 'awsSdkV3Client',
  }),
  wraps('@aws-lambda-powertools/idempotency', idempotency, {
    export: 'makeIdempotent', kind: 'factory', argument: 1, option: 'persistenceStore',
  }),
  wraps('s3-sync-client', 'https://github.com/jeanbmar/s3-sync-client#readme', {
    export: ['default', 'S3SyncClient'], kind: 'class', argument: 0, option: 'client',
  }),
  wraps('multer-s3', 'https://github.com/anacronw/multer-s3#readme', { export: 'default', kind: 'factory', argument: 0, option: 's3' }),
  wraps('multer', 'https://github.com/expressjs/multer#storage', { export: 'default', kind: 'factory', argument: 0, option: 'storage' }),
  wraps('s3-zip', 'https://github.com/orangewise/s3-zip#readme', { export: 'archive', kind: 'factory', argument: 0, option: 's3' }),
  wraps('sqs-producer', 'https://github.com/bbc/sqs-producer#readme', {
    export: 'Producer.create', kind: 'factory', argument: 0, option: 'sqs',
  }),
  wraps('dynamodb-onetable', 'https://doc.onetable.io/api/table/constructor/', {
    export: 'Table', kind: 'class', argument: 0, option: 'client',
  }),
  wraps('dynamodb-onetable/Dynamo', 'https://doc.onetable.io/start/quickstart/', {
    export: ['Dynamo', 'default'], kind: 'class', argument: 0, option: 'client',
  }),
  ...(['SSM', 'Secrets', 'DynamoDB', 'AppConfig'] as const).map((name) => wraps(
    `@aws-lambda-powertools/parameters/${name.toLowerCase()}`, powertools,
    { export: `${name}Provider`, kind: 'class', argument: 0, option: 'awsSdkV3Client' },
  )),
];

export const awsBorrowers: readonly BorrowerModel[] = [
  { package: 'unzipper', export: ['Open.s3', 'Open.s3_v3'], argument: 0 },
];

export const httpWrappers: readonly WrapperModel[] = [
  wraps('superagent', 'https://ladjs.github.io/superagent/', { export: '**.agent', kind: 'factory', argument: 0 }),
];

export const neo4jWrappers: readonly WrapperModel[] = [
  wraps('@neo4j/graphql', 'https://neo4j.com/docs/graphql/current/', {
    export: 'Neo4jGraphQL', kind: 'class', argument: 0, option: 'driver',
  }),
  wraps('@neo4j/graphql-ogm', 'https://neo4j.com/docs/graphql/current/ogm/', { export: 'OGM', kind: 'class', argument: 0, option: 'driver' }),
];

export const cassandraWrappers: readonly WrapperModel[] = [
  wraps('cassandra-driver', 'https://docs.datastax.com/en/developer/nodejs-driver/latest/features/mapper/', {
    export: 'mapping.Mapper', kind: 'class', argument: 0,
  }),
];

export const knexWrappers: readonly WrapperModel[] = [
  wraps('objection', objection, { export: 'Model.bindKnex', kind: 'factory', argument: 0 }),
];
export const knexBorrowers: readonly BorrowerModel[] = [
  { package: 'objection', export: 'Model.query', argument: 0 },
];

export const prismaWrappers: readonly WrapperModel[] = [
  wraps('@zenstackhq/runtime', 'https://zenstack.dev/docs/reference/runtime-api', { export: 'enhance', kind: 'factory', argument: 0 }),
];

export const mcpWrappers: readonly WrapperModel[] = [
  wraps(['@openai/agents', '@openai/agents-core'], 'https://openai.github.io/openai-agents-js/guides/mcp/', {
    export: 'Agent', kind: 'class', argument: 0, option: 'mcpServers.*',
  }),
  wraps('@langchain/mcp-adapters', 'https://docs.langchain.com/oss/javascript/langchain/mcp', {
    export: 'loadMcpTools', kind: 'asyncFactory', argument: 1,
  }),
  wraps('@google/genai', 'https://googleapis.github.io/js-genai/', { export: 'mcpToTool', kind: 'factory', argument: 0 }),
];

export const mcpBorrowers: readonly BorrowerModel[] = [
  { package: ['@openai/agents', '@openai/agents-core'], export: 'run', argument: 0 },
  { package: '@google/genai', export: 'GoogleGenAI().models.generateContent*', argument: 0, option: 'config.tools.*' },
];

/** A store of a client that is given to its constructor, and to the ways to make one with or of documents. */
function vectorStore(packages: string, name: string, docs: string): WrapperModel[] {
  return [
    wraps(packages, docs, { export: name, kind: 'class', argument: 1, option: 'client' }),
    ...([['fromExistingIndex', 1], ['fromDocuments', 2], ['fromTexts', 3]] as const).map(([method, argument]) => (
      wraps(packages, docs, { export: `${name}.${method}`, kind: 'asyncFactory', argument, option: 'client' }))),
  ];
}

const stores = 'https://docs.langchain.com/oss/javascript/integrations/vectorstores';
const checkpointers = 'https://docs.langchain.com/oss/javascript/langgraph/persistence';

export const langchainWrappers: readonly WrapperModel[] = [
  ...vectorStore('@langchain/community/vectorstores/elasticsearch', 'ElasticVectorSearch', `${stores}/elasticsearch`),
  ...vectorStore('@langchain/community/vectorstores/opensearch', 'OpenSearchVectorStore', `${stores}/opensearch`),
  ...vectorStore('@langchain/weaviate', 'WeaviateStore', `${stores}/weaviate`),
  wraps('@langchain/langgraph-checkpoint-mongodb', checkpointers, {
    export: 'MongoDBSaver', kind: 'class', argument: 0, option: 'client',
  }),
  {
    package: '@langchain/langgraph-checkpoint-postgres', export: 'PostgresSaver', kind: 'class', argument: 0, release: ['end'],
    docs: checkpointers,
  },
  ...(['checkpointer', 'store'] as const).flatMap((option): WrapperModel[] => [
    wraps('@langchain/langgraph', checkpointers, {
      export: ['StateGraph().compile', 'StateGraph().add*().**.compile'], kind: 'factory', argument: 0, option,
    }),
    wraps('@langchain/langgraph/prebuilt', checkpointers, { export: 'createReactAgent', kind: 'factory', argument: 0, option }),
  ]),
  wraps('@langchain/redis', 'https://docs.langchain.com/oss/javascript/integrations/vectorstores/redis', {
    export: 'RedisVectorStore', kind: 'class', argument: 1, option: 'redisClient',
  }),
  {
    package: '@langchain/community/stores/message/postgres',
    export: 'PostgresChatMessageHistory',
    kind: 'class',
    argument: 0,
    option: 'pool',
    release: ['end'],
    docs: 'https://docs.langchain.com/oss/javascript/integrations/chat_message_histories/postgres',
  },
];

export const grpcBorrowers: readonly BorrowerModel[] = [
  { package: 'grpc-promise', export: ['promisifyAll', 'promisify'], argument: 0 },
];

const jetstream = 'https://github.com/nats-io/nats.js/tree/main/jetstream#readme';

export const natsWrappers: readonly WrapperModel[] = [
  wraps('@nats-io/jetstream', jetstream, { export: 'jetstream', kind: 'factory', argument: 0 }),
  wraps('@nats-io/jetstream', jetstream, { export: 'jetstreamManager', kind: 'asyncFactory', argument: 0 }),
  wraps('@nats-io/kv', 'https://github.com/nats-io/nats.js/tree/main/kv#readme', { export: 'Kvm', kind: 'class', argument: 0 }),
  wraps('@nats-io/obj', 'https://github.com/nats-io/nats.js/tree/main/obj#readme', { export: 'Objm', kind: 'class', argument: 0 }),
];
