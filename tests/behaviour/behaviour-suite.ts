import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import plugin from '../../src/index.js';
import type { dropMessages, releaseMessages, suggestionMessages } from '../../src/suggest/text/suggestion.js';
import { startChild } from '../demo/child.mjs';
import { applySuggestion, lintService } from '../demo/lint-and-apply.mjs';
import { checkSuggestions } from '../support/suggestion-check.js';
import { endings, phases, plan, request, runPhase } from './requests.js';
import type { Ending, Outcome, Phase, PhaseName } from './requests.js';
import type { LocalServer } from './servers/local-server.js';
import { moduleStyles } from './service.js';
import type { ModuleStyle, Service } from './service.js';

/*
 * What edits do to a service that runs. A service is linted by ESLint, the suggestion is applied, and the service is run before and after
 * against a server of the SDK's protocol: it must answer the same, and leave fewer connections open.
 */

type Edit = keyof typeof suggestionMessages | keyof typeof dropMessages | keyof typeof releaseMessages;

/** A service with one place that is reported, and the edits that are offered for it. */
export interface BehaviourCase {
  /** Default: the rule that this plugin exists for. */
  readonly rule?: string;
  readonly service: Service;
  /** How many connections a request leaves open before the edit. The test of the test: a service that leaks nothing proves nothing. */
  readonly leaks: Readonly<Record<Ending, number>>;
  /** Why the service ends when its connections are cut, as they are by a server that is started anew. Left out: it goes on working. */
  readonly endsWhenCut?: string;
  /** A request cannot be answered before the edit, once another one was. */
  readonly failsBefore?: true;
  /**
   * How many connections may be open in all after the edit, whatever the number of requests, and how many may be opened by requests that do
   * not fail. Default: as many as may be open.
   */
  readonly edits: Readonly<Partial<Record<Edit, { readonly open: number; readonly opened?: number }>>>;
}

export interface BehaviourSuite {
  /** Packages that server and service need. */
  readonly packages: readonly string[];
  readonly start: () => Promise<LocalServer>;
  readonly cases: Readonly<Record<string, BehaviourCase>>;
}

/** A service on disk, before or after an edit. */
export interface ServiceFolder {
  readonly folder: string;
  /** The file to run. */
  readonly main: string;
}

interface Measured extends Readonly<Record<PhaseName, Phase>> {
  /** What requests are answered with after all connections were cut. */
  readonly afterCut: readonly Outcome[];
}

const TIME_LIMIT_MS = 60_000;
const NOTICE_MS = 100;

/** Nothing is left open. */
export const none = { answered: 0, broken: 0, refused: 0 };

/** Inside the checkout, so that services find their packages. */
const outFolder = fileURLToPath(new URL('.out/', import.meta.url));
const probe = new URL('../demo/probe.mjs', import.meta.url).href;

/** The tests of all cases, in both module styles. */
export function describeBehaviour(title: string, { packages, start, cases }: BehaviourSuite): void {
  describeWithPackages(title, packages, () => {
    let server: LocalServer;
    beforeAll(async () => {
      server = await start();
    }, TIME_LIMIT_MS);
    afterAll(() => server?.stop());

    const table = Object.entries(cases).flatMap(([name, one]) => moduleStyles.map((style) => ({ name, style, one })));
    describe.each(table)('$name, $style', ({ style, one }) => describeCase(one, style, () => server));
  });
}

/** The tests need packages that are development dependencies. Without them they are left out, except where a build depends on them. */
export function describeWithPackages(title: string, packages: readonly string[], tests: () => void): void {
  const require = createRequire(import.meta.url);
  const missing = packages.filter((name) => !isInstalled(require, name));
  if (missing.length === 0 || process.env.CI) {
    describe(title, () => {
      afterAll(removeFolders);
      tests();
    });
  }
  else describe.skip(`${title}: left out, because ${missing.join(', ')} is not installed. Run \`npm install\``, tests);
}

function describeCase(
  { rule = 'no-client-per-request', service, leaks, edits, endsWhenCut, failsBefore }: BehaviourCase,
  style: ModuleStyle,
  server: () => LocalServer,
): void {
  let before: ServiceFolder;
  let measured: Measured;

  beforeAll(async () => {
    before = writeService(service, style);
    measured = await measure(before, server(), { leaks, shared: 0, isCut: !endsWhenCut });
  }, TIME_LIMIT_MS);


  it.each(phases)('leaves connections open before the edit: requests %s', (phase) => {
    expect(measured[phase].left).toBe(expectedLeaks(phase, leaks));
    const answered = measured[phase].outcomes.map(({ status }) => status === 200);
    // Of those at once, nobody knows which one spoils it for the others.
    if (failsBefore && phase !== 'at once') expect(answered).not.toContain(true);
    if (!failsBefore) expect(answered).toStrictEqual(plan[phase].map(isAnswered));
  });

  it('is offered edits that are right as texts', () => {
    const code = service.code[style];
    const [report, ...more] = checkSuggestions({ code, filename: before.main, rule, settings: { root: before.folder }, typeCheck: false });
    expect(more).toStrictEqual([]);
    expect(report?.suggestions.map(({ messageId }) => messageId)).toEqual(expect.arrayContaining(Object.keys(edits)));
  });

  it.each(Object.entries(edits))('answers the same with few connections after %s', async (messageId, { open, opened = open }) => {
    const edited = await edit(before, rule, messageId);
    const after = await measure(edited, server(), { leaks: none, shared: open, isCut: !endsWhenCut });
    let total = 0;
    for (const phase of phases) {
      if (failsBefore) expect(after[phase].outcomes.map(({ status }) => status === 200)).toStrictEqual(plan[phase].map(isAnswered));
      else expect(after[phase].outcomes, phase).toStrictEqual(measured[phase].outcomes);
      // A connection on which something failed may be given up for another one.
      if (phase !== 'failing half-way') expect(after[phase].opened, phase).toBeLessThanOrEqual(opened);
      total += after[phase].left;
      expect(total, phase).toBeLessThanOrEqual(open);
    }
    if (!failsBefore) expect(after.afterCut).toStrictEqual(measured.afterCut);
  }, TIME_LIMIT_MS);
}

