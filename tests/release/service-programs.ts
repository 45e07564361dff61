import fc from 'fast-check';
import { chooser } from './choices.js';
import type { RunResult } from './choices.js';

/**
 * Services of several functions with a client in them: helpers that open it and hand it on, that lend it to a callback or close it,
 * promise chains, executors of promises and listeners for events; and what really happens when a request comes.
 */

/** Statements in the order in which they are written; `c` is the client there. */
type Block = readonly Statement[];

type Statement =
  | { readonly kind: typeof simple[number] }
  | { readonly kind: 'if' | 'tryCatch' | 'tryFinally' | 'tryRethrow'; readonly body: Block; readonly other: Block };

const simple = [
  'work', 'work', 'workAsync', 'use', 'close', 'close', 'awaitClose', 'helperClose', 'helperClose', 'return', 'throw', 'finallyClose',
  'listen', 'listen', 'executor',
] as const;

const { block } = fc.letrec<{ block: Block; statement: Statement }>((tie) => ({
  block: fc.array(tie('statement'), { minLength: 0, maxLength: 3 }),
  statement: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 5, arbitrary: fc.record({ kind: fc.constantFrom(...simple) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('if' as const, 'tryCatch' as const, 'tryFinally' as const, 'tryFinally' as const, 'tryRethrow' as const),
        body: tie('block'), other: tie('block'),
      }),
    },
  ),
}));

/** Where the client comes from, and who has it. */
const forms = ['inline', 'helper', 'helper', 'lent', 'chain', 'executor', 'resolved', 'field'] as const;

/** How a chain goes on behind the promise of the client. */
const links = ['then', 'thenFinally', 'thenCatch', 'thenBoth', 'asyncThen'] as const;

/** What listeners do. Both settle the promise that is waited for: the engine takes it that somebody does. */
const endings = ['closeAndSettle', 'settle'] as const;

/** Modules without their imports. */
export const services: fc.Arbitrary<string> = fc.record({
  form: fc.constantFrom(...forms), link: fc.constantFrom(...links), before: block, inner: block, after: block,
  onEnd: fc.constantFrom(...endings), onError: fc.constantFrom(...endings), helperKind: fc.nat(3), closer: fc.nat(3),
}).map(render);

interface Parts {
  readonly form: typeof forms[number];
  readonly link: typeof links[number];
  readonly before: Block;
  readonly inner: Block;
  readonly after: Block;
  readonly onEnd: typeof endings[number];
  readonly onError: typeof endings[number];
  readonly helperKind: number;
  readonly closer: number;
}

export const imports = 'import { connect } from \'amqplib\';\nimport express from \'express\';\nconst app = express();\n';

const url = '\'amqp://broker\'';

