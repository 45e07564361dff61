import type { TSESLint } from '@typescript-eslint/utils';
import type { RuleModule } from '@typescript-eslint/utils/ts-eslint';
import { analysisOf, mayUsePools, provideModel } from '../../rule/analysis-of.js';
import type { RuleDocs } from '../../rule/create-rule.js';
import { listen } from '../../limits/debug-log.js';
import type { EditGroup } from '../../limits/debug-log.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Node } from '../../syntax/nodes.js';
import type { FileAnalysis } from '../../verdict/file-analysis.js';
import { CheckedSource } from './checked-source.js';
import { editsOf } from './edits.js';
import type { Edit } from '../../suggest/text/suggestion.js';
import { placeOfNote } from '../../suggest/text/withhold.js';

/*
 * Runs the rules of this plugin over one file as ESLint would: their conditions, messages, data and edits are the rules' own.
 * Input: a file, the rules with their options, the settings. Output: what they report, in the order of the places.
 * Invariant: the file is parsed only if a rule has something to look at in it, and no rule tells ESLint and this apart.
 */

export type Rule = RuleModule<string, readonly unknown[], RuleDocs>;

export interface ChosenRule {
  /** Without the name of the plugin. */
  readonly name: string;
  readonly rule: Rule;
  readonly severity: 'error' | 'warning';
  readonly options: readonly unknown[];
}

export interface RunInput {
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
  /** The settings of ESLint, with those of the plugin under its name. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly cwd: string;
  readonly rules: readonly ChosenRule[];
  /** The parsed file; `undefined` if no parser accepts it. */
  readonly model: () => FileModel | undefined;
}

export interface OfferedEdit {
  readonly messageId: string;
  readonly title: string;
  readonly edits: readonly Edit[];
  /** The file that it changes, if that is not the one of the report. */
  readonly file?: FileModel;
}

/** An edit that is not offered, and why: the end of a sentence that begins with "because". */
export interface WithheldEdit {
  readonly edit: EditGroup;
  readonly reason: string;
}

/** What a rule reported. */
export interface RawReport {
  readonly rule: ChosenRule;
  readonly node: Node;
  readonly messageId: string;
  readonly message: string;
  /** What `--fix` does. */
  readonly fix?: readonly Edit[];
  /** Best first. */
  readonly suggestions: readonly OfferedEdit[];
  /** Kinds of edits that are not offered. */
  readonly withheld: readonly WithheldEdit[];
}

export type FileRun =
  /** No rule has anything to look at. */
  | { readonly kind: 'passed' }
  | { readonly kind: 'unparsable' }
  | { readonly kind: 'checked'; readonly source: CheckedSource; readonly analysis: FileAnalysis; readonly reports: readonly RawReport[] };

export function runRules(input: RunInput): FileRun {
  const { path, text, rules } = input;
  let isParsable = true;
  const source = new CheckedSource(path, text, () => {
    const model = input.model();
    if (model) return model;
    isParsable = false;
    throw new UnparsableError(path);
  });
  const reports: Omit<RawReport, 'withheld'>[] = [];
  const contextOf = (chosen: ChosenRule): RuleContext => contextFor(input, source, chosen, (report) => reports.push(report));
  const [first, ...others] = rules;
  const firstContext = first && contextOf(first);
  // Every rule asks this, or more, before it listens to anything, and nearly all files are done with it.
  if (!firstContext || !mayUsePools(firstContext)) return { kind: 'passed' };
  const contexts = [firstContext, ...others.map(contextOf)];
  provideModel(source, () => source.model);
  const withheld = new Map<string, WithheldEdit[]>();
  const stop = listen((note) => {
    if (note.kind === 'withheld') withheld.set(note.where, [...withheld.get(note.where) ?? [], { edit: note.edit, reason: note.reason }]);
  });
  try {
    const ready = contexts.flatMap((context, index) => {
      const listeners = rules[index]!.rule.create(context) as Readonly<Record<string, (node: Node) => void>>;
      return Object.keys(listeners).length === 0 ? [] : [listeners];
    });
    if (ready.length === 0) return { kind: 'passed' };
    for (const listeners of ready) {
      for (const [selector, listener] of Object.entries(listeners)) {
        if (selector !== 'Program:exit') throw new Error(`a rule listens to ${selector}, which nothing here calls`);
        listener(source.ast);
      }
    }
    const known = reports.map((report) => (
      { ...report, withheld: unique(withheld.get(placeOfNote(source.model, report.node)) ?? []) }));
    return { kind: 'checked', source, analysis: analysisOf(firstContext), reports: known.sort(byPlace) };
  } catch (error) {
    if (!isParsable && error instanceof UnparsableError) return { kind: 'unparsable' };
    throw error;
  } finally {
    stop();
  }
}

/** Several rules may ask for the same edits. */
function unique(withheld: readonly WithheldEdit[]): WithheldEdit[] {
  return [...new Map(withheld.map((one) => [`${one.edit} ${one.reason}`, one])).values()];
}

class UnparsableError extends Error {}

function byPlace(a: RawReport, b: RawReport): number {
  return a.node.range[0] - b.node.range[0];
}

type RuleContext = TSESLint.RuleContext<string, readonly unknown[]>;

type Offered = TSESLint.SuggestionReportDescriptor<string> & { readonly file?: FileModel };

/** It takes whatever the project's parser does. */
const parser = { parseForESLint: () => ({}) };

function contextFor(
  { path, settings, cwd }: RunInput, source: CheckedSource, chosen: ChosenRule, add: (report: Omit<RawReport, 'withheld'>) => void,
): RuleContext {
  const messages: Readonly<Record<string, string>> = chosen.rule.meta.messages;
  const context = {
    id: `client-lifetime/${chosen.name}`,
    filename: path,
    physicalFilename: path,
    cwd,
    settings,
    options: chosen.options,
    languageOptions: { parser },
    sourceCode: source,
    sourceOf: (file: FileModel) => new CheckedSource(file.path, file.tree.text, () => file),
    report(report: TSESLint.ReportDescriptor<string> & { readonly node: Node; readonly messageId: string }) {
      const fix = editsOf(report.fix);
      add({
        rule: chosen,
        node: report.node,
        messageId: report.messageId,
        message: fillIn(messages[report.messageId]!, report.data),
        ...(fix && { fix }),
        suggestions: (report.suggest ?? []).flatMap(({ messageId, data, fix: offered, file }: Offered) => {
          const edits = editsOf(offered);
          return edits ? [{ messageId, title: fillIn(messages[messageId]!, data), edits, ...(file && { file }) }] : [];
        }),
      });
    },
  };
  return context as unknown as RuleContext;
}

/** `{{name}}` by what the rule gave under that name, as ESLint does it. */
function fillIn(message: string, data: Readonly<Record<string, unknown>> = {}): string {
  return message.replace(/\{\{([^{}]+?)\}\}/g, (whole, name: string) => (name.trim() in data ? String(data[name.trim()]) : whole));
}
