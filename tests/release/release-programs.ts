import fc from 'fast-check';
import ts from 'typescript';
import { chooser } from './choices.js';
import type { RunResult } from './choices.js';

/** Programs with a client in them, made of a small grammar, and what really happens when they run. */

type Statement = Simple | Compound | Try;
type Block = readonly Statement[];

const using = ['work', 'workAsync', 'use', 'yield', 'yield'] as const;
const closing = [
  'close', 'awaitClose', 'guardedClose', 'cleanup', 'optionalClose', 'ternaryClose', 'andClose', 'flagClose', 'flagClose', 'unlessClose',
] as const;
const closingLater = ['finallyClose', 'thenClose', 'callbackClose', 'chainClose', 'eitherClose', 'rethrowClose', 'returnFinally'] as const;
const leaving = ['return', 'throw', 'break', 'continue', 'breakOuter', 'continueRound', 'breakRound', 'leaveUnlessOpen'] as const;
const moving = ['forget', 'closeAndForget', 'moveAndClose'] as const;
const compound = [
  'if', 'if', 'flagIf', 'while', 'for', 'forOf', 'forAwait', 'doWhile', 'rounds', 'switch', 'block', 'stack', 'usingStack',
] as const;

interface Simple {
  readonly kind: 'open' | typeof using[number] | typeof closing[number] | typeof closingLater[number] | typeof leaving[number]
    | typeof moving[number];
}

interface Compound {
  readonly kind: typeof compound[number];
  readonly body: Block;
  readonly other: Block | undefined;
}

interface Try {
  readonly kind: 'try';
  readonly body: Block;
  readonly handler: Block | undefined;
  readonly finalizer: Block | undefined;
}

/** Where a program is written, so that `break` and `continue` only stand where they may. */
interface Place {
  readonly inLoop: boolean;
  readonly inSwitch: boolean;
  readonly inOuter: boolean;
  readonly inRounds: boolean;
}

const { statements } = fc.letrec<{ statements: Block; statement: Statement; leaf: Statement }>((tie) => ({
  leaf: fc.record({
    kind: fc.oneof(
      { weight: 5, arbitrary: fc.constant('open' as const) },
      { weight: 6, arbitrary: fc.constantFrom(...using) },
      { weight: 6, arbitrary: fc.constantFrom(...closing) },
      { weight: 2, arbitrary: fc.constantFrom(...closingLater) },
      { weight: 3, arbitrary: fc.constantFrom(...leaving) },
      { weight: 1, arbitrary: fc.constantFrom(...moving) },
    ),
  }),
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
        kind: fc.constantFrom(...compound),
        body: tie('statements'),
        other: fc.option(tie('statements'), { nil: undefined }),
      }),
    },
  ),
  statements: fc.array(tie('statement'), { minLength: 1, maxLength: 3 }),
}));

/** The source of functions that open a client at exactly one place. */
export const programs: fc.Arbitrary<string> = fc.tuple(statements, fc.nat(3)).map(([body, form]) => render(body, form === 3));

