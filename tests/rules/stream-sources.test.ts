import { describeAnswers } from '../support/marked-cases.js';

/*
 * What `start` of a stream's source gives back is waited for, and then dropped: a function among it, meant to clean up, never runs. The
 * same holds of what the function that makes a promise gives back.
 */

const stream = (...lines: readonly string[]): string => `import express from 'express';
import Redis from 'ioredis';
import { Readable } from 'node:stream';
const app = express();
app.get('/orders', (request, response) => {
  const stream = new ReadableStream({
    async start(controller) {
      const client = new Redis(process.env.REDIS_URL); // ANSWER
      client.on('message', (channel, message) => controller.enqueue(message));
      ${lines.join('\n      ')}
    },
  });
  Readable.fromWeb(stream).pipe(response);
});
`;
const answered = (answer: string, ...lines: readonly string[]): string => stream(...lines).replace('ANSWER', answer);
const subscribe = "await client.subscribe('orders');";
const failing = `const cleanUp = async () => {
  try {
    await client.unsubscribe('orders');
    await client.quit();
  } catch (error) {
    console.error(error);
  }
};`;
const covering = 'const cleanUp = () => client.disconnect();';
const onAbort = "request.on('close', () => cleanUp());";

describeAnswers('a function that `start` gives back', {
  'that alone releases': answered('never', subscribe, 'return () => client.disconnect();'),
  'that alone releases, by a name': answered('never', covering, subscribe, 'return cleanUp;'),
  'that alone releases, by another function': answered('never', covering, subscribe, 'return () => cleanUp();'),
  'that alone releases, in an object': answered('unknown', subscribe, 'return { cancel: () => client.disconnect() };'),
  'where a listener releases as well': answered('everyPath', covering, onAbort, subscribe, 'return cleanUp;'),
  'where a listener may fail to': answered('somePaths', failing, onAbort, 'return () => cleanUp();'),
  'that releases, where it is given to others': answered('unknown', covering, 'register(cleanUp);', subscribe, 'return cleanUp;'),
});
