import { passNames } from '../verdict/passes/fact.js';
import type { PassFact } from '../verdict/passes/pass-facts.js';

type Style = 'bold' | 'dim' | 'red' | 'green';
export type Paint = (style: Style, text: string) => string;

/** One line a fact, below the pass that found it. */
export function renderPasses(facts: readonly PassFact[], paint: Paint): string[] {
  const places = facts.map(({ file, line }) => `${file}:${line}`);
  const width = Math.max(...places.map((place) => place.length));
  const nameWidth = Math.max(...passNames.map((name) => name.length));
  return facts.map(({ pass, text }, index) => {
    const isFirst = facts[index - 1]?.pass !== pass;
    return `${paint('dim', (isFirst ? pass : '').padEnd(nameWidth))}  ${places[index]!.padEnd(width)}  ${text}`;
  });
}
