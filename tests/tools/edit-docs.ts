import type { DiffLine } from '../demo/line-diff.mjs';
import { lineDiff } from '../demo/line-diff.mjs';
import { dropMessages, releaseMessages, suggestionMessages } from '../../src/suggest/text/suggestion.js';
import { readFiles } from './source-files.js';
import { wrapWords } from './wrap-words.js';

/*
 * The section "Edits" of a rule's page: one example of each edit that the rule can offer, as a diff. The examples are the files of
 * tests/suggest/fixtures/edits/<rule>, called after the edit's message; what the edit makes of one comes from the rule itself.
 */

export type EditId = keyof typeof editMessages;

export const editMessages = { ...suggestionMessages, ...dropMessages, ...releaseMessages } as const;

/** When an edit is offered, and what it does beyond what the diff shows. */
const NOTES: Readonly<Record<EditId, string>> = {
  hoistToModule: 'For arguments that are the same each time. It stands behind all that it needs, and takes constants of the function '
    + 'along. Releases go, with what they leave empty.',
  lazyGetter: 'For a client that not every process needs, or whose arguments are there later than the module: the first '
    + 'request constructs it.',
  assignOnce: 'For a variable or field that outlives the request, in which each client takes the place of the one before. Listeners that '
    + 'are added to it move into the test.',
  asyncMemo: 'For a client that is usable after an `await` only. Requests share the promise; one that is rejected is dropped, so '
    + 'that the next request tries again.',
  classField: 'For a class of which one object serves all requests: a controller, a provider of a container, an object that a module '
    + 'makes. A client that needs what the constructor is given is set there.',
  classFieldLazy: 'The same where the arguments are there later than the object, or a condition comes first.',
  staticField: 'For a class whose objects come and go with the requests.',
  globalMemo: 'For servers that load modules anew in development, such as Next.js, Nuxt and Remix: it takes the place of the move to '
    + 'module scope, which would leave a client behind with each reload.',
  keyedCache: 'For arguments that come from the request: one client per value, and a bound.',
  sharedPool: 'For single connections that carry a transaction, or are given to functions: what closed the connection gives it back from '
    + 'then on, and a transaction that only the close ended is rolled back first. Not where a setting of the session would stay, or a '
    + 'request may need two connections at a time.',
  poolInstead: 'For single connections of which only queries are asked that need nothing of each other: no transaction, no setting of '
    + 'the session. What opened and closed the connection goes, and a pool that is there already is used.',
  sharedProcess: 'For a browser: each request gets a context of its own, with cookies and storage of its own, and what closed the browser '
    + 'closes that. When the browser ends, the next request starts another. Options that the function puts together stay there, and are '
    + 'passed on: `getBrowser(options)`.',
  awaitUsing: 'Where the installed version of the SDK works with it, `engines` of package.json and tsconfig.json allow it, and the parser '
    + 'reads it. What is returned is waited for.',
  using: 'The same for an SDK whose object is closed without waiting.',
  closeInFinally: 'For a client that belongs to the request. Other releases of it go, and what is returned is waited for.',
  closeWhenSettled: 'For a function that does not wait itself and does all that it does with the client in one promise. Other releases go.',
  closeInCallback: 'For a client that is never closed and whose methods call back: in the callback of the last thing that is asked of it, '
    + 'and where one before that is left.',
  closeOnFailure: 'For a function that opens a client and returns it, or puts it where others find it (`req.db = client`). They close the '
    + 'client; if something fails before that, nobody has it.',
  closeWhereLost: 'For a client that is closed on some ways out of the function in different ways, or in code that calls back: where it '
    + 'certainly is open on the others, and nothing that is known loses it then.',
  dropClose: 'What it leaves empty goes with it. Where the process ends, close the client in a shutdown hook.',
  ownClient: 'For a client that one function connects, uses and closes, and that stands in a field or a variable of the module: two calls '
    + 'at a time would close each other\'s.',
  releaseAwaitUsing: 'Where the installed version of the SDK works with it, `engines` of package.json and tsconfig.json allow it, and the '
    + 'parser reads it.',
  releaseUsing: 'The same for an SDK whose object is given back without waiting.',
  releaseInFinally: 'Everything that can fail goes into the `try`; other releases go.',
  releaseAtOnce: 'For what is borrowed only to see whether it can be: it goes back as soon as it is there.',
  releaseInCallback: 'For a connection that a callback is given: in the callback of the last thing that is asked of it, and where one '
    + 'before that is left. Other releases go.',
  releaseWhenSettled: 'For a function that does not wait itself and does all that it does with it in one chain of promises. Other releases '
    + 'go.',
  releaseOnFailure: 'For a function that borrows it and returns it, or puts it where others find it (`req.db = client`), and does '
    + 'something with it before that. They give it back.',
  rollBackOnFailure: 'For a transaction that is committed and that nothing rolls back when a query fails. Where more may fail behind the '
    + 'commit than what answers a request, a variable says whether the transaction is ended.',
  releaseWhereLost: 'For a transaction, which is committed or rolled back, and for a connection that is given back in more ways than one: '
    + 'where it certainly is held still, and nothing that is known loses it then. A transaction is rolled back.',
};

export interface EditExample {
  readonly rule: string;
  readonly id: EditId;
  /** What the first line says (`// app/users/route.ts`), else `service` with the ending of the example. */
  readonly filename: string;
  readonly code: string;
}

const folder = 'tests/suggest/fixtures/edits';

export function readEditExamples(): EditExample[] {
  return ['.js', '.ts'].flatMap((ending) => readFiles(folder, ending)).map(({ path, text }) => {
    const [rule = '', file = ''] = path.slice(folder.length + 1).split('/');
    const [name = '', extension = ''] = file.split('.');
    const id = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()) as EditId;
    return { rule, id, filename: /^\/\/ ([\w./[\]-]+\.\w+)\n/.exec(text)?.[1] ?? `service.${extension}`, code: text };
  });
}

export interface ShownEdit {
  readonly id: EditId;
  readonly before: string;
  readonly after: string;
}

/** The generated part of the section, between its marks. */
export function renderEdits(edits: readonly ShownEdit[]): string {
  const parts = edits.map(({ id, before, after }) => {
    const lines = lineDiff(before.trimEnd(), after.trimEnd()).map(renderLine);
    return [`### ${title(id)}`, '', ...wrapWords(NOTES[id], 138), '', '```diff', ...lines, '```', ''].join('\n');
  });
  return [marks[0], '', ...parts, marks[1]].join('\n');
}

/** The page with that part in place of the one that it has. A page without the marks stays as it is. */
export function withEdits(page: string, edits: readonly ShownEdit[]): string {
  const [start, end] = marks.map((mark) => page.indexOf(mark)) as [number, number];
  return start === -1 || end === -1 ? page : page.slice(0, start) + renderEdits(edits) + page.slice(end + marks[1].length);
}

const marks = ['<!-- edits: written by `npm run generate` -->', '<!-- /edits -->'] as const;

function title(id: EditId): string {
  const text = editMessages[id].replace(/\b(one|the) \{\{client\}\}/i, id.startsWith('release') ? '$1 connection' : '$1 client');
  return text.replace(/`?\{\{client\}\}`?/, 'the client').replace(/(?:: .*)?\.$/, '');
}

function renderLine({ sign, text }: DiffLine): string {
  return sign === '…' ? '@@' : `${sign}${text}`.trimEnd();
}
