import { describeMarked, type MarkedCases } from '../support/marked-cases.js';

/* An iterator that a subscription gives back: whoever reads it calls its `return()` when nobody listens any more. */

const served = (feed: string, made: string): string => `
import { createSchema } from 'graphql-yoga';
import { createClient } from 'redis';
${feed}
createSchema({
  typeDefs: 'type Subscription { orders: String }',
  resolvers: { Subscription: { orders: { subscribe: () => ${made} } } },
});
`;

const feed = (ending: string): string => `
class Feed {
  constructor() {
    this.redis = createClient(); ${ending.includes('return()') ? '' : '// leak'}
    void this.redis.connect();
  }
  async next() { return { value: await this.redis.get('order'), done: false }; }
  [Symbol.asyncIterator]() { return this; }
  ${ending}
}`;

const made = (ending: string): string => `
function feed() {
  const redis = createClient(); ${ending.includes('return()') ? '' : '// leak'}
  void redis.connect();
  return {
    async next() { return { value: await redis.get('order'), done: false }; },
    [Symbol.asyncIterator]() { return this; },
    ${ending}
  };
}`;

const ended = 'return { value: undefined, done: true };';

const cases: MarkedCases = {
  'an iterator that ends its client': served(feed(`async return() { await this.redis.quit(); ${ended} }`), 'new Feed()'),
  'an iterator that ends its client by another method': served(
    feed(`async return() { await this.stop(); ${ended} }\n  async stop() { await this.redis.quit(); }`), 'new Feed()'),
  'an iterator that leaves its client open': served(feed(''), 'new Feed()'),
  'an iterator with a method that nobody calls': served(feed('async stop() { await this.redis.quit(); }'), 'new Feed()'),
  'an object that ends its client': served(made(`async return() { await redis.quit(); ${ended} },`), 'feed()'),
  'an object that leaves its client open': served(made(''), 'feed()'),
};

describeMarked('iterators that are given to a framework', cases, {
  files: { 'package.json': { dependencies: { 'graphql-yoga': '^5.0.0', 'redis': '^5.0.0' } } },
});
