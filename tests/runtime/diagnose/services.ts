/*
 * Parts of services: each file constructs a client for every request, or does what a healthy service does.
 * They are CommonJS; the tests that ask for modules convert them.
 */

const quotientService = `{
  divide: {
    path: '/behaviour.Quotients/Divide',
    requestStream: false,
    responseStream: false,
    requestSerialize: (value) => Buffer.from(value),
    requestDeserialize: (bytes) => bytes.toString(),
    responseSerialize: (value) => Buffer.from(value),
    responseDeserialize: (bytes) => bytes.toString(),
  },
}`;

/** Line 7 constructs. */
export const grpcLeak = `
const { promisify } = require('node:util');
const { Client, credentials } = require('@grpc/grpc-js');
const definition = ${quotientService.replaceAll(/\s+/g, ' ')}.divide;

exports.divide = async (value) => {
  const client = new Client(process.env.GRPC_ADDRESS, credentials.createSsl());
  const { path, requestSerialize, responseDeserialize } = definition;
  return promisify(client.makeUnaryRequest.bind(client, path, requestSerialize, responseDeserialize))(String(value));
};
`.trimStart().replace('exports.divide', '\nexports.divide');

/** Line 5 constructs. */
export const postgresLeak = `
const { Pool } = require('pg');

// Nothing ends it, and nothing times out.
exports.divide = async (value) => {
  const pool = new Pool({ max: 1, idleTimeoutMillis: 0 });
  const { rows } = await pool.query('select 10.0 / $1::int as quotient', [value]);
  return rows[0].quotient;
};
`.trimStart();

/** Line 4 constructs. */
export const redisLeak = `
const { Redis } = require('ioredis');

exports.count = async (value) => {
  const redis = new Redis(process.env.REDIS_URL, { enableReadyCheck: false });
  await redis.set('count', String(value));
  return redis.get('count');
};
`.trimStart();

/** Line 4 constructs. */
export const undiciLeak = `
const { Pool } = require('undici');

exports.divide = async (value) => {
  const pool = new Pool(process.env.API_URL, { connections: 1, keepAliveTimeout: 600_000, keepAliveMaxTimeout: 600_000 });
  const { body } = await pool.request({ path: '/quotient/' + value, method: 'GET' });
  return body.json();
};
`.trimStart();

/** It keeps a session for each request: a legitimate cache, as long as nobody asks too often. */
export const sessionCache = `
class Session {
  constructor(number) {
    this.number = number;
    this.at = new Date();
  }
}

const sessions = new Map();

exports.remember = (number) => {
  sessions.set(number, new Session(number));
};
`.trimStart();

/** An Express service with a route for each of the modules. `also`: statements in every handler. */
export function expressService(
  routes: Readonly<Record<string, { readonly module: string; readonly call: string }>>, { setup = '', also = '' } = {},
): string {
  const modules = [...new Set(Object.values(routes).map(({ module }) => module))];
  return `
const express = require('express');
${modules.map((module) => `const ${module} = require('./${module}.js');`).join('\n')}

const app = express();
${setup}

${Object.entries(routes).map(([path, { module, call }]) => `
app.get('${path}', async (req, res) => {
  const number = Number(req.query.number);
  ${also}
  res.json(await ${module}.${call});
});`).join('\n')}

const server = app.listen(0, 'localhost', () => {
  console.log(\`listening on port \${server.address().port}\`);
});
`.trimStart();
}

/** A client for each request, which is closed. */
export const grpcChurn = grpcLeak.replace(/ {2}return (promisify.*);\n/, `  try {
    return await $1;
  } finally {
    client.close();
  }
`);

/** One pool for all requests, whose connections become more while more requests run at once. */
export const sharedPool = `
const { Pool } = require('undici');

const pool = new Pool(process.env.API_URL, { connections: 5, keepAliveTimeout: 600_000, keepAliveMaxTimeout: 600_000 });

exports.divide = async (value) => {
  const { body } = await pool.request({ path: '/quotient/' + value, method: 'GET' });
  return body.json();
};
`.trimStart();

/** A cache that is full after thirty entries. */
export const cappedCache = `
class Answer {
  constructor(number) {
    this.number = number;
  }
}

const answers = new Map();

exports.keep = (number) => {
  answers.set(number % 30, new Answer(number));
};
`.trimStart();
