import { describeMarked } from '../support/marked-cases.js';

/** A probe whose answer a variable of the module holds, and a handler that asks for it. */
const probe = (...rest: readonly string[]): string => [
  "import express from 'express';", "import { chromium } from 'playwright';", 'const app = express();', 'let canRender = null;',
  'async function isAbleToRender() {', '  if (canRender !== null) return canRender;', '  try {',
  '    const browser = await chromium.launch();', '    await browser.close();', '    canRender = true;', '  } catch {',
  '    canRender = false;', '  }', '  return canRender;', '}', ...rest,
  "app.get('/', async (req, res) => res.json(await isAbleToRender()));",
].join('\n');

describeMarked('a probe that is made once', {
  'because a flag holds its answer': probe(),
  'because a flag holds its answer, which tests forget': probe(
    'export function force(mode) {', "  if (mode === 'real') canRender = true;", '  else canRender = null;', '}',
  ),
  'unless the flag is asked for a yes': probe().replace('canRender !== null', 'canRender').replace('.launch();', '.launch(); // leak'),
}, { rule: 'prefer-shared-client' });
