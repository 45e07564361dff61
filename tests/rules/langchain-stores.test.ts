import { describe, expect, it } from 'vitest';
import { rulesInHandler } from '../support/in-handler.js';

/** Stores of vectors, messages and checkpoints that open what they keep them in. */

const pgvector = "import { PGVectorStore } from '@langchain/community/vectorstores/pgvector';";
const history = "import { RedisChatMessageHistory } from '@langchain/community/stores/message/ioredis';";
const qdrant = "import { QdrantVectorStore } from '@langchain/qdrant';";

describe('a store for each request', () => {
  it.each([
    [pgvector, 'const store = await PGVectorStore.initialize(embeddings, { postgresConnectionOptions: { host }, tableName });',
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    [`${pgvector}\nconst config = { postgresConnectionOptions: { host: 'db' }, tableName: 'vectors' };`,
      'const store = await PGVectorStore.fromDocuments(req.body.documents, embeddings, config);',
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    [history, 'const history = new RedisChatMessageHistory({ sessionId: req.body.session, url });',
      'await history.addUserMessage(req.body.text);'],
    ["import { Neo4jGraph } from '@langchain/community/graphs/neo4j_graph';",
      'const graph = await Neo4jGraph.initialize({ url, username, password });', 'res.json(await graph.query(req.body.query));'],
    ["import { Neo4jVectorStore } from '@langchain/neo4j';", 'const store = await Neo4jVectorStore.fromExistingIndex(embeddings, config);',
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    ["import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';", 'const saver = PostgresSaver.fromConnString(url);',
      'await saver.setup();', 'res.json(await saver.getTuple(req.body));'],
    ["import { RedisSaver } from '@langchain/langgraph-checkpoint-redis';", 'const saver = await RedisSaver.fromUrl(url);',
      'res.json(await saver.getTuple(req.body));'],
    ["import { MongoDBStore } from '@langchain/langgraph-checkpoint-mongodb';",
      'const store = await MongoDBStore.fromConnString(url, { dbName });', "res.json(await store.get(['users'], req.body.key));"],
    [qdrant, "const store = await QdrantVectorStore.fromExistingCollection(embeddings, { url, collectionName: 'files' });",
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    [qdrant, "await QdrantVectorStore.fromDocuments(req.body.documents, embeddings, { url, collectionName: 'files' });"],
    [qdrant, "const store = new QdrantVectorStore(embeddings, { url, collectionName: 'files' });",
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    ["import { Milvus } from '@langchain/community/vectorstores/milvus';",
      'const store = await Milvus.fromExistingCollection(embeddings, { collectionName, url });',
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    ["import { SingleStoreVectorStore } from '@langchain/community/vectorstores/singlestore';",
      'const store = await SingleStoreVectorStore.fromTexts(req.body.texts, req.body.data, embeddings, { connectionOptions: { host } });',
      'res.json(await store.similaritySearch(req.body.question, 3));'],
  ])('%s', async (imports, ...lines) => {
    expect(await rulesInHandler(imports, ...lines)).toStrictEqual(['no-client-per-request']);
  });
});

describe('a store over what it is given, or that ends', () => {
  it.each([
    [pgvector, 'const store = await PGVectorStore.initialize(embeddings, { pool, tableName });',
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    [pgvector, 'const store = await PGVectorStore.initialize(embeddings, config);',
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    [qdrant, "const store = await QdrantVectorStore.fromExistingCollection(embeddings, { client, collectionName: 'files' });",
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    [qdrant, 'await QdrantVectorStore.fromDocuments(req.body.documents, embeddings, { client, ...named });'],
    [qdrant, 'const store = await QdrantVectorStore.fromExistingCollection(embeddings, config);',
      'res.json(await store.similaritySearch(req.body.question, 3));'],
    [history, 'const history = new RedisChatMessageHistory({ sessionId: req.body.session, client });',
      'await history.addUserMessage(req.body.text);'],
    [history, 'const history = new RedisChatMessageHistory({ sessionId: req.body.session, url });', 'try {',
      '  await history.addUserMessage(req.body.text);', '} finally {', '  await history.client.quit();', '}'],
    ["import { PostgresSaver } from '@langchain/langgraph-checkpoint-postgres';", 'const saver = PostgresSaver.fromConnString(url);',
      'try {',
      '  res.json(await saver.getTuple(req.body));', '} finally {', '  await saver.end();', '}'],
  ])('%s', async (imports, ...lines) => {
    expect((await rulesInHandler(imports, ...lines)).filter((rule) => rule !== 'prefer-shared-client')).toStrictEqual([]);
  });
});
