import { createHash } from 'node:crypto';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { CatalogIndex } from '../catalog/merge.js';
import { isInside } from '../syntax/is-inside.js';
import { enclosingFunction, functionName, isClass } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { EntryPoint } from '../reach/entries/entry-point.js';
import type { FileModel } from '../resolve/file-model.js';
import { occasion } from '../rule/wording.js';
import type { Traced } from '../rule/wording.js';
import type { Witness as FoundWitness } from '../release/paths/release-question.js';
import type { FileAnalysis } from '../verdict/file-analysis.js';
import type { CheckReport, Client, CodePlace, Entry, Place, Replacement, Step, Witness } from './check-report.js';
import type { Edit } from '../suggest/text/suggestion.js';
import type { RawReport } from './rules/run-rules.js';
import { TextLines } from '../syntax/text-lines.js';

/*
 * Makes plain data of what rules reported, with what the analysis knows of each place beside its message.
 * Invariant: nothing is decided here; what a message says in words stands in the data as places.
 */

/** The longest line of code that is repeated. */
const MAX_CODE = 160;

/** Entry points beside the first that are named. */
const MAX_OTHERS = 9;

/** A report, and where ESLint has it in the order of a file. */
export type DescribedReport = Omit<CheckReport, 'fingerprint'> & { readonly identity: string };

/** What the analysis knows of the place of a report. */
interface Known extends Traced {
  readonly node: Node;
  readonly client?: Client;
  readonly witness?: FoundWitness;
}

export class ReportWriter {
  readonly #index: CatalogIndex;
  readonly #relative: (path: string) => string;
  readonly #lines = new Map<FileModel, TextLines>();

  /** `relative`: how paths are shown. */
  constructor(index: CatalogIndex, relative: (path: string) => string) {
    this.#index = index;
    this.#relative = relative;
  }

  describe(file: FileModel, raw: RawReport, analysis: FileAnalysis): DescribedReport {
    const known = this.#knownOf(raw, analysis);
    const { rule: { name, severity }, messageId, message, fix, suggestions, withheld } = raw;
    const place = this.#codePlace(file, raw.node);
    return {
      rule: `client-lifetime/${name}`,
      severity,
      messageId,
      message,
      ...place,
      ...(known?.client && { client: known.client }),
      ...(known?.entry && this.#entriesOf(known, known.entry)),
      trace: known?.trace.map((step) => this.#stepOf(step.file, step.node, step.owner)) ?? [],
      ...(known?.witness && { witness: this.#witnessOf(known.witness) }),
      ...(fix && { fix: this.#replacements(file, fix) }),
      suggestions: suggestions.map(({ messageId: id, title, edits, file: changed = file }) => (
        { id, title: changed === file ? title : this.#titleElsewhere(title, changed), replacements: this.#replacements(changed, edits) })),
      withheld,
      identity: identityOf(place.file, name, messageId, file, raw.node),
    };
  }

  /** "Close it in a `finally` block, in controllers/orders.js." */
  #titleElsewhere(title: string, { path }: FileModel): string {
    return `${title.replace(/\.$/, '')}, in ${this.#relative(path)}.`;
  }

  #knownOf({ rule: { name }, node }: RawReport, { findings, checkouts, sharedCloses }: FileAnalysis): Known | undefined {
    switch (name) {
      case 'require-connection-release': {
        const found = checkouts.find(({ site }) => site.node === node);
        if (!found) return undefined;
        const family = this.#index.families.find((candidate) => candidate.checkouts?.includes(found.site.model))?.name;
        const client = family === undefined ? undefined : { family, package: packageOfSpecifier(found.site.specifier) };
        return { ...found, node, ...(client && { client }) };
      }
      case 'no-shared-client-close': {
        const found = sharedCloses.find((close) => close.node === node);
        return found && { site: found, node, ...found.run };
      }
      default: {
        const found = findings.find(({ site }) => site.node === node);
        if (!found) return undefined;
        const { site: { family, name: { specifier, segments } }, release } = found;
        const client = { family, package: packageOfSpecifier(specifier), export: segments.join('.') };
        return { ...found, node, client, ...(release.kind === 'somePaths' && { witness: release.witness }) };
      }
    }
  }

  #entriesOf({ entries }: Known, first: EntryPoint): Pick<CheckReport, 'entry' | 'otherEntries' | 'furtherEntries'> {
    const others = (entries?.() ?? []).filter((entry) => entry !== first);
    const further = others.length - MAX_OTHERS;
    return {
      entry: this.#entryOf(first),
      ...(others.length > 0 && { otherEntries: others.slice(0, MAX_OTHERS).map((entry) => this.#entryOf(entry)) }),
      ...(further > 0 && { furtherEntries: further }),
    };
  }

  #entryOf(entry: EntryPoint): Entry {
    const { label, framework, file, node } = entry;
    return { label, occasion: occasion({ entry }), framework: framework.name, ...this.#codePlace(file, node) };
  }

  #stepOf(file: FileModel, node: Node, owner: Node): Step {
    const name = functionName(owner as Parameters<typeof functionName>[0]);
    return { ...this.#codePlace(file, node), ...(name !== undefined && { function: isClass(owner) ? `new ${name}` : name }) };
  }

  #witnessOf({ kind, file, node }: FoundWitness): Witness {
    return { kind, ...this.#codePlace(file, node) };
  }

  #codePlace(file: FileModel, node: Node): CodePlace {
    const place = this.#place(file, node.range);
    const line = this.#linesOf(file).lines[place.line - 1]!.trim();
    return { ...place, code: line.length <= MAX_CODE ? line : `${line.slice(0, MAX_CODE - 1)}…` };
  }

  #replacements(file: FileModel, edits: readonly Edit[]): Replacement[] {
    return edits.map(({ range, text }) => ({ ...this.#place(file, range), start: range[0], end: range[1], text }));
  }

  #place(file: FileModel, [start, end]: Edit['range']): Place {
    const lines = this.#linesOf(file);
    const from = lines.locate(start);
    const to = lines.locate(end);
    return { file: this.#relative(file.path), line: from.line, column: from.column + 1, endLine: to.line, endColumn: to.column + 1 };
  }

  #linesOf(file: FileModel): TextLines {
    let lines = this.#lines.get(file);
    if (!lines) this.#lines.set(file, lines = new TextLines(file.tree.text));
    return lines;
  }
}

/** What stays when lines move: where in the code, and of which code, and what is said of it. */
function identityOf(path: string, rule: string, messageId: string, file: FileModel, node: Node): string {
  const around: string[] = [];
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) around.push(functionName(fn) ?? '');
  const owner = file.classes.find((candidate) => isInside(node, candidate));
  return [path, rule, messageId, owner?.id?.name ?? '', ...around, file.textOf(node).replace(/\s+/g, ' ')].join('\u0000');
}

/** Numbers what is the same in all that lasts, in the order of the file, and makes a short name of it. */
export function withFingerprints(reports: readonly DescribedReport[]): CheckReport[] {
  const seen = new Map<string, number>();
  return reports.map(({ identity, ...report }) => {
    const count = seen.get(identity) ?? 0;
    seen.set(identity, count + 1);
    return { ...report, fingerprint: createHash('sha256').update(`${identity}\u0000${count}`).digest('hex').slice(0, 32) };
  });
}
