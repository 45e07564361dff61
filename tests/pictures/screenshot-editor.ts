import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { repository } from '../support/sample-service.js';
import { unpack } from '../tools/published-packages.mjs';
import { askForReport } from './editor-report.js';
import { makeSampleProject } from './sample-project.js';

/*
 * Photographs what an editor makes of a report: Monaco, the editor that VS Code is made of, in Chromium, with what the language server
 * says of the sample service. Writes the pictures, and what could be read on them, which a test compares with what the server says later.
 * Both packages are fetched for this alone, and Chromium must be there.
 */

const monaco = unpack({ name: 'monaco-editor', version: '0.52.2' });
const playwright = unpack({ name: 'playwright-core', version: '1.61.0' });
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SIZE = { width: 1000, height: 330 };
const CONTENT_TYPES: Readonly<Record<string, string>> = { '.css': 'text/css', '.ttf': 'font/ttf', '.html': 'text/html' };

/** As much as is used here. */
interface Page {
  goto(address: string): Promise<unknown>;
  evaluate<Argument, Result>(run: (argument: Argument) => Result, argument?: Argument): Promise<Result>;
  locator(selector: string): { waitFor(): Promise<void>; innerText(): Promise<string>; allInnerTexts(): Promise<string[]> };
  screenshot(options: { path: string }): Promise<unknown>;
  keyboard: { press(key: string): Promise<void> };
}
interface Chromium {
  launch(options: { executablePath: string; args: string[] }): Promise<{
    newPage(options: { viewport: typeof SIZE; deviceScaleFactor: number }): Promise<Page>;
    close(): Promise<void>;
  }>;
}
declare const window: { openReport(report: unknown): Promise<void>; editor: { trigger(source: string, action: string): void } };

if (!existsSync(CHROMIUM)) throw new Error(`${CHROMIUM} is not there. Install Chromium, or name it in CHROMIUM.`);
const { chromium } = (await import(pathToFileURL(join(playwright, 'index.mjs')).href)) as { chromium: Chromium };

const page = fileURLToPath(new URL('editor-page.html', import.meta.url));
const server = createServer(({ url = '/' }, response) => {
  const file = url === '/' ? page : join(monaco, url.replace('/monaco/', ''));
  if (!existsSync(file)) return void response.writeHead(404).end();
  response.setHeader('content-type', CONTENT_TYPES[extname(file)] ?? 'text/javascript');
  response.end(readFileSync(file));
}).listen(0);

const root = makeSampleProject();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-background-networking'] });
try {
  const report = await askForReport(root, 'src/captcha.js');
  const tab = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 1.5 });
  await tab.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
  await tab.evaluate((shown) => window.openReport(shown), report);
  const [message] = await show('editor.action.showHover', '.monaco-hover .marker > span', 'editor-report.png');
  await tab.keyboard.press('Escape');
  const fixes = await show('editor.action.quickFix', '.action-widget .monaco-list-row.action .title', 'editor-quick-fixes.png');
  const seen = JSON.stringify({ message, fixes }, undefined, 2);
  writeFileSync(join(repository, 'tests/pictures/seen-in-editor.json'), `${seen}\n`);

  /** Runs a command of the editor, waits for what it shows, and takes the picture. */
  async function show(action: string, selector: string, name: string): Promise<string[]> {
    await tab.evaluate((id) => window.editor.trigger('keyboard', id), action);
    await tab.locator(`${selector} >> nth=0`).waitFor();
    // What appears fades in.
    await new Promise((resolve) => void setTimeout(resolve, 500));
    await tab.screenshot({ path: join(repository, 'docs/images', name) });
    return tab.locator(selector).allInnerTexts();
  }
} finally {
  await browser.close();
  server.close();
  rmSync(root, { recursive: true, force: true });
}