function render(body: Block, isGenerator: boolean): string {
  const state = { next: 0, hasOpened: false, usesCleanup: false };
  const id = (): number => state.next++;
  const block = (list: Block, place: Place, indent: string): string => (
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
      case 'use':
        return line('await c?.use?.();');
      case 'yield':
        return line(isGenerator ? `yield ${id()};` : `work(${id()});`);
      case 'close':
        return line('c?.close();');
      case 'optionalClose':
        return line('await c?.close?.();');
      case 'ternaryClose':
        return line(`cond(${id()}) ? work(${id()}) : c?.close();`);
      case 'andClose':
        return line(`cond(${id()}) && c?.close();`);
      case 'flagClose':
        return line('if (flag) c?.close();');
      case 'unlessClose':
        return line('if (!flag) c?.close();');
      case 'forget':
        return line('c = undefined;');
      case 'closeAndForget':
        return line('c?.close();') + line('c = undefined;');
      case 'moveAndClose':
        return line('{') + line('  const old = c;') + line('  c = undefined;') + line('  old?.close();') + line('}');
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
      case 'chainClose':
        return line(`await workAsync(${id()}).then(() => work(${id()})).finally(() => c?.close());`);
      case 'eitherClose':
        return line(`await workAsync(${id()}).then(() => c?.close(), () => { c?.close(); });`);
      case 'rethrowClose':
        return line(`await workAsync(${id()}).catch((error) => { c?.close(); throw error; });`);
      case 'returnFinally':
        // What `finally` does with the variable happens before the promise is settled.
        return line('{') + line('  const held = c;') + line(`  return workAsync(${id()}).finally(() => held?.close());`) + line('}');
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
      case 'continueRound':
        return place.inRounds ? line('continue round;') : line(`work(${id()});`);
      case 'breakRound':
        return place.inRounds ? line('break round;') : line(`work(${id()});`);
      case 'leaveUnlessOpen':
        return line('if (!c) return;');
      case 'if':
      case 'flagIf':
        return line(statement.kind === 'if' ? `if (cond(${id()})) {` : 'if (flag) {') + block(statement.body, place, indent)
          + (statement.other ? line('} else {') + block(statement.other, place, indent) : '') + line('}');
      case 'while':
        return line(`while (cond(${id()})) {`) + block(statement.body, { ...place, inLoop: true }, indent) + line('}');
      case 'for':
        return line(`for (; cond(${id()}); work(${id()})) {`) + block(statement.body, { ...place, inLoop: true }, indent) + line('}');
      case 'forOf':
        return line(`for (const x of list(${id()})) {`) + block(statement.body, { ...place, inLoop: true }, indent) + line('}');
      case 'forAwait':
        return line(`for await (const x of stream(${id()})) {`) + block(statement.body, { ...place, inLoop: true }, indent) + line('}');
      case 'rounds': {
        // A label may stand only once around a place.
        const label = place.inRounds ? '' : 'round: ';
        const inner = { ...place, inLoop: true, inRounds: true };
        return line(`${label}while (cond(${id()})) {`) + block(statement.body, inner, indent) + line('}');
      }
      case 'stack': {
        const name = `stack${id()}`;
        return line(`const ${name} = new DisposableStack();`) + line('try {') + line(`  ${name}.defer(() => c?.close());`)
          + block(statement.body, place, indent) + line('} finally {') + line(`  ${name}.dispose();`) + line('}');
      }
      case 'usingStack': {
        const name = `stack${id()}`;
        return line('{') + line(`  using ${name} = new DisposableStack();`) + line(`  ${name}.defer(() => c?.close());`)
          + block(statement.body, place, indent) + line('}');
      }
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
  const text = block(body, { inLoop: false, inSwitch: false, inOuter: false, inRounds: false }, '');
  const flag = text.includes('flag') ? `  const flag = cond(${id()});\n` : '';
  const cleanup = state.usesCleanup ? '  const cleanup = () => { c?.close(); };\n' : '';
  const [start, end] = [state.hasOpened ? '' : '  c = await open();\n', /close|cleanup/.test(text) ? '' : '  c?.close();\n'];
  return `async function${isGenerator ? '*' : ''} f() {\n  let c;\n${flag}${cleanup}${start}${text}${end}}\n`;
}

type Make = (...stubs: unknown[]) => () => Promise<void> | AsyncGenerator<unknown>;

const stubNames = ['open', 'work', 'workAsync', 'cond', 'list', 'stream', 'pick', 'DisposableStack'];

/** A promise that may be rejected without anybody listening: `try { return work(); } finally { return; }`. */
class HandledPromise<T> extends Promise<T> {
  override then<A = T, B = never>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null, onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const next = super.then(onFulfilled, onRejected);
    super.then.call(next, undefined, () => undefined);
    return next;
  }
}

/** What the version of Node.js that runs this need not have. */
class StackStub {
  readonly #entries: (() => void)[] = [];

  defer(entry: () => void): void {
    this.#entries.push(entry);
  }

  dispose(): void {
    const errors: unknown[] = [];
    for (let entry = this.#entries.pop(); entry; entry = this.#entries.pop()) {
      try {
        entry();
      } catch (error) {
        errors.push(error);
      }
    }
    if (errors.length > 0) throw new AggregateError(errors);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** The program in a form that every supported version of Node.js runs. */
function withoutUsing(code: string): string {
  if (!code.includes('using ')) return code;
  return ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } }).outputText;
}

/** Makes a program runnable with given choices: which way tests go, which calls throw, and what the reader of a generator does. */
export function compile(code: string): (taken: readonly number[]) => Promise<RunResult> {
  const make = new Function(...stubNames, `${withoutUsing(code)}\nreturn f;`) as Make;
  return async (taken) => {
    const { choices, choose, maybeThrow } = chooser(taken);
    const clients: { isClosed: boolean }[] = [];
    let closed = 0;
    let inCallback = false;
    let turns = 0;
    const open = (): unknown => {
      maybeThrow();
      const client = {
        isClosed: false,
        close(): void {
          if (!client.isClosed) closed++;
          client.isClosed = true;
          if (!inCallback) maybeThrow();
        },
        use: async (): Promise<void> => maybeThrow(),
      };
      clients.push(client);
      return client;
    };
    const work = Object.assign(maybeThrow, {
      back: (_: number, callback: (error?: Error) => void): void => {
        const failure = choose(2) === 1 ? new Error('stub') : undefined;
        inCallback = true;
        callback(failure);
        inCallback = false;
      },
    });
    const workAsync = (): Promise<void> => new HandledPromise((resolve) => { maybeThrow(); resolve(); });
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
    const stream = async function* (): AsyncGenerator<number> {
      for (const item of list()) {
        yield item;
        maybeThrow();
      }
    };
    const pick = (): number => {
      const answer = choose(4);
      if (answer === 3) throw new Error('stub');
      return answer;
    };
    const read = async (generator: AsyncGenerator<unknown>): Promise<void> => {
      for (let { done } = await generator.next(); !done;) {
        // Whoever reads goes on, stops, or gives an error back.
        const answer = turns++ > 12 ? 0 : choose(3);
        const next = answer === 0 ? generator.next() : answer === 1 ? generator.return(undefined) : generator.throw(new Error('stub'));
        ({ done } = await next);
      }
    };
    try {
      const result = make(open, work, workAsync, cond, list, stream, pick, StackStub)();
      await (Symbol.asyncIterator in result ? read(result) : result);
    } catch {
      // How it ended is none of the question.
    }
    return { choices, opened: clients.length, leftOpen: clients.filter(({ isClosed }) => !isClosed).length, closed };
  };
}
