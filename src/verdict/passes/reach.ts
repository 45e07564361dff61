import type { Ending } from '../../ownership/ending.js';
import { once } from '../../project/once.js';
import type { EntryPoint } from '../../reach/entries/entry-point.js';
import type { Callers, RunOwner } from '../../reach/callers.js';
import type { Reach, Run } from '../../reach/reach.js';
import type { FileModel } from '../../resolve/file-model.js';
import { enclosingFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import { nameOf } from './fact.js';
import type { Fact } from './fact.js';

/*
 * The pass that asks who runs the code around a construction. Each answer is found when it is asked for: what is kept at module level never
 * asks for callers. Output: `Reached`. Invariant: nobody looks twice; the functions that are listed are those that `runOf` looks at.
 */

/** Functions whose callers are listed. */
const MAX_LISTED = 20;

/** A function that leads to the construction, and what runs it. */
export interface ReachedFunction {
  readonly file: FileModel;
  readonly owner: RunOwner;
  readonly callers: Callers;
}

export interface Reached {
  /** How often the place runs. */
  readonly run: () => Run;
  /** The functions that lead to it, nearest first. */
  readonly callers: () => readonly ReachedFunction[];
}

export function whoRuns(reach: Reach, file: FileModel, node: Node): Reached {
  return { run: once(() => reach.runAt(file, node)), callers: once(() => listCallers(reach, file, node)) };
}

/** Backwards from a node over the functions that lead to it. */
function listCallers(reach: Reach, start: FileModel, node: Node): ReachedFunction[] {
  const first = enclosingFunction(node);
  const queue: { readonly file: FileModel; readonly owner: RunOwner }[] = first ? [{ file: start, owner: first }] : [];
  const seen = new Set<Node>(queue.map(({ owner }) => owner));
  const reached: ReachedFunction[] = [];
  for (const { file, owner } of queue) {
    if (seen.size > MAX_LISTED) break;
    const callers = reach.callersOf(file, owner);
    reached.push({ file, owner, callers });
    for (const call of callers.calls) {
      const caller = enclosingFunction(call.node);
      if (!caller || seen.has(caller)) continue;
      seen.add(caller);
      queue.push({ file: call.file, owner: caller });
    }
  }
  return reached;
}

/** How often whoever ends up with the client runs. */
export function runFacts(endings: readonly Ending[]): Fact[] {
  return endings.flatMap((ending) => ending.keep === 'local'
    ? [{ file: ending.life.file, node: ending.origin, text: runText(ending.run, ending.origin) }] : []);
}

export function runText(run: Run, node: Node): string {
  switch (run.kind) {
    case 'perRequest': {
      const steps = run.trace.map(({ owner }) => nameOf(owner));
      const names = steps.length > 0 ? steps : [nameOf(enclosingFunction(node) ?? node)];
      return `per ${run.entry.occasion}: ${[run.entry.label, ...names].join(' → ')}`;
    }
    case 'perIteration':
      return 'once per turn of a loop';
    case 'once':
      return 'once per process';
    case 'unknown':
      return `unknown: ${run.reason}`;
  }
}

/** Who calls the function around a construction, and those that call it. */
export function callerFacts({ callers }: Reached): Fact[] {
  return callers().flatMap(({ file, owner, callers: { entries, calls, isOnce, isMemoised, isOpen } }) => {
    const facts: Fact[] = [];
    const name = nameOf(owner);
    for (const entry of entries) facts.push(entryFact(entry, name));
    if (isOnce) facts.push({ file, node: owner, text: `${name} is run once per process` });
    if (isMemoised) facts.push({ file, node: owner, text: `the result of ${name} is kept` });
    if (isOpen) facts.push({ file, node: owner, text: `${name} is handed to code that is not followed` });
    if (entries.length + calls.length === 0 && !isOnce && !isMemoised && !isOpen) {
      facts.push({ file, node: owner, text: `no caller of ${name} is known` });
    }
    facts.push(...calls.map((call) => ({ file: call.file, node: call.node, text: `runs ${name}` })));
    return facts;
  });
}

function entryFact({ file, node, label, framework }: EntryPoint, name: string): Fact {
  return { file, node, text: `${framework.title} runs ${name}: ${label}` };
}
