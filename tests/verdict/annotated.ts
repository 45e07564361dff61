import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { builtinCatalog } from '../../src/catalog/builtin.js';
import { indexCatalog } from '../../src/catalog/merge.js';
import { parseFile } from '../../src/project/files/parse.js';
import { engineFor } from '../../src/verdict/engine.js';
import { passNames } from '../../src/verdict/passes/fact.js';
import type { PassName } from '../../src/verdict/passes/fact.js';
import { explainFile, passFacts } from '../../src/verdict/passes/pass-facts.js';

/*
 * Code with the facts that the passes of the engine must find, each beside the code that it is about:
 *
 *   const client = new Redis(); // release: opened as client | release: somePaths
 *   // ownership: local to verify()
 *
 * A fact is the name of a pass and what that pass prints. Several on a line are parted by ` | `; a comment on a line of its own belongs to
 * the code above it. Of the passes that a fixture is about, every fact has to be there, and no other. People write them: nothing here does.
 */

const names = passNames.join('|');
const comment = new RegExp(`(?:^|\\s)// ((?:${names}): .*)$`);

/** The code without the expected facts, and the facts by line. */
interface Annotated {
  readonly code: readonly string[];
  readonly facts: ReadonlyMap<number, readonly string[]>;
}

function parseAnnotated(text: string): Annotated {
  const facts = new Map<number, string[]>();
  let last = 0;
  const code = text.split('\n').map((line, index) => {
    const found = comment.exec(line);
    const rest = found ? line.slice(0, found.index).trimEnd() : line;
    if (rest.trim() !== '') last = index + 1;
    if (found) facts.set(last, [...facts.get(last) ?? [], ...found[1]!.split(' | ')]);
    return rest;
  });
  return { code, facts };
}

/** Code with facts behind the lines, in one way of writing, so that a difference between two of them is one of facts. */
function render(file: string, code: readonly string[], facts: ReadonlyMap<number, readonly string[]>): string {
  const lines = code.flatMap((line, index) => {
    const found = facts.get(index + 1) ?? [];
    return line.trim() === '' && found.length === 0 ? [] : [line, ...[...new Set(found)].sort().map((fact) => `    // ${fact}`)];
  });
  return `// ${file}\n${lines.join('\n')}\n`;
}

const sourceFile = /\.[cm]?[jt]sx?$/;

/** What the passes say of a file or a project, and what its comments say they should, as annotated code. */
export function annotate(fixture: string, passes: readonly PassName[]): { readonly expected: string; readonly actual: string } {
  const isProject = statSync(fixture).isDirectory();
  const root = isProject ? fixture : path.dirname(fixture);
  const files = isProject
    ? readdirSync(fixture, { recursive: true, encoding: 'utf8' }).filter((name) => sourceFile.test(name)).sort() : [path.basename(fixture)];
  return annotateTexts(root, new Map(files.map((file) => [file.replaceAll('\\', '/'), readFileSync(path.join(root, file), 'utf8')])), {
    passes, isProject,
  });
}

interface Options {
  readonly passes: readonly PassName[];
  readonly isProject: boolean;
}

export function annotateTexts(
  root: string, texts: ReadonlyMap<string, string>, { passes, isProject }: Options,
): { readonly expected: string; readonly actual: string } {
  const found = new Map([...texts.keys()].map((file) => [file, new Map<number, string[]>()] as const));
  for (const [name, text] of texts) {
    const file = parseFile(path.join(root, name), text);
    if (!file) throw new Error(`${name} does not parse`);
    const engine = engineFor(file, { index: indexCatalog(builtinCatalog), project: isProject, root, testFiles: [] });
    for (const fact of explainFile(engine, file).flatMap((explanation) => passFacts(engine, file, explanation))) {
      if (!passes.includes(fact.pass)) continue;
      const facts = found.get(fact.file);
      if (!facts) throw new Error(`a fact about ${fact.file}, which is no file of the fixture: ${fact.text}`);
      facts.set(fact.line, [...facts.get(fact.line) ?? [], `${fact.pass}: ${fact.text}`]);
    }
  }
  const annotated = [...texts].map(([name, text]) => [name, parseAnnotated(text)] as const);
  return {
    expected: annotated.map(([name, { code, facts }]) => render(name, code, facts)).join('\n'),
    actual: annotated.map(([name, { code }]) => render(name, code, found.get(name)!)).join('\n'),
  };
}