function render({ form, link, before, inner: steps, after, onEnd, onError, helperKind, closer }: Parts): string {
  // Every call may throw, as the engine has it: this one really does.
  const inner: Block = [{ kind: 'work' }, ...steps];
  const ids = { next: 0 };
  const id = (): number => ids.next++;
  /** A function in an executor settles its promise, one in a listener may not throw. */
  const write = (list: Block, indent: string, client = 'c'): string => list.map((statement) => one(statement, indent, client)).join('');
  const listeners = (client: string, indent: string): string => {
    const act = (kind: typeof endings[number], settle: string): string => {
      return kind === 'closeAndSettle' ? `{ ${client}.close(); ${settle} }` : `{ ${settle} }`;
    };
    return `${indent}await new Promise((resolve, reject) => {\n`
      + `${indent}  const task = start(${id()});\n`
      + `${indent}  task.once('end', () => ${act(onEnd, 'resolve();')});\n`
      + `${indent}  task.once('error', (error) => ${act(onError, 'reject(error);')});\n`
      + `${indent}});\n`;
  };
  const one = (statement: Statement, indent: string, c: string): string => {
    const line = (text: string): string => `${indent}${text}\n`;
    switch (statement.kind) {
      case 'work':
        return line(`work(${id()});`);
      case 'workAsync':
        return line(`await workAsync(${id()});`);
      case 'use':
        return line(`await ${c}.createChannel();`);
      case 'close':
        return line(`${c}.close();`);
      case 'awaitClose':
        return line(`await ${c}.close();`);
      case 'helperClose':
        return line(`await shut(${c});`);
      case 'return':
        return line(`if (flag(${id()})) return;`);
      case 'throw':
        return line(`if (flag(${id()})) throw new Error('no');`);
      case 'finallyClose':
        return line(`await workAsync(${id()}).finally(() => ${c}.close());`);
      case 'listen':
        return listeners(c, indent);
      case 'executor':
        return line('await new Promise((resolve, reject) => {') + line(`  workAsync(${id()}).then(() => {`) + line(`    ${c}.close();`)
          + line('    resolve();') + line('  }, reject);') + line('});');
      case 'if':
        return line(`if (flag(${id()})) {`) + write(statement.body, `${indent}  `, c) + line('} else {')
          + write(statement.other, `${indent}  `, c) + line('}');
      case 'tryCatch':
        return line('try {') + write(statement.body, `${indent}  `, c) + line('} catch {')
          + write(statement.other, `${indent}  `, c) + line('}');
      case 'tryFinally':
        return line('try {') + write(statement.body, `${indent}  `, c) + line('} finally {')
          + write(statement.other.filter(({ kind }) => kind !== 'return' && kind !== 'throw'), `${indent}  `, c)
          + line(`  ${c}.close();`) + line('}');
      case 'tryRethrow':
        return line('try {') + write(statement.body, `${indent}  `, c) + line('} catch (error) {') + line(`  await ${c}.close();`)
          + line('  throw error;') + line('}');
    }
  };
  const closers = [
    'async function shut(client) {\n  await client.close();\n}\n',
    'async function shut(client) {\n  try {\n    await client.close();\n  } catch {}\n}\n',
    'async function shut(client) {\n  if (client) await client.close();\n}\n',
    'const shut = (client) => client.close();\n',
  ];
  const handler = (body: string): string => `app.get('/', async (req, res) => {\n${body}});\n`;
  const text = ((): string => {
    switch (form) {
      case 'inline':
        return handler(`  const c = await connect(${url});\n${write(after, '  ')}`);
      case 'helper': {
        // What it does before it gives the client away: it neither closes it nor ends without it.
        const preparing = before.filter((statement) => keepsOpen(statement) && statement.kind !== 'return');
        const make = helperKind === 0 ? `const make = () => connect(${url});\n`
          : helperKind === 1 ? `async function make() {\n  const c = await connect(${url});\n  try {\n${write(preparing, '    ')}`
            + '    return c;\n  } catch (error) {\n    await c.close();\n    throw error;\n  }\n}\n'
            : `async function make() {\n  const c = await connect(${url});\n${write(preparing, '  ')}  return c;\n}\n`;
        return make + handler(`  const c = await make();\n${write(after, '  ')}`);
      }
      case 'lent': {
        const helper = [
          `  const c = await connect(${url});\n  try {\n    return await run(c);\n  } finally {\n    await c.close();\n  }\n`,
          `  const c = await connect(${url});\n  const result = await run(c);\n  await c.close();\n  return result;\n`,
          `  const c = await connect(${url});\n${write(before.filter(keepsOpen), '  ')}`
            + '  try {\n    return await run(c);\n  } finally {\n    c.close();\n  }\n',
          `  const c = await connect(${url});\n  return run(c).finally(() => c.close());\n`,
        ][helperKind]!;
        return `async function withClient(run) {\n${helper}}\n`
          + handler(`  await withClient(async (c) => {\n${write(withoutReturns(inner).filter(isDecided), '    ')}  });\n`);
      }
      case 'chain': {
        const open = helperKind === 0 ? `connect(${url})` : 'make()';
        const make = helperKind === 0 ? '' : `const make = () => connect(${url});\n`;
        const chain = {
          then: `  await ${open}.then((c) => workAsync(${id()}).then(() => c.close()));\n`,
          thenFinally: `  await ${open}.then((c) => workAsync(${id()}).finally(() => c.close()));\n`,
          thenCatch: `  await ${open}.then((c) => workAsync(${id()}).then(() => c.close()).catch(() => {}));\n`,
          thenBoth: `  await ${open}.then((c) => workAsync(${id()}).then(() => c.close(), (error) => { c.close(); throw error; }));\n`,
          asyncThen: `  await ${open}.then(async (c) => {\n${write(inner, '    ')}  });\n`,
        }[link];
        return make + handler(chain);
      }
      case 'executor':
        return handler(`  await new Promise((resolve, reject) => {\n    connect(${url}).then(async (c) => {\n`
          + `${write(withoutReturns(inner), '      ')}      resolve();\n    }).catch(reject);\n  });\n`);
      case 'resolved':
        return `function make() {\n  return new Promise((resolve, reject) => {\n    connect(${url}).then((c) => {\n`
          + (helperKind > 1 ? `      if (flag(${id()})) return reject(new Error('no'));\n` : '')
          + '      resolve(c);\n    }).catch(reject);\n  });\n}\n'
          + handler(`  const c = await make();\n${write(after, '  ')}`);
      case 'field': {
        const run = [
          '  await work.run();\n  await work.close();\n',
          '  try {\n    await work.run();\n  } finally {\n    await work.close();\n  }\n',
          '  await work.run();\n',
          '  await work.run();\n',
        ][helperKind]!;
        return `class Work {\n  async open() {\n    this.c = await connect(${url});\n  }\n`
          + '  async close() {\n    await this.c.close();\n  }\n'
          + `  async run() {\n${write(inner.filter(keepsOpen), '    ', 'this.c')}  }\n}\n`
          + handler(`  const work = new Work();\n  await work.open();\n${run}`);
      }
    }
  })();
  return (text.includes('shut(') ? closers[closer]! : '') + text;
}

