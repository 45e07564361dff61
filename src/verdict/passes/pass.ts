import { listensToPasses, note } from '../../limits/debug-log.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import type { Fact, PassName } from './fact.js';

/*
 * One pass of the pipeline: computes, lets an invariant look at what came out, and tells whoever listens (`DEBUG=client-lifetime`) what it
 * was, as facts. Invariant: nothing is computed for the log alone unless somebody listens.
 */

/** The construction, or the checkout, that is being judged. */
export interface Place {
  readonly file: FileModel;
  readonly node: Node;
}

export function runPass<Output>(
  name: PassName, { file, node }: Place, compute: () => Output,
  facts: (output: Output) => readonly Fact[], check?: (output: Output) => void,
): Output {
  const output = compute();
  if (check && checksInvariants()) check(output);
  if (listensToPasses()) {
    for (const fact of facts(output)) {
      const where = `${file.path}:${file.lineOf(node)}`;
      note(() => ({ kind: 'pass', pass: name, where, text: `${fact.text} (${fact.file.path}:${fact.file.lineOf(fact.node)})` }));
    }
  }
  return output;
}

/** Invariants are for whoever changes the engine: on in the tests of this project, off at its users. */
function checksInvariants(): boolean {
  return process.env.CLIENT_LIFETIME_INVARIANTS === '1';
}
