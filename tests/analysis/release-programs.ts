import fc from 'fast-check';

/** Programs with a client in them, made of a small grammar, and what really happens when they run. */

type Statement =
  | { readonly kind: 'open' | 'work' | 'workAsync' | 'close' | 'awaitClose' | 'guardedClose' | 'cleanup' | 'finallyClose' | 'thenClose' | 'callbackClose'
    | 'return' | 'throw' | 'break' | 'continue' | 'breakOuter' | 'leaveUnlessOpen' }
  | { readonly kind: 'if' | 'while' | 'for' | 'forOf' | 'doWhile' | 'switch' | 'block'; readonly body: readonly Statement[]; readonly other: readonly Statement[] | undefined }
  | { readonly kind: 'try'; readonly body: readonly Statement[]; readonly handler: readonly Statement[] | undefined; readonly finalizer: readonly Statement[] | undefined };

/** Where a program is written, so that `break` and `continue` only stand where they may. */
interface Place {
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
  readonly inOuter: boolean;
}

const { statements } = fc.letrec<{ statements: readonly Statement[]; statement: Statement; leaf: Statement }>((tie) => ({
  leaf: fc.oneof(
    { weight: 5, arbitrary: fc.constant<Statement>({ kind: 'open' }) },
    { weight: 6, arbitrary: fc.constantFrom<Statement>({ kind: 'work' }, { kind: 'workAsync' }) },
    { weight: 6, arbitrary: fc.constantFrom<Statement>({ kind: 'close' }, { kind: 'awaitClose' }, { kind: 'guardedClose' }, { kind: 'cleanup' }) },
    { weight: 2, arbitrary: fc.constantFrom<Statement>({ kind: 'finallyClose' }, { kind: 'thenClose' }, { kind: 'callbackClose' }) },
    { weight: 3, arbitrary: fc.constantFrom<Statement>(
      { kind: 'return' }, { kind: 'throw' }, { kind: 'break' }, { kind: 'continue' }, { kind: 'breakOuter' }, { kind: 'leaveUnlessOpen' }) },
  ),
  statement: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 5, arbitrary: tie('leaf') },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('try' as const),
        body: tie('statements'),
        handler: fc.option(tie('statements'), { nil: undefined }),
        finalizer: fc.option(tie('statements'), { nil: undefined }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom('if' as const, 'if' as const, 'while' as const, 'for' as const, 'forOf' as const, 'doWhile' as const, 'switch' as const, 'block' as const),
        body: tie('statements'),
        other: fc.option(tie('statements'), { nil: undefined }),
      }),
    },
  ),
  statements: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }),
}));

/** The source of functions that open a client at exactly one place. */
export const programs: fc.Arbitrary<string> = statements.map(render);

function render(body: readonly Statement[]): string {
  const state = { next: 0, hasOpened: false, usesCleanup: false };
  const id = (): number => state.next++;
  const block = (list: readonly Statement[], place: Place, indent: string): string => (
    list.map((statement) => one(statement, place, `${indent}  `)).join(''));
  const one = (statement: Statement, place: Place, indent: string): string => {
    const line = (text: string): string => `${indent}${text}\n`;
    switch (statement.kind) {
      case 'open':
        if (state.hasOpened) return line(`work(${id()});`);
        state.hasOpened = true;
        return line('c = await open();');
      case 'work':
        return line(`work(${id()});`);
      case 'workAsync':
        return line(`await workAsync(${id()});`);
      case 'close':
        return line('c?.close();');
      case 'awaitClose':
        return line('await c?.close();');
      case 'guardedClose':
        return line('if (c) await c.close();');
      case 'cleanup':
        state.usesCleanup = true;
        return line('cleanup();');
      case 'finallyClose':
        return line(`await workAsync(${id()}).finally(() => c?.close());`);
      case 'thenClose':
        return line(`await workAsync(${id()}).then(() => c?.close());`);
      case 'callbackClose':
        return line('await new Promise((resolve, reject) => {')
          + line(`  work.back(${id()}, (err) => {`)
          + line('    if (err) return reject(err);')
          + line('    c?.close();')
          + line('    resolve();')
          + line('  });')
          + line('});');
      case 'return':
        return line('return;');
      case 'throw':
        return line('throw new Error();');
      case 'break':
        return place.inLoop || place.inSwitch ? line('break;') : line(`work(${id()});`);
      case 'continue':
        return place.inLoop ? line('continue;') : line(`work(${id()});`);
      case 'breakOuter':
        return place.inOuter ? line('break outer;') : line(`work(${id()});`);
      case 'leaveUnlessOpen':
        return line('if (!c) return;');
      case 'if':
        return line(`if (cond(${id()})) {`) + block(statement.body, place, indent)
          + (statement.other ? line('} else {') + block(statement.other, place, indent) : '') + line('}');
      case 'while':
        return line(`while (cond(${id()})) {`) + block(statement.body, { ...place, inLoop: true }, indent) + line('}');
      case 'for':
        return line(`for (; cond(${id()}); work(${id()})) {`) + block(statement.body, { ...place, inLoop: true }, indent) + line('}');
      case 'forOf':
        return line(`for (const x of list(${id()})) {`) + block(statement.body, { ...place, inLoop: true }, indent) + line('}');
      case 'doWhile': {
        const text = line('do {') + block(statement.body, { ...place, inLoop: true }, indent);
        return text + line(`} while (cond(${id()}));`);
      }
      case 'switch':
        return line(`switch (pick(${id()})) {`) + line('  case 0:') + block(statement.body, { ...place, inSwitch: true }, `${indent}  `)
          + (statement.other ? line('  default:') + block(statement.other, { ...place, inSwitch: true }, `${indent}  `) : '')
          + line('  case 1:') + line(`    work(${id()});`) + line('}');
      case 'block':
        if (place.inOuter) return line('{') + block(statement.body, place, indent) + line('}');
        return line('outer: {') + block(statement.body, { ...place, inOuter: true }, indent) + line('}');
      case 'try': {
        const text = line('try {') + block(statement.body, place, indent);
        const handler = statement.handler ?? (statement.finalizer ? undefined : []);
        return text + (handler ? line('} catch {') + block(handler, place, indent) : '')
          + (statement.finalizer ? line('} finally {') + block(statement.finalizer, place, indent) : '') + line('}');
      }
    }
  };
  const text = block(body, { inLoop: false, inSwitch: false, inOuter: false }, '');
  const cleanup = state.usesCleanup ? '  const cleanup = () => { c?.close(); };\n' : '';
  const [start, end] = [state.hasOpened ? '' : '  c = await open();\n', /close|cleanup/.test(text) ? '' : '  c?.close();\n'];
  return `async function f() {\n  let c;\n${cleanup}${start}${text}${end}}\n`;
}