/** Whether a statement leaves the client open: a method that closes it somewhere counts as one that closes it. */
function keepsOpen({ kind }: Statement): boolean {
  return ['work', 'workAsync', 'use', 'return', 'throw'].includes(kind);
}

/** Not one that closes the client on a condition: to a function that is given it, the condition may say that it is to close it. */
function isDecided(statement: Statement): boolean {
  return keepsOpen(statement) || (!('body' in statement) && statement.kind !== 'listen')
    || ('body' in statement && statement.kind === 'tryFinally' && statement.body.every(keepsOpen));
}

/** Without what ends an executor before it settles its promise, and a function that is given the client before it closes it. */
function withoutReturns(list: Block): Block {
  return list.flatMap((statement): Statement[] => {
    if (statement.kind === 'return') return [];
    return 'body' in statement
      ? [{ ...statement, body: withoutReturns(statement.body), other: withoutReturns(statement.other) }] : [statement];
  });
}

type Handler = (request: object, response: object) => Promise<void>;

/** Makes a service runnable: one request, with given choices. */
export function compileService(code: string): (taken: readonly number[]) => Promise<RunResult> {
  const make = new Function('app', 'connect', 'work', 'workAsync', 'flag', 'start', code) as (...stubs: unknown[]) => void;
  return async (taken) => {
    const { choices, choose, maybeThrow } = chooser(taken);
    const clients: { isClosed: boolean }[] = [];
    let closed = 0;
    const connect = async (): Promise<object> => {
      maybeThrow();
      const client = {
        isClosed: false,
        close(): Promise<void> {
          if (!client.isClosed) closed++;
          client.isClosed = true;
          return Promise.resolve();
        },
        createChannel: async (): Promise<void> => maybeThrow(),
      };
      clients.push(client);
      return client;
    };
    const start = (): object => {
      maybeThrow();
      const event = choose(2) === 1 ? 'error' : 'end';
      return {
        once(name: string, listener: (error: Error) => void): void {
          if (name === event) queueMicrotask(() => listener(new Error('stub')));
        },
      };
    };
    const flag = (): boolean => {
      maybeThrow();
      return choose(2) === 1;
    };
    let handler: Handler | undefined;
    const app = { get: (_: string, given: Handler) => { handler = given; } };
    make(app, connect, maybeThrow, async () => maybeThrow(), flag, start);
    await handler!({}, {}).catch(() => undefined);
    return { choices, opened: clients.length, leftOpen: clients.filter(({ isClosed }) => !isClosed).length, closed };
  };
}
