import type { Answer, Edit, PlaygroundProject } from '../engine/engine.js';
import { passElements, reportElements } from './answers.js';
import type { Choices } from './answers.js';
import { CodeEditor } from './editor.js';
import { byId, element, moveWithArrows } from './element.js';
import { examples, stateOf } from './examples.js';
import { fileTree } from './file-tree.js';
import { fromHash, toHash } from './state.js';
import type { State } from './state.js';
import { useElements } from './use-it.js';
import type { Question, Reply } from './worker.js';

/*
 * The page. One `State` is all that there is: a change makes a new one, which goes into the address, to the engine, and on the screen.
 */

/** Milliseconds after the last key stroke. */
const PAUSE = 200;

const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
const startedAt = performance.now();
let state: State = fromHash(location.hash) ?? stateOf(examples[0]!);
let answer: Answer = { files: {} };
let visited = [state.open];
let question = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;
let isFirst = true;

const editor = new CodeEditor(byId('editor'), (text) => change({ files: { ...state.files, [state.open]: text } }, PAUSE));

const choices: Choices = {
  goTo({ file, line }) {
    open(file);
    editor.goTo(line);
  },
  apply: applyEdit,
};

function applyEdit(file: string, { range, text }: Edit): void {
  const before = state.files[file] ?? '';
  change({ files: { ...state.files, [file]: before.slice(0, range[0]) + text + before.slice(range[1]) }, open: file });
  editor.show(file, state.files[file]!);
}

function remember(): void {
  history.replaceState(undefined, '', `#${toHash(state)}`);
}

function change(part: Partial<State>, pause = 0): void {
  state = { ...state, ...part };
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    remember();
    ask();
  }, pause);
}

function ask(): void {
  const { files, preset, settingsText } = state;
  try {
    const settings: unknown = JSON.parse(settingsText.trim() === '' ? '{}' : settingsText);
    state = { ...state, settings };
    const project: PlaygroundProject = { files, preset, settings };
    worker.postMessage({ id: ++question, project } satisfies Question);
  } catch (error) {
    say(`The settings are no JSON: ${(error as Error).message}`, true);
  }
}

worker.onmessage = ({ data }: MessageEvent<Reply>) => {
  // A later question is on its way.
  if (data.id !== question) return;
  answer = data.answer;
  const reports = Object.values(answer.files).flatMap((file) => file.reports).length;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (answer.error !== undefined) say(answer.error, true);
  else say(`${reports === 1 ? '1 report' : `${reports} reports`}${isFirst ? `, ${seconds} s after the page was opened` : ''}.`, false);
  isFirst = false;
  document.body.dataset.answered = String(data.id);
  drawAnswer();
};

worker.onerror = ({ message }) => say(`The engine cannot run here: ${message}`, true);

function say(text: string, isError: boolean): void {
  const status = byId('status');
  status.textContent = text;
  status.classList.toggle('error', isError);
}

function open(file: string): void {
  if (!Object.hasOwn(state.files, file)) return;
  if (file !== state.open) {
    state = { ...state, open: file };
    remember();
    if (!visited.includes(file)) visited.push(file);
    editor.show(file, state.files[file]!);
  }
  drawFiles();
  underline();
}

function drawAnswer(): void {
  byId('panel-reports').replaceChildren(...reportElements(answer, state.files, choices));
  byId('panel-passes').replaceChildren(...passElements(answer, choices));
  byId('panel-use').replaceChildren(...useElements(state));
  drawFiles();
  underline();
}

function underline(): void {
  editor.underline(answer.files[state.open]?.reports ?? [], (edit) => applyEdit(state.open, edit));
}

function drawFiles(): void {
  const count = (file: string): number => answer.files[file]?.reports.length ?? 0;
  byId('files').replaceChildren(fileTree(Object.keys(state.files), state.open, count, open), newFileForm());
  byId('tabs').replaceChildren(...visited.filter((file) => Object.hasOwn(state.files, file)).map((file) => element('button', {
    type: 'button', role: 'tab', 'aria-selected': String(file === state.open), 'aria-controls': 'editor', title: file,
    ...file === state.open ? { id: 'open-tab' } : { tabindex: '-1' }, click: () => open(file),
  }, file.split('/').at(-1)!)));
}

function newFileForm(): HTMLElement {
  const input = element('input', { 'aria-label': 'Path of a new file', placeholder: 'src/new.ts', name: 'path', autocomplete: 'off' });
  return element('div', {},
    element('form', {
      submit: (event) => {
        event.preventDefault();
        const path = input.value.trim().replace(/^[./]+/, '');
        if (path === '' || path.endsWith('/')) return;
        change({ files: { [path]: '', ...state.files } });
        open(path);
      },
    }, input, element('button', { type: 'submit' }, 'Add')),
    element('button', { type: 'button', click: removeOpen }, `Delete ${state.open}`));
}

function removeOpen(): void {
  const rest = Object.fromEntries(Object.entries(state.files).filter(([file]) => file !== state.open));
  const [first] = Object.keys(rest);
  if (first === undefined) return say('A project needs one file.', true);
  change({ files: rest, open: first });
  visited = visited.filter((file) => Object.hasOwn(rest, file));
  show();
}

/** All of the state, as it is after another example or address. */
function show(): void {
  if (!visited.includes(state.open)) visited.push(state.open);
  byId<HTMLSelectElement>('preset').value = state.preset;
  byId<HTMLTextAreaElement>('settings').value = state.settingsText;
  editor.show(state.open, state.files[state.open]!);
  drawFiles();
}

function chooseView(chosen: string): void {
  for (const tab of byId('views').querySelectorAll('[role="tab"]')) {
    const isChosen = tab.id === chosen;
    tab.setAttribute('aria-selected', String(isChosen));
    tab.setAttribute('tabindex', isChosen ? '0' : '-1');
    byId(tab.getAttribute('aria-controls')!).hidden = !isChosen;
  }
}

const picker = byId<HTMLSelectElement>('example');
picker.append(element('option', { value: '' }, 'Your own'), ...[...new Set(examples.map(({ group }) => group))].map((group) => (
  element('optgroup', { label: group }, ...examples.flatMap((example, index) => (
    example.group === group ? [element('option', { value: String(index) }, example.name)] : []))))));
picker.value = fromHash(location.hash) ? '' : '0';
picker.addEventListener('change', () => {
  const example = examples[Number(picker.value)];
  if (picker.value === '' || !example) return;
  visited = [];
  answer = { files: {} };
  change(stateOf(example));
  show();
});
byId<HTMLSelectElement>('preset').addEventListener('change', ({ target }) => (
  change({ preset: (target as HTMLSelectElement).value as State['preset'] })));
byId('settings').addEventListener('input', ({ target }) => change({ settingsText: (target as HTMLTextAreaElement).value }, PAUSE));
byId('share').addEventListener('click', () => {
  remember();
  void navigator.clipboard.writeText(location.href).then(() => say('The link is copied. It holds all files and settings.', false),
    () => say('Copy the address of this page: it holds all files and settings.', false));
});
byId('views').addEventListener('click', ({ target }) => {
  const tab = (target as HTMLElement).closest('[role="tab"]');
  if (tab) chooseView(tab.id);
});
window.addEventListener('hashchange', () => {
  const other = fromHash(location.hash);
  if (!other) return;
  visited = [];
  picker.value = '';
  change(other);
  show();
});
moveWithArrows(byId('views'));
moveWithArrows(byId('tabs'));
chooseView('view-reports');
show();
ask();
if ('serviceWorker' in navigator && location.protocol !== 'file:') void navigator.serviceWorker.register('./service-worker.js');
