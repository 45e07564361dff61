import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface StartedProcess {
  readonly child: ChildProcess;
  readonly pid: number;
  /** What it wrote to standard error so far. */
  readonly errors: () => string;
  /** Sends it a line. */
  tell(line: string): void;
  /** The next line that it writes. */
  nextLine(): Promise<string>;
  end(): Promise<void>;
}

/** Starts Node.js with the words, and waits for its first line. It is ended with the test. */
export async function startProcess(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<StartedProcess> {
  const env = { ...process.env, NODE_OPTIONS: '', ...environment };
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'pipe'], env });
  let errors = '';
  child.stderr.on('data', (part: Buffer) => {
    errors += part.toString();
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const started: StartedProcess = {
    child,
    pid: child.pid ?? 0,
    errors: () => errors,
    tell(line) {
      child.stdin.write(`${line}\n`);
    },
    async nextLine() {
      const { value, done } = await lines.next() as IteratorResult<string, undefined>;
      if (done) throw new Error(`The process ended: ${errors}`);
      return value;
    },
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
  onTestFinished(() => started.end());
  await started.nextLine();
  return started;
}
