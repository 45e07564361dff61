import type { Zod } from './load-zod.js';
import { namePatterns } from './name-patterns.js';

/** What an entry of the catalog says of what takes the place of a client that cannot serve all requests by itself. */
export function createReplacements(z: Zod) {
  const text = z.string().min(1);
  const texts = z.array(text);
  const methods = z.array(z.string().regex(namePatterns.memberPath.pattern));
  return {
    shareInstead: z.exactOptional(text).describe('What to share where one such client cannot serve all requests: a code name (`Pool`).'),
    pooledBy: z.exactOptional(z.strictObject({
      factory: text.describe('The asynchronous function that makes the pool, beside the one that makes a connection.'),
      lend: text.describe('The asynchronous method of the pool that lends a connection.'),
      options: methods.describe('Options of a connection that mean the same for the pool.'),
    })).describe('A pool that lends the same object, which the same methods give back.'),
    poolInstead: z.exactOptional(z.strictObject({
      export: text.describe('What makes the pool at once, exported beside what makes a connection, and called like it.'),
      methods: methods.describe('Methods of both.'),
      form: z.exactOptional(text).describe('A method of both that gives another form of it with these methods: `promise`.'),
      urlOption: z.exactOptional(text).describe('The option for a URL, which a connection takes in place of options, and the pool not.'),
      broken: z.exactOptional(text).describe('The event of the pool that says that a connection broke which nobody had.'),
      lends: z.exactOptional(z.strictObject({
        by: text.describe('The asynchronous method of the pool that gives a connection which is open.'),
        release: text.describe('The method of the connection that gives it back.'),
        releaseIs: z.enum(['sync', 'async']).describe('Whether that is done when it returns.'),
        discard: z.exactOptional(text).describe('A method of both that closes the connection, and takes it out of the pool.'),
        type: text.describe('What the package calls the type of one that is lent.'),
        isAlso: texts.describe('Names of other types that it is of as well.'),
        methods: methods.describe('Methods of both, beside those of the pool, that leave nothing behind but a transaction.'),
      })).describe('How it lends a connection to whoever needs one for all that is asked.'),
    })).describe('A pool that takes the same options, and on which the same methods do the same, each time on any connection of its own.'),
    dividedInto: z.exactOptional(z.strictObject({
      name: text.describe('What a variable that holds one is called.'),
      by: z.array(z.strictObject({
        method: text.describe('The asynchronous method of the client that gives one.'),
        package: text.describe('The package whose version decides.'),
        versions: text.describe('Semver range of that package.'),
      })).describe('The methods, of which the first one that fits counts.'),
      types: z.exactOptional(z.strictObject({
        client: text.describe('The type of the client.'),
        part: text.describe('The type of its part.'),
      })).describe('What the package calls the types of the two.'),
      methods: methods.describe('Methods that the client and its part have in common.'),
      takes: z.exactOptional(methods).describe('Those among them whose options are those of the part.'),
      gone: text.describe('The event of the client that says that the process has ended.'),
      indifferent: z.exactOptional(texts).describe('Options whose value makes no difference to what its parts can do.'),
      unless: z.exactOptional(text).describe('A regular expression for options with which it does not work.'),
    })).describe('What each request gets of a process that serves many, in place of a process of its own.'),
  };
}