const folders: string[] = [];

/** Removes what the tests of this file wrote. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

function makeFolder(name: string): string {
  mkdirSync(outFolder, { recursive: true });
  const folder = mkdtempSync(join(outFolder, `${name}-`));
  folders.push(folder);
  return folder;
}

/** Writes the service into a folder of its own. */
export function writeService(service: Service, style: ModuleStyle): ServiceFolder {
  const folder = makeFolder(style);
  const main = join(folder, service.path?.[style] ?? (style === 'esm' ? 'service.mjs' : 'service.cjs'));
  const dependencies = { express: '*', ...service.dependencies };
  const files = { 'package.json': JSON.stringify({ type: style === 'esm' ? 'module' : 'commonjs', dependencies }), ...service.files };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  mkdirSync(dirname(main), { recursive: true });
  writeFileSync(main, service.code[style]);
  return { folder, main };
}

/** What ESLint says of a service with a rule. One report has all edits. */
const linted = new Map<string, ReturnType<typeof lintService>>();

/** The service after a suggestion, as ESLint offers it. */
export async function edit({ folder, main }: ServiceFolder, rule: string, messageId: string): Promise<ServiceFolder> {
  const key = `${rule} ${folder}`;
  const linting = linted.get(key) ?? lintService(folder, plugin, rule);
  linted.set(key, linting);
  const results = await linting;
  const target = makeFolder('edited');
  await applySuggestion({ results, source: folder, target, messageId });
  return { folder: target, main: main.replace(folder, target) };
}

/** A program in TypeScript as its compiler writes it, with the types that decorators ask for. */
function compiled(main: string): string {
  if (!/\.[cm]ts$/.test(main)) return main;
  const { outputText } = ts.transpileModule(readFileSync(main, 'utf8'), {
    fileName: main,
    compilerOptions: {
      module: main.endsWith('.cts') ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, esModuleInterop: true,
      experimentalDecorators: true, emitDecoratorMetadata: true,
    },
  });
  // Not beside it, where it would be linted too.
  const program = join(makeFolder('compiled'), basename(main).replace(/ts$/, 'js'));
  writeFileSync(program, outputText);
  return program;
}

/** Runs the service while `use` uses it. */
export async function withService<T>(
  { main }: ServiceFolder, environment: LocalServer['environment'], use: (address: string) => Promise<T>,
): Promise<T> {
  const runner = /route|pages/.test(main) ? fileURLToPath(new URL('reloading-server.mjs', import.meta.url)) : compiled(main);
  const child = startChild(runner, { environment: { ...environment, ROUTE: main }, execArgv: ['--import', probe] });
  try {
    return await use(`http://localhost:${await child.readPort()}`);
  } finally {
    await child.stop();
  }
}

async function measure(
  service: ServiceFolder, server: LocalServer, { leaks, shared, isCut }: {
    readonly leaks: BehaviourCase['leaks'];
    /** How many connections may stay open for all requests. */
    readonly shared: number;
    readonly isCut: boolean;
  },
): Promise<Measured> {
  await untilNoneIsOpen(server);
  return withService(service, server.environment, async (address) => {
    const results: Partial<Record<PhaseName, Phase>> = {};
    for (const phase of phases) {
      results[phase] = await runPhase(phase, address, server.connections, expectedLeaks(phase, leaks) + shared);
    }
    const afterCut = isCut ? await cut(address, server) : [];
    return { ...results as Record<PhaseName, Phase>, afterCut };
  });
}

/** Ends all connections, as a server does that is started anew, and lets the service notice. */
async function cut(address: string, { connections }: LocalServer): Promise<Outcome[]> {
  connections.destroy();
  await sleep(NOTICE_MS);
  return [await request(address, 'answered', 0), await request(address, 'answered', 1)];
}

/** The service before was ended; its sockets are closed a moment later. */
async function untilNoneIsOpen({ connections }: LocalServer): Promise<void> {
  const deadline = performance.now() + TIME_LIMIT_MS / 4;
  while (connections.open > 0) {
    if (performance.now() > deadline) throw new Error('The connections of the service before were not closed.');
    await sleep(5);
  }
}

function expectedLeaks(phase: PhaseName, leaks: BehaviourCase['leaks']): number {
  return endings.reduce((sum, ending) => sum + leaks[ending] * plan[phase].filter((one) => one === ending).length, 0);
}

function isAnswered(ending: Ending): boolean {
  return ending === 'answered';
}

function isInstalled(require: NodeJS.Require, name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}
