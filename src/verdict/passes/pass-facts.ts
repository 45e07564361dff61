import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { CallNode } from '../../syntax/nodes.js';
import { explain } from '../explanation.js';
import type { Explanation } from '../explanation.js';
import type { FileEngine } from '../engine.js';
import type { Fact, PassName } from './fact.js';
import { passNames } from './fact.js';
import { ownershipFacts } from './ownership.js';
import { callerFacts, runFacts, runText } from './reach.js';
import { releaseFacts } from './release.js';
import type { Released } from './release.js';
import { resolveFacts } from './resolve.js';

/*
 * What each pass of the engine found about one call. Input: an explanation. Output: facts in the order of the passes, each at a line.
 * Invariant: it decides nothing, it prints what the rules read.
 */

export interface PassFact {
  readonly pass: PassName;
  /** Below the root of the project. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** The calls of a file of which the engine has something to say. */
export function explainFile(engine: FileEngine, file: FileModel): Explanation[] {
  return file.calls.map((call: CallNode) => explain(engine, file, call)).filter(({ kind }) => kind !== 'uncatalogued');
}

export function passFacts({ program }: FileEngine, file: FileModel, explanation: Explanation): PassFact[] {
  const facts = passNames.flatMap((pass) => factsOf(pass, file, explanation).map((fact) => placed(program, pass, fact)));
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()];
}

function factsOf(pass: PassName, file: FileModel, explanation: Explanation): readonly Fact[] {
  const released = releasedOf(explanation);
  const endings = released.map(({ ending }) => ending);
  switch (pass) {
    case 'resolve':
      return resolveFacts(file, explanation);
    case 'reach': {
      const closing = explanation.kind === 'close'
        ? [{ file, node: explanation.node, text: runText(explanation.close.run, explanation.node) }] : [];
      return [...callerFacts(explanation.reached), ...closing, ...runFacts(endings)];
    }
    case 'ownership':
      return ownershipFacts(endings);
    case 'release':
      return releaseFacts(released);
    case 'arguments':
    case 'runtime':
    case 'verdict':
      return answerFacts(pass, file, explanation);
  }
}

/** The ways in which the life of what is constructed or borrowed can end. */
function releasedOf(explanation: Explanation): readonly Released[] {
  switch (explanation.kind) {
    case 'site':
      return explanation.endings;
    case 'checkout':
      return explanation.released;
    case 'nothing':
    case 'close':
    case 'uncatalogued':
      return [];
  }
}

/** The passes that give one answer for a construction, from the ending that decides. */
function answerFacts(pass: 'arguments' | 'runtime' | 'verdict', file: FileModel, explanation: Explanation): Fact[] {
  const { node } = explanation;
  const finding = explanation.kind === 'site' ? explanation.finding : undefined;
  const isPerRequest = finding?.keep === 'local' && finding.run === 'perRequest';
  switch (pass) {
    case 'arguments':
      return isPerRequest ? [{ file, node, text: finding.arguments }] : [];
    case 'runtime':
      return finding?.runtime ? [{ file, node, text: finding.runtime.name }] : [];
    case 'verdict': {
      const rule = 'rule' in explanation ? explanation.rule : undefined;
      const silence = 'silence' in explanation ? explanation.silence : undefined;
      return [{ file, node, text: rule ?? `silent${silence === undefined ? '' : `: ${silence}`}` }];
    }
  }
}

function placed(program: Program, pass: PassName, { file, node, atEnd, text }: Fact): PassFact {
  const lines = atEnd ? file.textOf(node).split('\n').length - 1 : 0;
  return { pass, file: program.relativePath(file), line: file.lineOf(node) + lines, text };
}
