import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { repository } from './sample-service.js';

/*
 * The command as it is built, for tests. `startCommand` starts it as people do; `runCommand` runs it in the process of the test, which
 * takes a tenth of the time: most of a start is loading what is the same each time. What it finds out about files is asked anew for each
 * run, as with `--watch`. Tests that are about a process, what is kept for the next one among them, start one.
 */

export interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Environment = Readonly<Record<string, string>>;

const command = path.join(repository, 'dist/src/bin/client-lifetime.js');
const plain = { NO_COLOR: '1', DEBUG: '', FORCE_COLOR: '' };

export function startCommand(cwd: string, words: readonly string[], environment: Environment = {}): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    cwd, encoding: 'utf8', env: { ...process.env, ...plain, ...environment },
  });
  return { code: status, stdout, stderr };
}

/** Several in one process, one after the other: what each printed. What goes to standard error is printed by the test. */
export function startCommands(cwd: string, commands: readonly (readonly string[])[]): string[] {
  const script = `
    for (const [index, words] of ${JSON.stringify(commands)}.entries()) {
      process.argv = [process.execPath, ${JSON.stringify(command)}, ...words];
      await import(${JSON.stringify(pathToFileURL(command).href)} + '?' + index);
      process.stdout.write('\\0');
    }
  `;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd, encoding: 'utf8', env: { ...process.env, ...plain }, stdio: ['ignore', 'pipe', 'inherit'],
  });
  return stdout.split('\0').slice(0, -1);
}

let runs = 0;

/** One after the other: a process has one folder, one environment and one output. */
export async function runCommand(cwd: string, words: readonly string[], environment: Environment = {}): Promise<Answer> {
  const { argv, env } = process;
  const folder = process.cwd();
  const [stdout, stderr] = [captureOutput(process.stdout), captureOutput(process.stderr)];
  try {
    process.chdir(cwd);
    process.env = { ...env, ...plain, ...environment };
    process.argv = [process.execPath, command, ...words];
    // A file that is imported under another address is run again. What it imports is the same, and is not.
    runs += 1;
    await import(/* @vite-ignore */ `${pathToFileURL(command).href}?${runs}`);
    return { code: Number(process.exitCode), stdout: stdout.end(), stderr: stderr.end() };
  } finally {
    stdout.end();
    stderr.end();
    process.exitCode = undefined;
    process.argv = argv;
    process.env = env;
    process.chdir(folder);
  }
}

function captureOutput(stream: NodeJS.WriteStream): { readonly end: () => string } {
  const { write } = stream;
  let text = '';
  stream.write = (chunk: string | Uint8Array) => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
    return true;
  };
  return {
    end: () => {
      stream.write = write;
      return text;
    },
  };
}
