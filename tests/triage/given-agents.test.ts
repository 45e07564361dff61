import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/* An agent of the project's own, in another file, that a helper constructs unless its caller brings one. */

const agent = `import { Agent } from 'undici';
export class CertAgent extends Agent {
  constructor() { super({ connect: { ca: process.env.CA } }); }
}`;
const helper = (made: string): string => `import { fetch } from 'undici';
import { CertAgent } from './agent.js';
const shared = new CertAgent();
export async function get(url, dispatcher) {
  return fetch(url, { dispatcher: dispatcher ?? ${made} });
}`;
const app = (call: string): string => `import express from 'express';
import { CertAgent } from './agent.js';
import { get } from './get.js';
const app = express();
const own = new CertAgent();
app.get('/weather', async (req, res) => { res.json(await (await ${call}).json()); });`;

async function lint(made: string, call: string): Promise<string[]> {
  const files = {
    'package.json': { dependencies: { express: '^5.0.0', undici: '^7.0.0' } },
    'agent.js': agent, 'get.js': helper(made), 'app.js': app(call),
  };
  const project = createProject({ rule: '*', files });
  return (await project.lint('get.js', helper(made))).map(({ rule }) => rule);
}

describe('an agent that a helper makes for whoever brings none', () => {
  it('is reported where a request brings none', async () => {
    expect(await lint('new CertAgent()', "get('https://weather.example')")).toStrictEqual(['no-client-per-request']);
  });

  it('is not told of where there is one already', async () => {
    expect(await lint('shared', "get('https://weather.example')")).toStrictEqual([]);
  });
});
