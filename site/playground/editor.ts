import { javascript } from '@codemirror/lang-javascript';
import { json } from '@codemirror/lang-json';
import { syntaxHighlighting } from '@codemirror/language';
import { lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import { Compartment, EditorSelection, EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { classHighlighter } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import type { Edit, Report } from '../engine/engine.js';

/** The editor of the page: one text at a time, with what is reported of it underlined. */
export class CodeEditor {
  readonly #view: EditorView;
  readonly #language = new Compartment();
  readonly #label = new Compartment();
  #isLoading = false;

  constructor(parent: HTMLElement, onChange: (text: string) => void) {
    this.#view = new EditorView({
      parent,
      extensions: [
        basicSetup, keymap.of(lintKeymap), lintGutter(), syntaxHighlighting(classHighlighter), EditorView.lineWrapping,
        this.#language.of([]), this.#label.of([]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged && !this.#isLoading) onChange(state.doc.toString());
        }),
      ],
    });
  }

  show(file: string, text: string): void {
    this.#isLoading = true;
    this.#view.dispatch({
      changes: { from: 0, to: this.#view.state.doc.length, insert: text },
      selection: EditorSelection.cursor(0),
      effects: [
        this.#language.reconfigure(languageOf(file)),
        this.#label.reconfigure(EditorView.contentAttributes.of({ 'aria-label': `Text of ${file}` })),
      ],
    });
    this.#view.dispatch(setDiagnostics(this.#view.state, []));
    this.#isLoading = false;
  }

  underline(reports: readonly Report[], apply: (edit: Edit) => void): void {
    const { state } = this.#view;
    const diagnostics = reports.map((report): Diagnostic => ({
      from: offsetOf(state, report.line, report.column),
      to: offsetOf(state, report.endLine, report.endColumn),
      severity: report.isError ? 'error' : 'warning',
      message: report.rule === undefined ? report.message : `${report.message} (${report.rule})`,
      actions: report.edits.map((edit) => ({ name: edit.title, apply: () => apply(edit) })),
    }));
    this.#view.dispatch(setDiagnostics(state, diagnostics));
  }

  /** Puts the cursor at the first thing of a line. */
  goTo(line: number): void {
    const { doc } = this.#view.state;
    const { from, text } = doc.line(Math.min(line, doc.lines));
    const at = from + text.length - text.trimStart().length;
    this.#view.dispatch({
      selection: EditorSelection.range(at, from + text.length),
      effects: EditorView.scrollIntoView(at, { y: 'center' }),
    });
    this.#view.focus();
  }
}

function offsetOf({ doc }: EditorState, line: number, column: number): number {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + column - 1, to);
}

function languageOf(file: string): Extension {
  if (file.endsWith('.json')) return json();
  return javascript({ typescript: /\.[cm]?tsx?$/.test(file), jsx: /x$|\.js$/.test(file) });
}
