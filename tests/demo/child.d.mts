export interface Child {
  readonly pid: number;
  /** The next message of that kind. */
  receive(kind: string, limit: number): Promise<unknown>;
  /** Sends a message and gives the answer. */
  ask(kind: string): Promise<unknown>;
  /** The port that the service says it listens on. */
  readPort(): Promise<string>;
  stop(): Promise<void>;
}

export const START_LIMIT_MS: number;
export const REQUEST_LIMIT_MS: number;
export function startChild(file: string, options: {
  readonly environment: Readonly<Record<string, string>>;
  readonly execArgv: readonly string[];
  /** The Node.js that runs it: by default that of this process. */
  readonly node?: string;
}): Child;
