import { describe, expect, it } from 'vitest';
import { applied, offered } from '../support/suggestions.js';

const more = { rule: 'require-client-close' };

function route(lines: readonly string[]): string {
  return `import express from 'express';
import { experimental_createMCPClient as createMCPClient, streamText } from 'ai';
import { load, model, transport } from './others.js';
const app = express();
app.post('/', async (request, response) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`;
}

const made = 'const client = await createMCPClient({ transport });';
const asked = ['const messages = await load(request.body.id);', 'const tools = await client.tools();'];
const streamed = ['const result = streamText({', '  model,', '  messages,', '  tools,', '  onFinish: () => client.close(),', '});'];

describe('a client that functions have in the end, which run later', () => {
  it('is closed where something fails before they are handed over', () => {
    const lines = [made, ...asked, ...streamed, 'return result.pipeTo(response);'];
    expect(applied('closeOnFailure', route(lines), 'service.js', more)).toBe(route([
      made, 'try {', ...lines.slice(1).map((line) => `  ${line}`), '} catch (error) {', '  await client.close();', '  throw error;', '}',
    ]));
  });

  it.each<[string, string[]]>([
    ['something is waited for behind that', [
      made, ...asked, ...streamed, 'await result.consumeStream();', 'return result.pipeTo(response);',
    ]],
    ['it is left before that', [
      made, ...asked, 'if (messages.length === 0) return undefined;', ...streamed, 'return result.pipeTo(response);',
    ]],
    ['it is asked behind that', [made, ...asked, ...streamed, 'client.tools();', 'return result.pipeTo(response);']],
  ])('is left where %s', (_, lines) => {
    expect(offered(route(lines), 'service.js', more)).not.toContain('closeOnFailure');
  });
});
