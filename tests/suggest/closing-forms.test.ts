import { describe, expect, it } from 'vitest';
import { checkSuggestions } from '../support/suggestion-check.js';
import { applied, offered } from '../support/suggestions.js';

/** A handler with these lines, beside what else is there. */
function service(lines: readonly string[], imports = "import { MongoClient } from 'mongodb';", before = ''): string {
  return `import express from 'express';
${imports}
const app = express();
${before}
app.get('/', async (req, res) => {
${lines.map((line) => (line ? `  ${line}\n` : '\n')).join('')}});
`;
}

function handlerOf(output: string): string[] {
  return output.slice(output.indexOf('app.get')).split('\n').slice(1, -2).map((line) => line.slice(2));
}

const rule = 'require-client-close';

describe('a close at the end of a `finally`', () => {
  const lines = [
    'let client;',
    'try {',
    '  client = await MongoClient.connect(req.body.url);',
    '  res.json(await client.db().collection(req.body.name).findOne({}));',
    '} finally {',
    '  await res.app.flush();',
    '  if (client) {',
    '    await res.app.note(client);',
    '    await client.close();',
    '  }',
    '}',
  ];

  it('is reached when something before it fails', () => {
    const output = applied('closeInFinally', service(lines), 'service.js', { rule });
    expect(handlerOf(output)).toStrictEqual([
      ...lines.slice(0, 5),
      '  try {',
      '    await res.app.flush();',
      '    if (client) {',
      '      await res.app.note(client);',
      '    }',
      '  } finally {',
      '    await client?.close();',
      '  }',
      '}',
    ]);
  });

  it('is that of the `try` around another one', () => {
    const tried = (line: string): string => `  try {\n    ${line}\n    } catch {\n      return res.end();\n    }`;
    const nested = lines.map((line) => (line.includes('connect(') ? tried(line) : line));
    expect(applied('closeInFinally', service(nested), 'service.js', { rule })).toContain('    } finally {\n      await client?.close();\n');
  });

  it('ends a session of it first', () => {
    const output = applied('closeInFinally', service([
      'let driver = null;', 'let session = null;', 'try {', '  driver = neo4j.driver(req.body.url);', '  session = driver.session();',
      "  res.json(await session.run('return 1'));", '} finally {', '  if (session) await session.close();',
      '  if (driver) await driver.close();', '}',
    ], "import neo4j from 'neo4j-driver';"), 'service.js', { rule });
    expect(output).toContain(`  } finally {
    try {
      if (session) await session.close();
    } finally {
      await driver?.close();
    }
  }
`);
  });

  it('stays where something waits for it', () => {
    const code = service([...lines.slice(0, -2), '    await res.app.clear();', '  }', '}']);
    expect(offered(code, 'service.js', { rule })).not.toContain('closeInFinally');
  });

  it('is one whose method is looked for first', () => {
    const code = service(lines).replace('if (client)', 'if (client && client.close)');
    expect(applied('closeInFinally', code, 'service.js', { rule })).toContain('if (client && client.close) {\n        await res.app.note');
  });
});

describe('what is returned closed', () => {
  it('is closed when something fails before', () => {
    const make = `async function send(name) {
  const client = new Client({ database: name });
  await client.connect();
  await client.query("notify a");
  await client.end();
  return client;
}
`;
    const code = service(['await send(req.body.name);', 'res.end();'], "import { Client } from 'pg';", make);
    expect(applied('closeInFinally', code, 'service.js', { rule })).toContain(`  const client = new Client({ database: name });
  try {
    await client.connect();
    await client.query("notify a");
    return client;
  } finally {
    await client.end();
  }
`);
  });
});

describe('one of two that a test decides about', () => {
  it('is closed whichever it is', () => {
    const code = service([
      'let browser;',
      'if (req.body.endpoint) {',
      '  browser = await chromium.connectOverCDP(req.body.endpoint);',
      '} else {',
      '  browser = await chromium.launch({ executablePath: req.body.path });',
      '}',
      'const page = await browser.newPage();',
      'res.json(await page.title());',
      'void browser.close();',
    ], "import { chromium } from 'playwright';");
    const reports = checkSuggestions({ code, filename: 'service.js', rule });
    expect(reports).toHaveLength(2);
    for (const { suggestions } of reports) {
      const output = suggestions.find(({ messageId }) => messageId === 'closeInFinally')?.output;
      expect(output).toContain(`  try {
    const page = await browser.newPage();
    res.json(await page.title());
  } finally {
    await browser.close();
  }
`);
    }
  });

  it('is left where the other one may be shared', () => {
    const code = service([
      'let browser;', 'if (req.body.isShared) {', '  browser = await browsers.shared();', '} else {',
      '  browser = await browsers.launch(req.body.path);', '}', 'res.json(await browser.version());', 'await browser.close();',
    ], "import { chromium } from 'playwright';", `const kept = chromium.launch();
const browsers = { shared: async () => await kept, launch: async (path) => await chromium.launch({ executablePath: path }) };`);
    const edits = checkSuggestions({ code, filename: 'service.js' }).flatMap(({ suggestions }) => suggestions);
    expect(edits.filter(({ messageId }) => messageId === 'closeInFinally')).toStrictEqual([]);
  });
});

describe('what is opened in a `try` and returned behind it', () => {
  const open = `const pool = new Pool();
async function open(schema) {
  let client = null;
  try {
    client = await pool.connect();
    await client.query(schema);
  } catch (error) {
    console.error(error);
    throw error;
  }
  return client;
}
`;
  const use = ['const client = await open(req.body.schema);', 'try {', '  res.json(await client.query("select 1"));', '} finally {',
    '  client.release();', '}'];
  const released = { rule: 'require-connection-release' };

  it('is given back by the `catch`', () => {
    const output = applied('releaseOnFailure', service(use, "import { Pool } from 'pg';", open), 'service.js', released);
    expect(output).toContain('  } catch (error) {\n    client?.release();\n    console.error(error);\n');
  });

  it.each([
    ['returns something else before', open.replace('    await client.query', '    if (!schema) return undefined;\n    await client.query')],
    ['does something in the `catch` with it', open.replace('console.error(error)', 'console.error(error, client)')],
  ])('is left where the function %s', (_, make) => {
    expect(offered(service(use, "import { Pool } from 'pg';", make), 'service.js', released))
      .not.toContain('releaseOnFailure');
  });
});

describe('a close whose failure is no matter', () => {
  const lines = (handler: string): string[] => [
    'const client = await MongoClient.connect(req.body.url);', 'const row = await client.db().collection(req.body.name).findOne({});',
    `await client.close().catch(${handler});`, 'res.json(row);',
  ];

  it.each(['() => {}', '(error) => console.error(error)'])('stays one: %s', (handler) => {
    const output = applied('closeInFinally', service(lines(handler)), 'service.js', { rule });
    expect(output).toContain(`  } finally {\n    await client.close().catch(${handler});\n  }\n`);
  });

  it('is left where more is done about that', () => {
    expect(offered(service(lines('() => res.status(500)')), 'service.js', { rule })).not.toContain('closeInFinally');
  });
});
