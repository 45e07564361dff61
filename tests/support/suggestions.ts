import { expect } from 'vitest';
import { checkSuggestions } from './suggestion-check.js';
import type { CheckInput } from './suggestion-check.js';

type More = Omit<CheckInput, 'code' | 'filename'>;

/** Packages as TypeScript sees them in these tests, in the parts that the tests use. */
export const declarations = `
declare module 'express' {
  export interface Request { body: any; params: Record<string, string>; headers: Record<string, string> }
  export interface Response { json(body: unknown): void; status(code: number): Response }
  export interface App { get(path: string, handler: (req: Request, res: Response) => unknown): void; listen(port: number): void }
  export default function express(): App;
}
declare module 'pg' {
  export interface PoolConfig { max?: number; connectionString?: string | undefined }
  export class Pool<T = any> {
    constructor(config?: PoolConfig);
    query(text: string): Promise<{ rows: T[] }>;
    on(name: string, listener: (error: Error) => void): this;
    end(): Promise<void>;
  }
  export class Client { connect(): Promise<void>; query(text: string): Promise<{ rows: any[] }>; end(): Promise<void> }
}
declare module 'redis' {
  export interface RedisClient<M> {
    modules: M;
    get(key: string): Promise<string | null>;
    on(name: string, listener: (e: Error) => void): this;
    connect(): Promise<RedisClient<M>>;
    quit(): Promise<string>;
    close(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
  }
  export function createClient<M extends object>(options?: { url?: string | undefined; modules?: M }): RedisClient<M>;
}
declare module 'mongodb' {
  export class MongoClient {
    constructor(url: string);
    static connect(url: string): Promise<MongoClient>;
    connect(): Promise<this>;
    db(name?: string): { collection(name: string): { findOne(query: object): Promise<object | null> } };
    close(): Promise<void>;
  }
}
declare module 'pg-promise' {
  export interface Database<E> { any(query: string): Promise<unknown[]>; extensions: E }
  export default function pgp<E extends object>(options?: E): (url: string) => Database<E>;
}
declare module '@nestjs/common' {
  export function Controller(path?: string): ClassDecorator;
  export function Get(path?: string): MethodDecorator;
  export function Injectable(options?: object): ClassDecorator;
}
`;

/** The suggestions for the only report in a text, each of them applied and checked: `messageId` and the new text. */
export function suggestionsIn(code: string, filename: string, more: More = {}): (readonly [string, string])[] {
  const reports = checkSuggestions({ code, filename, declarations, ...more });
  expect(reports.map(({ message }) => message), 'there must be exactly one report').toHaveLength(1);
  return reports[0]!.suggestions.map(({ messageId, output }) => [messageId, output]);
}

/** The text after the suggestion with that id; fails without one. */
export function applied(messageId: string, code: string, filename: string, more: More = {}): string {
  const suggestions = suggestionsIn(code, filename, more);
  const found = suggestions.find(([id]) => id === messageId);
  expect(found, `${messageId} among ${suggestions.map(([id]) => id).join(', ') || 'none'}`).toBeDefined();
  return found![1];
}

/** Which suggestions there are, best first. */
export function offered(code: string, filename: string, more: More = {}): string[] {
  return suggestionsIn(code, filename, more).map(([messageId]) => messageId);
}

/** Edits that leave one client a request, and end it there. */
const CLOSING: ReadonlySet<string> = new Set([
  'closeInFinally', 'closeWhenSettled', 'closeInCallback', 'closeOnFailure', 'closeWhereLost', 'awaitUsing', 'using',
]);

/** Which suggestions there are to make one client of the many. */
export function offeredToShare(code: string, filename: string, more: More = {}): string[] {
  return offered(code, filename, more).filter((messageId) => !CLOSING.has(messageId));
}
