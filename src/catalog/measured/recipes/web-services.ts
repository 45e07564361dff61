/** Recipes for the clients of web services, most of which own nothing. */
import type { MeasuringRecipe } from '../recipe.js';

const service = (recipe: Omit<MeasuringRecipe, 'farSide' | 'release'> & { readonly release?: string }): MeasuringRecipe => (
  { farSide: 'http', release: '', ...recipe });

export const webServices: readonly MeasuringRecipe[] = [
  service({
    package: 'openai', export: 'OpenAI', construct: "new exported({ baseURL: url, apiKey: 'probe', maxRetries: 0 })",
    call: 'client.models.list()',
  }),
  service({
    package: '@anthropic-ai/sdk', export: 'Anthropic', construct: "new exported({ baseURL: url, apiKey: 'probe', maxRetries: 0 })",
    call: 'client.models.list()',
  }),
  service({
    package: 'groq-sdk', export: 'Groq', construct: "new exported({ baseURL: url, apiKey: 'probe', maxRetries: 0 })",
    call: 'client.models.list()',
  }),
  service({
    package: 'together-ai', export: 'Together', construct: "new exported({ baseURL: url, apiKey: 'probe', maxRetries: 0 })",
    call: 'client.models.list()',
  }),
  service({
    package: 'cohere-ai', export: 'CohereClient', construct: "new exported({ environment: url, token: 'probe' })",
    call: "client.chat({ message: 'probe' }, { maxRetries: 0 })",
  }),
  service({
    package: 'replicate', export: 'default', construct: "new exported({ baseUrl: url, auth: 'probe' })", call: 'client.hardware.list()',
  }),
  service({
    package: '@mistralai/mistralai', export: 'Mistral', construct: "new exported({ serverURL: url, apiKey: 'probe' })",
    call: 'client.models.list()',
  }),
  service({ package: 'ollama', export: 'Ollama', construct: 'new exported({ host: url })', call: 'client.list()' }),
  service({
    package: 'voyageai', export: 'VoyageAIClient', construct: "new exported({ environment: url, apiKey: 'probe' })",
    call: "client.embed({ input: 'probe', model: 'probe' }, { maxRetries: 0 })",
  }),
  service({
    package: '@ai-sdk/openai', export: 'createOpenAI', construct: "exported({ baseURL: url, apiKey: 'probe' })",
    call: "client.chat('probe').doGenerate({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'probe' }] }] })",
  }),
  service({
    package: '@langchain/openai', export: 'ChatOpenAI',
    construct: "new exported({ apiKey: 'probe', model: 'probe', maxRetries: 0, configuration: { baseURL: url } })",
    call: "client.invoke('probe')",
  }),
  service({
    package: '@langchain/anthropic', export: 'ChatAnthropic',
    construct: "new exported({ apiKey: 'probe', model: 'probe', maxRetries: 0, anthropicApiUrl: url })", call: "client.invoke('probe')",
  }),
  service({
    package: 'stripe', export: 'Stripe', construct: "new exported('probe', { host, port, protocol: 'http', maxNetworkRetries: 0 })",
    call: 'client.balance.retrieve()',
  }),
  service({
    package: 'mixpanel', export: 'init', construct: "exported('probe', { host: address, protocol: 'http' })",
    call: "new Promise((done) => client.track('probe', {}, done))",
  }),
  service({
    package: '@slack/web-api', export: 'WebClient',
    construct: "new exported('probe', { slackApiUrl: url + '/', retryConfig: { retries: 0 }, rejectRateLimitedCalls: true })",
    call: 'client.api.test()',
  }),
  service({ package: '@slack/webhook', export: 'IncomingWebhook', construct: 'new exported(url)', call: "client.send('probe')" }),
  service({
    package: 'resend', export: 'Resend', construct: "(process.env.RESEND_BASE_URL = url, new exported('probe'))",
    call: 'client.domains.list()',
  }),
  service({
    package: ['octokit', '@octokit/rest', '@octokit/core'], export: 'Octokit', construct: 'new exported({ baseUrl: url })',
    call: "client.request('GET /meta')",
  }),
  service({
    package: '@upstash/qstash', export: 'Client', construct: "new exported({ baseUrl: url, token: 'probe', retry: { retries: 0 } })",
    call: "client.publish({ url: 'https://probe.test', body: 'probe' })",
  }),
  service({
    package: '@upstash/vector', export: 'Index', construct: "new exported({ url, token: 'probe', retry: false })", call: 'client.info()',
  }),
  service({
    package: '@upstash/redis', export: 'Redis', construct: "new exported({ url, token: 'probe', retry: false })",
    call: "client.get('probe')",
  }),
  service({
    package: '@vercel/kv', export: 'createClient', construct: "exported({ url, token: 'probe' })", call: "client.get('probe')",
  }),
  service({
    package: 'posthog-node', export: 'PostHog', construct: "new exported('probe', { host: url, flushAt: 1, fetchRetryCount: 0 })",
    call: "client.captureImmediate({ distinctId: 'probe', event: 'probe' })", release: 'client.shutdown()',
  }),
  service({
    package: '@segment/analytics-node', export: 'Analytics', construct: "new exported({ writeKey: 'probe', host: url, flushAt: 1 })",
    call: "new Promise((done) => client.track({ userId: 'probe', event: 'probe' }, done))", release: 'client.closeAndFlush()',
  }),
  service({
    package: '@supabase/supabase-js', export: 'createClient', construct: "exported(url, 'probe', { auth: { persistSession: false } })",
    call: "client.from('probe').select()",
  }),
  service({ package: 'graphql-request', export: 'GraphQLClient', construct: 'new exported(url)', call: "client.request('{ probe }')" }),
  service({
    package: 'minio', export: 'Client',
    construct: "new exported({ endPoint: host, port, useSSL: false, accessKey: 'probe', secretKey: 'probe', region: 'us-east-1' })",
    call: "client.bucketExists('probe')",
  }),
  service({
    package: '@notionhq/client', export: 'Client', construct: "new exported({ auth: 'probe', baseUrl: url, logLevel: 'error' })",
    call: 'client.users.list({})',
  }),
  service({
    package: 'plaid', export: 'PlaidApi', construct: 'new exported(new module.Configuration({ basePath: url }))',
    call: 'client.categoriesGet({})',
  }),
  service({
    package: 'pusher', export: 'default',
    construct: "new exported({ appId: '1', key: 'probe', secret: 'probe', host, port, useTLS: false })",
    call: "client.trigger('probe', 'probe', {})",
  }),
  service({
    package: 'dockerode', export: 'default', construct: "new exported({ host, port, protocol: 'http' })", call: 'client.version()',
  }),
  service({
    package: 'algoliasearch', export: 'algoliasearch', versions: '>=5',
    construct: "exported('probe', 'probe', { hosts: [{ url: host, port, accept: 'readWrite', protocol: 'http' }] })",
    call: 'client.listIndices()',
  }),
  service({
    package: 'algoliasearch', export: 'default', versions: '<5',
    construct: "exported('probe', 'probe', { hosts: [{ url: address, accept: 3, protocol: 'http' }] })", call: 'client.listIndices()',
  }),
  service({ package: 'meilisearch', export: 'Meilisearch', construct: 'new exported({ host: url })', call: 'client.health()' }),
  service({
    package: 'typesense', export: 'Client',
    construct: "new exported({ apiKey: 'probe', nodes: [{ host, port, protocol: 'http' }], numRetries: 0, retryIntervalSeconds: 0 })",
    call: 'client.health.retrieve()',
  }),
  service({
    package: 'chromadb', export: 'ChromaClient', construct: 'new exported({ host, port, ssl: false })', call: 'client.heartbeat()',
  }),
  service({
    package: 'weaviate-ts-client', export: 'client', construct: "(module.default ?? module).client({ scheme: 'http', host: address })",
    call: 'client.misc.liveChecker().do()',
  }),
  service({ package: '@libsql/client', export: 'createClient', construct: 'exported({ url })', call: "client.execute('select 1')" }),
  service({ package: '@libsql/client/http', export: 'createClient', construct: 'exported({ url })', call: "client.execute('select 1')" }),
  service({
    package: 'langfuse', export: 'Langfuse',
    construct: "new exported({ publicKey: 'probe', secretKey: 'probe', baseUrl: url, fetchRetryCount: 0 })",
    call: 'client.api.healthHealth()',
  }),
];
