// Servers and services that run as child processes.
import { fork } from 'node:child_process';
import { once } from 'node:events';

export const START_LIMIT_MS = 20_000;
export const REQUEST_LIMIT_MS = 10_000;

/** A child process that answers messages, with the end of the process turned into an error for whoever waits. */
export function startChild(file, { environment, execArgv, node = process.execPath }) {
  const child = fork(file, [], {
    execArgv,
    execPath: node,
    env: { ...inheritedEnvironment(), ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text) => {
      output += text;
    });
  }

  /** Resolves with the first defined result of `read`, which is tried on each event of `emitter`. */
  function waitFor(emitter, event, limit, what, read) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(reject, new Error(`No ${what} within ${limit} ms.\n${output}`)), limit);
      function settle(how, value) {
        clearTimeout(timer);
        emitter.off(event, onEvent);
        child.off('exit', onExit);
        how(value);
      }
      function onEvent(value) {
        const result = read(value);
        if (result !== undefined) settle(resolve, result);
      }
      function onExit(code) {
        settle(reject, new Error(`The process ended with code ${code} before it gave its ${what}.\n${output}`));
      }
      emitter.on(event, onEvent);
      child.on('exit', onExit);
    });
  }

  function receive(kind, limit) {
    return waitFor(child, 'message', limit, kind, (message) => (message.kind === kind ? message : undefined));
  }

  return {
    pid: child.pid,
    receive,
    ask(kind) {
      const answer = receive(kind, REQUEST_LIMIT_MS);
      child.send({ kind });
      return answer;
    },
    readPort: () => waitFor(child.stdout, 'data', START_LIMIT_MS, 'port', () => /listening on port (\d+)/.exec(output)?.[1]),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Our environment without what would send the calls elsewhere or change how the child runs: proxies, Google and gRPC settings. */
function inheritedEnvironment() {
  const unwanted = /proxy$|^(?:GOOGLE|GCLOUD|GCE|GRPC|CLOUDSDK)_|^NODE_/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !unwanted.test(name)));
}