/** What one run did. */
export interface RunResult {
  /** The choices that were asked for: how many answers each had, and which was taken. */
  readonly choices: readonly { readonly options: number; readonly taken: number }[];
  readonly opened: number;
  /** Clients that were left open. */
  readonly leftOpen: number;
  /** Clients that were closed while open. */
  readonly closed: number;
}

/** Makes a program runnable with given choices: which way tests go, and which calls throw. */
export function compile(code: string): (taken: readonly number[]) => Promise<RunResult> {
  const make = new Function('open', 'work', 'workAsync', 'cond', 'list', 'pick', `${code}\nreturn f;`) as (...stubs: unknown[]) => () => Promise<void>;
  return async (taken) => {
    const choices: { options: number; taken: number }[] = [];
    const clients: { isClosed: boolean }[] = [];
    let closed = 0;
    let inCallback = false;
    let turns = 0;
    const choose = (options: number): number => {
      const answer = taken[choices.length] ?? 0;
      choices.push({ options, taken: answer });
      return answer;
    };
    const maybeThrow = (): void => {
      if (choose(2) === 1) throw new Error('stub');
    };
    const open = (): unknown => {
      maybeThrow();
      const client = {
        isClosed: false,
        close(): void {
          if (!client.isClosed) closed++;
          client.isClosed = true;
          if (!inCallback) maybeThrow();
        },
      };
      clients.push(client);
      return client;
    };
    const work = Object.assign(maybeThrow, {
      back: (id: number, callback: (error?: Error) => void): void => {
        const failure = choose(2) === 1 ? new Error('stub') : undefined;
        inCallback = true;
        callback(failure);
        inCallback = false;
      },
    });
    // eslint-disable-next-line @typescript-eslint/require-await
    const workAsync = async (): Promise<void> => maybeThrow();
    const cond = (): boolean => {
      // Loops come to an end.
      if (turns++ > 12) return false;
      const answer = choose(3);
      if (answer === 2) throw new Error('stub');
      return answer === 1;
    };
    const list = (): number[] => {
      const answer = choose(4);
      if (answer === 3) throw new Error('stub');
      return [1, 2].slice(0, turns++ > 12 ? 0 : answer);
    };
    const pick = (): number => {
      const answer = choose(4);
      if (answer === 3) throw new Error('stub');
      return answer;
    };
    await make(open, work, workAsync, cond, list, pick)().catch(() => undefined);
    return { choices, opened: clients.length, leftOpen: clients.filter(({ isClosed }) => !isClosed).length, closed };
  };
}

/** Runs a program with ever more choices other than the first, until `isEnough` says so, all are made, or `limit` runs are over. */
export async function explore(code: string, limit: number, isEnough: (result: RunResult) => boolean): Promise<'found' | 'complete' | 'limit'> {
  const run = compile(code);
  const queue: (readonly number[])[] = [[]];
  for (const prefix of queue) {
    const result = await run(prefix);
    if (isEnough(result)) return 'found';
    for (let index = prefix.length; index < result.choices.length; index++) {
      for (let answer = 1; answer < result.choices[index]!.options; answer++) {
        if (queue.length >= limit) break;
        queue.push([...result.choices.slice(0, index).map((choice) => choice.taken), answer]);
      }
    }
  }
  return queue.length >= limit ? 'limit' : 'complete';
}
