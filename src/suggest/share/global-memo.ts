import type { EditTask } from '../task/edit-task.js';
import { mayRunInBrowser } from '../place/browser-modules.js';
import { hoistEdits } from './hoist.js';
import type { Wrap } from './hoist.js';
import { typeOfClient } from '../task/client-type.js';
import { keyOf, mayUseGlobal, typedHolder } from './shared-place.js';
import { movedText, renameEdits } from '../text/moved-text.js';
import { filling } from '../text/style-of.js';
import { toSuggestion } from '../text/suggestion.js';
import type { Suggestion } from '../text/suggestion.js';
import { pascalCase } from '../text/unique-name.js';

/** For servers that load modules anew while they live: a module constant that finds the client of the module's earlier life. */
export function globalMemo(task: EditTask): Suggestion | undefined {
  // A listener would be added again with each life.
  if ((task.shape.declared?.listeners.length ?? 0) > 0 || !mayUseGlobal(task)) return undefined;
  if (mayRunInBrowser(task.program, task.source.file)) return undefined;
  const edits = hoistEdits(task, task.style.isTypeScript ? typed(task) : untyped(task));
  return edits && toSuggestion('globalMemo', task.client, edits);
}

function untyped(task: EditTask): Wrap {
  const { range } = task.shape.expression;
  return (name) => ({
    prelude: [],
    edits: [
      { range: [range[0], range[0]], text: `(${filling(task.style, `globalThis.${keyOf(task, name)}`)}` },
      { range: [range[1], range[1]], text: ')' },
    ],
  });
}

function typed(task: EditTask): Wrap {
  const { source, shape, style } = task;
  const { range } = shape.expression;
  return (name, names, renames) => {
    const key = keyOf(task, name);
    const type = typeOfClient(task);
    if (type !== undefined) {
      const { holder, line } = typedHolder(task, names, name, key, type);
      return {
        prelude: [line],
        edits: [
          { range: [range[0], range[0]], text: `(${filling(style, `${holder}.${key}`)}` },
          { range: [range[1], range[1]], text: ')' },
        ],
      };
    }
    const creator = names.choose([`create${pascalCase(name)}`, `createShared${pascalCase(name)}`], []);
    const construction = movedText(source, range, renameEdits(renames, () => true));
    const { holder, line } = typedHolder(task, names, name, key, `ReturnType<typeof ${creator}>`);
    return {
      prelude: [`const ${creator} = () => ${construction}${style.semicolon}`, line],
      edits: [{ range: [...range], text: `(${filling(style, `${holder}.${key}`)}${creator}())` }],
    };
  };
}
