import { setTimeout as sleep } from 'node:timers/promises';
import type { Connections } from './servers/local-server.js';

/** What a service said. */
export interface Outcome {
  readonly status: number;
  readonly body: unknown;
}

/** What a part of the run left behind. */
export interface Phase {
  readonly outcomes: readonly Outcome[];
  /** Connections open after it, beside those that were open before. */
  readonly left: number;
  /** Connections that were opened in it. */
  readonly opened: number;
}

export const phases = ['at once', 'one after the other', 'failing half-way'] as const;

export type PhaseName = (typeof phases)[number];

/** How requests end: well, with an error of the server that the client talks to, or with one of the service after it used its client. */
export const endings = ['answered', 'broken', 'refused'] as const;

export type Ending = (typeof endings)[number];

/** The endings of the requests of each part. Twenty at once come first, when nothing has been made yet. */
export const plan: Readonly<Record<PhaseName, readonly Ending[]>> = {
  'at once': endingsOf(20, () => 'answered'),
  'one after the other': endingsOf(50, () => 'answered'),
  'failing half-way': endingsOf(30, (index) => (index % 3 < 2 ? 'answered' : index % 2 === 0 ? 'broken' : 'refused')),
};

const SETTLE_LIMIT_MS = 3_000;
const REQUEST_LIMIT_MS = 10_000;

/** Runs one part of the plan. `expected` connections are left by it; what is still being closed gets the time to be gone. */
export async function runPhase(name: PhaseName, service: string, connections: Connections, expected: number): Promise<Phase> {
  const { open, opened } = connections;
  const outcomes: Outcome[] = [];
  if (name === 'at once') outcomes.push(...await Promise.all(plan[name].map((ending, index) => request(service, ending, index))));
  else for (const [index, ending] of plan[name].entries()) outcomes.push(await request(service, ending, index));
  await settle(connections, open + expected);
  return { outcomes, left: connections.open - open, opened: connections.opened - opened };
}

/** One request, with an answer of its own. */
export async function request(service: string, ending: Ending, index: number): Promise<Outcome> {
  const divisor = ending === 'broken' ? 0 : index + 1;
  const url = `${service}/quotient?divisor=${divisor}${ending === 'refused' ? '&refuse=1' : ''}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(REQUEST_LIMIT_MS) });
  return { status: response.status, body: await response.json() };
}

/** Closing takes a moment after the answer is sent. */
async function settle(connections: Connections, wanted: number): Promise<void> {
  const deadline = performance.now() + SETTLE_LIMIT_MS;
  while (connections.open > wanted && performance.now() < deadline) await sleep(5);
}

function endingsOf(count: number, ending: (index: number) => Ending): Ending[] {
  return Array.from({ length: count }, (_, index) => ending(index));
}
