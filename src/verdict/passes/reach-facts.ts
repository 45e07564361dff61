import type { EntryPoint } from '../../reach/entry-point.js';
import type { RunOwner } from '../../reach/callers.js';
import type { Run } from '../../reach/reach.js';
import type { FileModel } from '../../resolve/file-model.js';
import { enclosingFunction } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { Explanation } from '../explanation.js';
import { endingsOf } from './endings-of.js';
import type { FileEngine } from '../engine.js';
import { nameOf } from './fact.js';
import type { Fact } from './fact.js';

/** Functions whose callers are shown. */
const MAX_SHOWN = 20;

/** Who calls the function around a construction, and how often whoever ends up with the client runs. */
export function reachFacts(engine: FileEngine, file: FileModel, explanation: Explanation): Fact[] {
  const runs = explanation.kind === 'close'
    ? [{ file, node: explanation.node, text: runText(explanation.close.run, explanation.node) }]
    : endingsOf(explanation).flatMap((ending) => ending.keep === 'local'
      ? [{ file: ending.life.file, node: ending.origin, text: runText(ending.run, ending.origin) }] : []);
  return [...callerFacts(engine, file, explanation.node), ...runs];
}

function runText(run: Run, node: Node): string {
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

/** Backwards from a node over the functions that lead to it. */
function callerFacts(engine: FileEngine, start: FileModel, node: Node): Fact[] {
  const facts: Fact[] = [];
  const first = enclosingFunction(node);
  const queue: { readonly file: FileModel; readonly owner: RunOwner }[] = first ? [{ file: start, owner: first }] : [];
  const seen = new Set<Node>(queue.map(({ owner }) => owner));
  for (const { file, owner } of queue) {
    if (seen.size > MAX_SHOWN) break;
    const { entries, calls, isOnce, isMemoised, isOpen } = engine.reach.callersOf(file, owner);
    const name = nameOf(owner);
    for (const entry of entries) facts.push(entryFact(entry, name));
    if (isOnce) facts.push({ file, node: owner, text: `${name} is run once per process` });
    if (isMemoised) facts.push({ file, node: owner, text: `the result of ${name} is kept` });
    if (isOpen) facts.push({ file, node: owner, text: `${name} is handed to code that is not followed` });
    if (entries.length + calls.length === 0 && !isOnce && !isMemoised && !isOpen) {
      facts.push({ file, node: owner, text: `no caller of ${name} is known` });
    }
    for (const call of calls) {
      facts.push({ file: call.file, node: call.node, text: `runs ${name}` });
      const caller = enclosingFunction(call.node);
      if (!caller || seen.has(caller)) continue;
      seen.add(caller);
      queue.push({ file: call.file, owner: caller });
    }
  }
  return facts;
}

function entryFact({ file, node, label, framework }: EntryPoint, name: string): Fact {
  return { file, node, text: `${framework.title} runs ${name}: ${label}` };
}
