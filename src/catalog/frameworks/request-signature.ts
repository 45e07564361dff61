import type { FrameworkModel } from '../types.js';

/** What handlers take of a request, where they take it apart. */
const members = ['.body', '.query', '.params', '.headers', '.cookies', '.method', '.url', '.path', '.user', '.session', '.file',
  '.files', '.ip'];

/** The last resort: handlers that are mounted where no import shows it, known by the names of their parameters alone. */
export const requestSignature: FrameworkModel = {
  name: 'request-signature',
  title: '(req, res) handler',
  packages: [],
  runtime: 'node-server',
  entries: [
    {
      kind: 'signature',
      parameters: [
        ['req', 'request', '_req', '_request', '_', '__', ...members],
        ['res', 'response', '_res', '_response', 'resp', 'reply', '_reply'],
      ],
      runs: 'request',
    },
    {
      kind: 'signature',
      parameters: [
        ['err', 'error', '_err', '_error', 'e'],
        ['req', 'request', '_req', '_request', '_'],
        ['res', 'response', '_res', '_response', 'resp', 'reply'],
        ['next', '_next', 'done'],
      ],
      runs: 'request',
    },
  ],
  docs: 'https://expressjs.com/en/guide/writing-middleware.html',
};
