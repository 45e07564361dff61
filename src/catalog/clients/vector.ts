import type { ClientFamily } from '../types.js';

const weaviateDocs = 'https://docs.weaviate.io/weaviate/client-libraries/typescript';
const milvusDocs = 'https://milvus.io/docs/install-node.md';

export const vector: ClientFamily = {
  name: 'vector',
  title: 'Vector databases',
  clients: [
    {
      package: '@qdrant/js-client-rest',
      export: 'QdrantClient',
      kind: 'class',
      holds: 'http-agent',
      connects: 'firstUse',
      release: [],
      cost: 'waste',
      collected: 'Idle connections of its agent are closed after 10 seconds, or when the server says so.',
      note: 'It makes an `undici` agent of its own and has no method that closes it.',
      docs: 'https://github.com/qdrant/qdrant-js#readme',
    },
    {
      package: '@pinecone-database/pinecone',
      export: 'Pinecone',
      kind: 'class',
      holds: 'nothing',
      reason: 'Each request goes through the global `fetch`.',
      docs: 'https://docs.pinecone.io/reference/sdks/node/overview',
    },
    {
      package: 'weaviate-client',
      export: ['connectToCustom', 'connectToLocal', 'connectToWCD', 'connectToWCS', 'connectToWeaviateCloud', 'client'],
      kind: 'asyncFactory',
      holds: 'grpc-channel',
      connects: 'construction',
      release: ['close'],
      releaseIs: 'async',
      cost: 'leak',
      note: 'Besides the channel it makes a keep-alive agent, which `close()` leaves alone.',
      docs: weaviateDocs,
    },
    {
      package: 'weaviate-ts-client',
      export: 'client',
      kind: 'factory',
      holds: 'nothing',
      reason: 'Each request goes through `fetch`.',
      docs: weaviateDocs,
    },
    {
      package: '@zilliz/milvus2-sdk-node',
      export: 'MilvusClient',
      kind: 'class',
      holds: 'grpc-channel',
      connects: 'construction',
      release: ['closeConnection'],
      releaseIs: 'async',
      cost: 'leak',
      docs: milvusDocs,
    },
    {
      package: '@zilliz/milvus2-sdk-node',
      export: 'HttpClient',
      kind: 'class',
      holds: 'nothing',
      reason: 'Each request goes through the global `fetch`.',
      docs: milvusDocs,
    },
    {
      package: 'chromadb',
      export: ['ChromaClient', 'CloudClient', 'AdminClient', 'AdminCloudClient'],
      kind: 'class',
      holds: 'nothing',
      reason: 'Each request goes through the global `fetch`.',
      docs: 'https://docs.trychroma.com/docs/run-chroma/clients',
    },
  ],
};
