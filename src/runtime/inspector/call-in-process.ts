/**
 * Runs a function of ours in the inspected process.
 * In: a function that uses nothing but its parameters, and arguments that are JSON. Out: what it returns, which is JSON as well.
 * Invariant: the function's text is all that reaches the process, so it may not name anything of this module.
 * Blind spot: what it calls may have been replaced by the application (`JSON`, `Array.prototype`).
 */
import { InspectorError } from './inspector-error.js';
import type { ProtocolSession } from './protocol-session.js';

/** The part of `require` that functions in the process need: modules of Node.js itself. */
export type RequireBuiltin = (name: string) => unknown;

/** What `Runtime.evaluate` and its kin answer. */
export interface Evaluation {
  readonly result: RemoteObject;
  readonly exceptionDetails?: { readonly text: string; readonly exception?: RemoteObject };
}

export interface RemoteObject {
  readonly type: string;
  readonly subtype?: string;
  readonly className?: string;
  readonly value?: unknown;
  readonly description?: string;
  readonly objectId?: string;
}

/** A literal JSON text may hold two characters that end a line of JavaScript. */
const toLiteral = (value: unknown): string => JSON.stringify(value)?.replace(/[\u2028\u2029]/g, (each) => (
  each === '\u2028' ? '\\u2028' : '\\u2029')) ?? 'undefined';

/** The text of a call of the function with the arguments. `require` of the console is not there in every thread of every version. */
export function callText(fn: (...all: never) => unknown, args: readonly unknown[]): string {
  const require = "typeof require === 'function' ? require : (name) => process.getBuiltinModule(name)";
  return `(${fn.toString()})(${[require, ...args.map(toLiteral)].join(', ')})`;
}

/** Calls the function in the process and gives what it returns, or what the promise that it returns gives. */
export async function callInProcess<A extends readonly unknown[], R>(
  session: ProtocolSession,
  fn: (require: RequireBuiltin, ...args: A) => R,
  ...args: A
): Promise<Awaited<R>> {
  const evaluation = await evaluate(session, callText(fn, args), { returnByValue: true });
  return evaluation.value as Awaited<R>;
}

/** As `callInProcess`, and what it returns stays in the process: the answer refers to it until the group is released. */
export function callForObject<A extends readonly unknown[]>(
  session: ProtocolSession,
  objectGroup: string,
  fn: (require: RequireBuiltin, ...args: A) => unknown,
  ...args: A
): Promise<RemoteObject> {
  return evaluate(session, callText(fn, args), { objectGroup });
}

async function evaluate(session: ProtocolSession, expression: string, options: object): Promise<RemoteObject> {
  const evaluation = await session.call<Evaluation>('Runtime.evaluate', {
    expression, includeCommandLineAPI: true, awaitPromise: true, silent: true, ...options,
  });
  return resultOf(evaluation);
}

/** The result of an evaluation; throws an `InspectorError` when the evaluated code threw. */
export function resultOf({ result, exceptionDetails }: Evaluation): RemoteObject {
  if (!exceptionDetails) return result;
  const reason = exceptionDetails.exception?.description ?? exceptionDetails.text;
  throw new InspectorError(`the process could not answer: ${reason.split('\n')[0]}`);
}
