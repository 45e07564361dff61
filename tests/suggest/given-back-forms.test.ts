import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const rule = 'require-connection-release';

const service = (handler: string): string => `const express = require('express');
const neo4j = require('neo4j-driver');
const app = express();
const driver = neo4j.driver('bolt://localhost');
${handler}`;

function edited(id: string, handler: string): string {
  const output = applied(id, service(handler), 'service.cjs', { rule });
  return output.slice(output.indexOf('app.get'));
}

describe('what is borrowed is given back', () => {
  it('when the chain of promises is settled in which it is used', () => {
    const handler = `app.get('/', (req, res) => {
  const session = driver.session();
  session
    .run('MATCH (n) RETURN n')
    .then((result) => {
      res.json(result);
      session.close();
    })
    .catch((error) => {
      console.log(error);
    });
});
`;
    expect(edited('releaseWhenSettled', handler)).toBe(`app.get('/', (req, res) => {
  const session = driver.session();
  session
    .run('MATCH (n) RETURN n')
    .then((result) => {
      res.json(result);
    })
    .catch((error) => {
      console.log(error);
    }).finally(() => session.close());
});
`);
    // A transaction would go back open.
    const begun = handler.replace("session\n    .run('MATCH (n) RETURN n')", "session.beginTransaction().run('MATCH (n) RETURN n')");
    expect(offered(service(begun), 'service.cjs', { rule })).not.toContain('releaseWhenSettled');
  });

  it('under a name where it has none', () => {
    expect(edited('releaseInFinally', `app.get('/', async (req, res) => {
  const result = await driver.session().run('MATCH (n) RETURN n');
  res.json(result.records);
});
`)).toBe(`app.get('/', async (req, res) => {
  const session = driver.session();
  try {
    const result = await session.run('MATCH (n) RETURN n');
    res.json(result.records);
  } finally {
    await session.close();
  }
});
`);
  });
});
