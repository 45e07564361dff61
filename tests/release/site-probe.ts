import { builtinCatalog } from '../../src/catalog/builtin.js';
import { indexCatalog } from '../../src/catalog/merge.js';
import { parseFile } from '../../src/project/files/parse.js';
import { engineFor } from '../../src/verdict/engine.js';
import { explainFile } from '../../src/verdict/passes/pass-facts.js';
import type { ReleasePaths } from '../../src/release/paths/release-paths.js';
import type { Explanation } from '../../src/verdict/explanation.js';

const index = indexCatalog(builtinCatalog);

/**
 * What the engine says of the clients and checkouts of a file that something is reported of, or whose release is walked: for each a line
 * such as `everyPath`, `throw: c.use()`, or `silent` where nobody walks it; with the rule in front, if one reports it.
 */
export function describeSites(code: string): string[] {
  return explanationsOf(code).flatMap(describe);
}

/** The answer about each client that a rule reports, as far as the rule is about the release; `unknown` where none does. */
export function answersOf(code: string): ReleasePaths['kind'][] {
  return explanationsOf(code).flatMap((explanation) => {
    if (explanation.kind !== 'site') return [];
    return explanation.rule === undefined ? 'unknown' : explanation.endings[0]?.paths?.answer.kind ?? 'unknown';
  });
}

function explanationsOf(code: string): Explanation[] {
  const file = parseFile('/probe/file.ts', code);
  if (!file) throw new Error(`does not parse:\n${code}`);
  return explainFile(engineFor(file, { index, project: false, root: '/probe', testFiles: [] }), file);
}

function describe(explanation: Explanation): string[] {
  switch (explanation.kind) {
    case 'site': {
      const [worst] = explanation.endings;
      if (explanation.finding.keep === 'cached') return [];
      return [withRule(explanation.rule, answerOf(worst?.paths))];
    }
    case 'checkout': {
      const worst = explanation.released.find(({ paths }) => paths?.answer.kind === 'somePaths' || paths?.answer.kind === 'never');
      return [withRule(explanation.rule, answerOf((worst ?? explanation.released[0])?.paths))];
    }
    case 'nothing':
    case 'close':
    case 'uncatalogued':
      return [];
  }
}

function withRule(rule: string | undefined, answer: string): string {
  // That one is not about the release.
  return rule === undefined || rule === 'prefer-shared-client' ? answer : `${rule}: ${answer}`;
}

type Paths = Extract<Explanation, { kind: 'checkout' }>['released'][number]['paths'];

function answerOf(paths: Paths): string {
  if (!paths) return 'out of sight';
  const { answer } = paths;
  if (answer.kind !== 'somePaths') return answer.kind;
  const { kind, file, node } = answer.witness;
  const [line = ''] = file.textOf(node).split('\n');
  return `${kind}: ${line}`;
}
