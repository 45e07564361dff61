import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../support/lint.js';
import { checkSuggestions } from '../support/suggestion-check.js';
import { applied, offered } from '../support/suggestions.js';

const declarations = `
declare module 'express' {
  export interface Response { type(name: string): Response; send(body: unknown): void }
  export interface App { get(path: string, handler: (req: { body: any }, res: Response) => unknown): void }
  export default function express(): App;
}
declare module 'puppeteer' {
  export interface Page { goto(url: string): Promise<unknown>; pdf(): Promise<Uint8Array> }
  export interface BrowserContext { newPage(): Promise<Page>; cookies(): Promise<unknown[]>; close(): Promise<void> }
  export interface Browser extends BrowserContext {
    createBrowserContext(): Promise<BrowserContext>;
    once(event: string, listener: () => void): this;
    version(): Promise<string>;
  }
  const puppeteer: { launch(options?: { headless?: boolean; args?: string[]; executablePath?: string }): Promise<Browser> };
  export default puppeteer;
}
declare module 'playwright' {
  export interface Page { goto(url: string): Promise<unknown>; pdf(): Promise<Uint8Array> }
  export interface BrowserContext { newPage(): Promise<Page>; close(): Promise<void> }
  export interface Browser {
    newContext(options?: object): Promise<BrowserContext>;
    newPage(options?: object): Promise<Page>;
    once(event: string, listener: () => void): this;
    close(): Promise<void>;
  }
  export const chromium: { launch(): Promise<Browser> };
}
`;

const project = (puppeteer: string): string => createProject({ files: {
  'package.json': { type: 'module', dependencies: { express: '^5.0.0', puppeteer, playwright: '^1.50.0' } },
} }).root;
const root = project('^24.0.0');

const service = (lines: readonly string[], before = ''): string => `
import express from 'express';
import puppeteer from 'puppeteer';
import { chromium } from 'playwright';
const app = express();
${before}app.get('/', async (req, res) => {
${lines.map((line) => `  ${line}\n`).join('')}});
`.slice(1);

const used = [
  'try {',
  '  const page = await browser.newPage();',
  '  await page.goto(req.body.url);',
  "  res.type('pdf').send(await page.pdf());",
  '} finally {',
  '  await browser.close();',
  '}',
];
const launch = 'puppeteer.launch({ headless: true })';
const started = [`const browser = await ${launch};`, ...used];
const inContext = (lines: readonly string[]): string[] => lines.map((line) => line.replace('browser.', 'context.'));

const helper = (type = ''): string => `
let browserPromise${type};

async function startBrowser() {
  const browser = await ${launch};
  // The next request starts another one.
  browser.once('disconnected', () => {
    browserPromise = undefined;
  });
  return browser;
}

function getBrowser() {
  browserPromise ??= startBrowser().catch((error) => {
    browserPromise = undefined;
    throw error;
  });
  return browserPromise;
}

`;

const more = (at = root): object => ({ declarations, settings: { root: at } });

