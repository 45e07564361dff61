import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';

/** Handlers that a builder is given stand in files of their own, which need not name the framework. */

const handler = [
  "const { Client } = require('pg');",
  'module.exports = {',
  '  canHandle(input) {', "    return input.requestEnvelope.request.type === 'LaunchRequest';", '  },',
  '  async handle(input) {', '    const client = new Client();', '    await client.connect();',
  "    const { rows } = await client.query('select greeting from greetings');",
  '    return input.responseBuilder.speak(rows[0].greeting).getResponse();', '  },', '};',
].join('\n');

function builtWith(registration: string): Record<string, string> {
  return {
    'package.json': '{ "dependencies": { "ask-sdk-core": "^2.14.0", "pg": "^8.0.0" } }',
    'handlers/launch.js': handler,
    'handlers/index.js': "exports.launch = require('./launch');",
    'index.js': `const Alexa = require('ask-sdk-core');\n${registration}`,
  };
}

describe('a handler in a file of its own', () => {
  it.each([
    "const launch = require('./handlers/launch');\n"
    + 'exports.handler = Alexa.SkillBuilders.custom().addRequestHandlers(launch).lambda();',
    "const handlers = require('./handlers');\nconst builder = Alexa.SkillBuilders.custom();\n"
    + 'exports.handler = builder.addRequestHandlers(handlers.launch).addErrorHandlers({ handle() {} }).lambda();',
  ])('%s', async (registration) => {
    const reports = await createProject({ files: builtWith(registration), rule: '*' }).lint('handlers/launch.js', handler);
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['no-client-per-request']);
  });

  it('is not known to run where no builder is given it', async () => {
    const files = builtWith("const { launch } = require('./handlers');\nexports.names = Object.keys(launch);");
    const reports = await createProject({ files, rule: '*' }).lint('handlers/launch.js', handler);
    expect(reports.map(({ rule }) => rule)).toStrictEqual(['no-unclosed-client']);
  });
});
