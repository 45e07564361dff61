import { chmodSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { documented, Workspace } from './workspace.js';

/*
 * The workspaces in examples/, with the real task runners: which packages are linted again after which change. No daemon, no telemetry, no
 * network.
 */

vi.setConfig({ testTimeout: 120_000 });

const quiet = {
  CI: '1', DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1',
  NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', NX_ISOLATE_PLUGINS: 'false',
};

type Task = 'linted' | 'from the cache';

interface Result {
  readonly code: number | null;
  readonly tasks: Readonly<Record<string, Task>>;
  readonly output: string;
}

interface Runner {
  readonly name: 'nx' | 'turbo';
  readonly folder: string;
  readonly args: (task: string) => readonly string[];
  /** Lints the library alone. */
  readonly scope: string;
  /** A line about a task: its package, and what comes after it where the answer comes from the cache. */
  readonly line: (task: string) => RegExp;
  /** The inputs that follow the dependencies only, which are not enough. */
  readonly onlyDependencies: (workspace: Workspace) => void;
}

const runners: readonly Runner[] = [
  {
    name: 'nx', folder: 'nx-workspace', args: (task) => ['run-many', '-t', task, '--outputStyle=static'],
    scope: '--projects=@example/captcha',
    line: (task) => new RegExp(`^> nx run @example/(\\w+):${task}(.*cache.*)?$`, 'gm'),
    onlyDependencies: (workspace) => {
      const configuration = JSON.parse(workspace.read('nx.json')) as { targetDefaults: { lint: { inputs: string[] } } };
      configuration.targetDefaults.lint.inputs = ['default', '^default', 'linter'];
      workspace.write('nx.json', JSON.stringify(configuration));
    },
  },
  {
    name: 'turbo', folder: 'turborepo-workspace', args: (task) => ['run', task, '--continue', '--no-color'],
    scope: '--filter=@example/captcha',
    line: (task) => new RegExp(`^@example/(\\w+):${task}: cache (?:(hit)|miss)`, 'gm'),
    onlyDependencies: (workspace) => {
      workspace.write('turbo.json', JSON.stringify({
        tasks: { lint: { dependsOn: ['^lint'], inputs: ['$TURBO_DEFAULT$', '$TURBO_ROOT$/eslint.config.js'] } },
      }));
    },
  },
];

/** The route asks nothing any more: the library is asked once, at start-up. */
function withoutRoute(route: string): string {
  return `${route.replace('await verify(req.body.token)', 'score')}\nconst score = await verify('warm-up');\n`;
}

/** npm links the command of this package as that of any other; here the folders are links themselves. */
function pathWithCommand(workspace: Workspace): string {
  const command = path.join(workspace.root, 'node_modules/eslint-plugin-client-lifetime/dist/src/bin/client-lifetime.js');
  workspace.write('.bin/client-lifetime', `#!/bin/sh\nexec node "${command}" "$@"\n`);
  chmodSync(path.join(workspace.root, '.bin/client-lifetime'), 0o755);
  return `${path.join(workspace.root, '.bin')}${path.delimiter}${process.env.PATH}`;
}

describe.each(runners)('a workspace of $name', ({ name, folder, args, scope, line, onlyDependencies }) => {
  function createWorkspace(): Workspace {
    const workspace = new Workspace({}, ['eslint', '.bin', 'nx', '@nx', 'turbo', '@turbo']);
    workspace.copy(`examples/${folder}`, {
      '@example/api': 'apps/api', '@example/site': 'apps/site', '@example/captcha': 'packages/captcha',
    });
    workspace.git('init', '--quiet');
    return workspace;
  }

  function lint(workspace: Workspace, ...more: string[]): Result {
    return run(workspace, 'lint', ...more);
  }

  function run(workspace: Workspace, ran: string, ...more: string[]): Result {
    const { code, stdout, stderr } = workspace.run(name, [...args(ran), ...more], { ...quiet, PATH: pathWithCommand(workspace) });
    const tasks = Object.fromEntries([...stdout.matchAll(line(ran))].map(([, task = '', hit]): [string, Task] => (
      [task, hit === undefined ? 'linted' : 'from the cache'])));
    return { code, tasks, output: stdout + stderr };
  }

  const server = 'apps/api/src/server.js';
  const library = 'packages/captcha/src/index.js';
  const trace = 'POST /verify → apps/api/src/server.js:7 → verify() packages/captcha/src/index.js:4';
  const all = (task: Task): Readonly<Record<string, Task>> => ({ api: task, captcha: task, site: task });

  it.each(['lint', 'lifetime'])('does %s again for what a change can have made wrong, in both directions, and nothing else', (ran) => {
    const workspace = createWorkspace();
    const route = workspace.read(server);
    const noRoute = withoutRoute(route);
    expect(noRoute).not.toBe(route);

    workspace.write(server, noRoute);
    expect(run(workspace, ran)).toMatchObject({ code: 0, tasks: all('linted') });
    expect(run(workspace, ran)).toMatchObject({ code: 0, tasks: all('from the cache') });

    // A package that uses the library makes a report in it.
    workspace.write(server, route);
    const found = run(workspace, ran);
    expect(found).toMatchObject({ code: 1, tasks: { ...all('linted'), site: 'from the cache' } });
    expect(found.output).toContain(trace);

    // The library that a package uses changes.
    const code = workspace.read(library);
    const construction = '  const client = new RecaptchaEnterpriseServiceClient();\n';
    expect(code).toContain(construction);
    workspace.write(library, code.replace(construction, '')
      .replace('export async', 'const client = new RecaptchaEnterpriseServiceClient();\n\nexport async'));
    expect(run(workspace, ran)).toMatchObject({ code: 0, tasks: { ...all('linted'), site: 'from the cache' } });
  });

  it('misses the report where only the dependencies of a package are inputs', () => {
    const workspace = createWorkspace();
    onlyDependencies(workspace);
    const route = workspace.read(server);
    workspace.write(server, withoutRoute(route));
    expect(lint(workspace, scope)).toMatchObject({ code: 0, tasks: { captcha: 'linted' } });
    workspace.write(server, route);
    expect(lint(workspace, scope)).toMatchObject({ code: 0, tasks: { captcha: 'from the cache' } });
  });
});

it.each(['examples/nx-workspace/nx.json', 'examples/turborepo-workspace/turbo.json'])('the docs show %s as it is', (name) => {
  expect(JSON.parse(documented(name))).toStrictEqual(JSON.parse(readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')));
});

it.each(['nx-workspace', 'turborepo-workspace'])('the docs show the configuration of %s as it is', (folder) => {
  const configuration = readFileSync(new URL(`../../examples/${folder}/eslint.config.js`, import.meta.url), 'utf8');
  expect(configuration).toBe(documented('eslint.config.js'));
});