describe('one process with a context for each request', () => {
  it('is started on first use, and again when it has ended', () => {
    expect(applied('sharedProcess', service(started), join(root, 'service.ts'), more())).toBe(service(
      ['const context = await (await getBrowser()).createBrowserContext();', ...inContext(used)],
      helper(': ReturnType<typeof startBrowser> | undefined'),
    ));
  });

  it('is started each time by whoever wants to know whether it starts', () => {
    const tried = [`const browser = await ${launch};`, 'await browser.close();', "res.send('It starts');"];
    expect(offered(service(tried), join(root, 'service.ts'), more())).toStrictEqual([]);
  });

  it('is told by the name that the installed version has', () => {
    const old = project('21.0.0');
    expect(applied('sharedProcess', service(started), join(old, 'service.js'), more(old))).toContain('.createIncognitoBrowserContext();');
  });

  it('takes along how its package is loaded where it is needed', () => {
    const text = applied('sharedProcess', service([
      "const { chromium: browsers } = await import('playwright');",
      'const browser = await browsers.launch();',
      ...used,
    ]), join(root, 'service.ts'), more());
    expect(text).toContain(`async function startBrowser() {
  const { chromium: browsers } = await import('playwright');
  const browser = await browsers.launch();
`);
    expect(text).toContain(`async (req, res) => {
  const context = await (await getBrowser()).newContext();
`);
  });

  it('serves a variable that is assigned and tested', () => {
    const lines = [
      'let browser = null;',
      'try {',
      `  browser = await ${launch};`,
      ...used.slice(1, 4),
      '} finally {',
      '  if (browser) await browser.close().catch(() => {});',
      '}',
    ];
    const output = applied('sharedProcess', service(lines), join(root, 'service.js'), more());
    expect(output).toContain('  let context = null;\n  try {\n    context = await (await getBrowser()).createBrowserContext();\n');
    expect(output).toContain('if (context) await context.close().catch(() => {});');
  });

  it('leaves another one that the variable may hold as it is', () => {
    const lines = [
      'let browser;', 'try {', `  browser = await ${launch};`, '  const page = await browser.newPage();', '  res.send(await page.pdf());',
      '} catch {', '  if (!browser) browser = await puppeteer.launch({ headless: false });', '  const page = await browser.newPage();',
      '  res.send(await page.pdf());', '} finally {', '  if (browser) await browser.close();', '}',
    ];
    const reports = checkSuggestions({ code: service(lines), filename: join(root, 'service.js') });
    expect(reports).toHaveLength(2);
    const [first] = reports[0]!.suggestions.filter(({ messageId }) => messageId === 'sharedProcess');
    expect(first!.output).toContain('  browser = await (await getBrowser()).createBrowserContext();');
    expect(first!.output).toContain(lines.slice(5).join('\n  '));
  });

  it('gives a variable with a type that of a context', () => {
    const lines = [
      'let browser: Browser | null = null;',
      'try {',
      `  browser = await ${launch};`,
      ...used.slice(1, 4),
      '} finally {',
      '  if (browser) await browser.close();',
      '}',
    ];
    const code = service(lines).replace('import puppeteer from', 'import puppeteer, { Browser } from');
    const output = applied('sharedProcess', code, join(root, 'service.ts'), more());
    expect(output).toContain("import puppeteer, { BrowserContext } from 'puppeteer';");
    expect(output).toContain('let context: BrowserContext | null = null;');
    const also = code.replace('const app', 'export type Started = Browser;\nconst app');
    expect(applied('sharedProcess', also, join(root, 'service.ts'), more())).toContain('{ Browser, BrowserContext }');
  });

  it('leaves a type that says nothing, and asks the context for its own cookies', () => {
    const lines = [
      'let browser: any = null;', 'try {', `  browser = await ${launch};`, ...used.slice(1, 3), '  res.send(await browser.cookies());',
      '} finally {', '  if (browser) await browser.close();', '}',
    ];
    const output = applied('sharedProcess', service(lines), join(root, 'service.ts'), more());
    expect(output).toContain('let context: any = null;');
    expect(output).toContain('res.send(await context.cookies());');
    const asStarted = lines.map((line) => line.replace(': any', ': Awaited<ReturnType<typeof puppeteer.launch>> | null'));
    expect(applied('sharedProcess', service(asStarted), join(root, 'service.ts'), more()))
      .toContain("let context: import('puppeteer').BrowserContext | null = null;");
  });

  it('divides what a function of the file starts where that is called', () => {
    const starting = `const launch = () => {\n  return ${launch};\n};\n`;
    const code = service(['const browser = await launch();', ...used], starting);
    const output = applied('sharedProcess', code, join(root, 'service.js'), more());
    expect(output).toContain(`${starting}
let browserPromise;

async function startBrowser() {
  const browser = await launch();
`);
    expect(output).toContain('  const context = await (await getBrowser()).createBrowserContext();\n');
    expect(output).toContain('    await context.close();');
  });

  it('takes the constants of the function along, and has names of its own', () => {
    const lines = ['const options = { headless: true };', 'const context = req.body;', 'const browser = await puppeteer.launch(options);',
      ...used.map((line) => line.replace('req.body', 'context'))];
    const output = applied('sharedProcess', service(lines), join(root, 'service.js'), more());
    expect(output).toContain('async function startBrowser() {\n  const options = { headless: true };\n');
    expect(output).toContain('const browserContext = await (await getBrowser()).createBrowserContext();');
  });

  it('is started with options of another file that make no difference', () => {
    const code = (options: string): string => service([`const browser = await puppeteer.launch({ ${options} });`, ...used])
      .replace('import express', "import { settings } from './settings.js';\nimport express");
    const known = 'headless: settings.headless, timeout: settings.timeout';
    expect(applied('sharedProcess', code(known), join(root, 'service.js'), more()))
      .toContain(`const browser = await puppeteer.launch({ ${known} });`);
    for (const options of ['args: settings.args', '...settings', '[settings.name]: true']) {
      expect(offered(code(options), join(root, 'service.js'), more())).not.toContain('sharedProcess');
    }
  });

  const builtOptions = (options: string): string[] => [
    `const options${options} = { headless: true, args: ['--no-sandbox'] };`,
    'if (process.env.CHROME) options.executablePath = process.env.CHROME;',
    "options.args.push('--disable-gpu');",
    'const browser = await puppeteer.launch(options);',
    ...used,
  ];

  it('is given options that the function puts together', () => {
    const output = applied('sharedProcess', service(builtOptions(': { headless: boolean; args: string[]; executablePath?: string }')),
      join(root, 'service.ts'), more());
    expect(output).toBe(service(
      [...builtOptions(': { headless: boolean; args: string[]; executablePath?: string }').slice(0, 3),
        'const context = await (await getBrowser(options)).createBrowserContext();', ...inContext(used)],
      helper(': ReturnType<typeof startBrowser> | undefined')
        .replace('startBrowser()', 'startBrowser(options: Parameters<typeof puppeteer.launch>[0])')
        .replace(launch, 'puppeteer.launch(options)')
        .replace('getBrowser()', 'getBrowser(options: Parameters<typeof puppeteer.launch>[0])')
        .replace('= startBrowser()', '= startBrowser(options)'),
    ));
  });

  it('is given what the function waits for', () => {
    const lines = ['const browser = await puppeteer.launch({', '  executablePath: await find(),', '  headless: true,', '});', ...used];
    const code = service(lines).replace('const app', "import { find } from './find.js';\nconst app");
    const output = applied('sharedProcess', code, join(root, 'service.js'), more());
    expect(output).toContain('async function startBrowser(options) {\n  const browser = await puppeteer.launch(options);\n');
    const given = 'getBrowser({\n    executablePath: await find(),\n    headless: true,\n  })';
    expect(output).toContain(`  const context = await (await ${given}).createBrowserContext();\n`);
  });

  it.each([
    "options.args.push('--single-process');",
    "options.args = ['--user-data-dir=/tmp/profile'];",
    'configure(options);',
    'options.args = flags;',
  ])('is not offered where a context would not bear what the options get: %s', (line) => {
    const lines = ["const options = { args: ['--no-sandbox'] };", line, 'const browser = await puppeteer.launch(options);', ...used];
    const code = service(lines).replace('const app', "import { configure, flags } from './setup.js';\nconst app");
    expect(offered(code, join(root, 'service.js'), more())).not.toContain('sharedProcess');
  });

  it('is started once for all places of a file', () => {
    const output = applied('sharedProcess', service(started, helper()), join(root, 'service.js'), more());
    expect(output.match(/async function startBrowser/g)).toHaveLength(1);
  });

  it('knows the contexts of other packages', () => {
    const lines = ['const browser = await chromium.launch();', ...used];
    expect(applied('sharedProcess', service(lines), join(root, 'service.ts'), more())).toContain('(await getBrowser()).newContext();');
  });

  const playwright = (lines: readonly string[]): string[] => ['const browser = await chromium.launch();', 'try {', ...lines, '} finally {',
    '  await browser.close();', '}'];

  it('gives the context what the only page was given', () => {
    const lines = playwright(["  const page = await browser.newPage({ locale: 'de' });", '  await page.goto(req.body.url);']);
    expect(applied('sharedProcess', service(lines), join(root, 'service.ts'), more())).toContain(`
  const context = await (await getBrowser()).newContext({ locale: 'de' });
  try {
    const page = await context.newPage();
    await page.goto(req.body.url);
  } finally {
    await context.close();
  }
`);
  });

  it('takes the place of the only context that was asked for', () => {
    const lines = ["const locale = 'de';", ...playwright([
      '  const session = await browser.newContext({ locale });', '  const page = await session.newPage();',
      '  await page.goto(req.body.url);',
      '  await session.close();',
    ])];
    expect(applied('sharedProcess', service(lines), join(root, 'service.ts'), more())).toContain(`
  const locale = 'de';
  const session = await (await getBrowser()).newContext({ locale });
  try {
    const page = await session.newPage();
    await page.goto(req.body.url);
  } finally {
    await session.close();
  }
`);
  });

  it.each<[string, string[]]>([
    ['asks it for what a context does not know', [...started.slice(0, 2), '  console.log(await browser.version());', ...used.slice(1)]],
    ['hands it to others', [...started.slice(0, 2), '  console.log(await nameOf(browser));', ...used.slice(1)]],
    ['gives a page options', started.map((line) => line.replace('newPage()', 'newPage({ locale: "de" })'))],
    ['asks for two contexts', [
      'const browser = await chromium.launch();', 'try {', '  const one = await browser.newContext();',
      '  const two = await browser.newContext();', '  await (await one.newPage()).goto("a");', '  await (await two.newPage()).goto("b");',
      '} finally {', '  await browser.close();', '}',
    ]],
    ['asks for a context with what is there later', [
      'const browser = await chromium.launch();', 'try {', '  const options = await read();',
      '  const context = await browser.newContext(options);', '  await (await context.newPage()).goto("a");', '} finally {',
      '  await browser.close();', '}',
    ]],
    ['starts it with what a context does not share', [
      "const browser = await puppeteer.launch({ args: ['--single-process'] });", ...used,
    ]],
    ['starts it with what is not known', ['const browser = await puppeteer.launch({ args: setup });', ...used]],
  ])('is not offered where the code %s', (_, lines) => {
    const others = "import { setup } from './setup.js';\nconst nameOf = (browser) => browser.version();\n";
    const code = service(lines).replace('const app', `${others}const app`);
    expect(offered(code, join(root, 'service.js'), more())).not.toContain('sharedProcess');
  });

  it('is offered where extensions are turned off', () => {
    const code = service(["const browser = await puppeteer.launch({ args: ['--disable-extensions'] });", ...used]);
    expect(offered(code, join(root, 'service.js'), more())).toContain('sharedProcess');
    expect(offered(code.replace('extensions', 'extensions-except=a'), join(root, 'service.js'), more())).not.toContain('sharedProcess');
  });

  it('is not offered where the version is not known', () => {
    expect(offered(service(started), 'service.js', { declarations })).not.toContain('sharedProcess');
  });
});
