import { describeMarked } from '../support/marked-cases.js';

function handler(...lines: readonly string[]): string {
  return ["import express from 'express';", "import Redis from 'ioredis';", 'const app = express();', "const close = 'quit';",
    "app.get('/', async (req, res) => {", ...lines.map((line) => `  ${line}`), '});'].join('\n');
}

describeMarked('a release by a computed name', {
  'that is a constant of the module': handler('const client = new Redis();', "await client.get('x');", 'await client[close]();'),
  'that is a constant of the function': handler("const end = 'disconnect';", 'const client = new Redis();', 'client[end]();'),
  'that is another method': handler("const read = 'get';", 'const client = new Redis(); // leak', "res.json(await client[read]('x'));"),
}, { filenames: ['src/service.js'] });
