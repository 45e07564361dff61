import type { EditTask } from './edit-task.js';
import { hoistEdits } from './hoist.js';
import type { Wrap } from './hoist.js';
import { typeOfClient } from './client-type.js';
import { movedText, renameEdits } from './moved-text.js';
import { toSuggestion } from './suggestion.js';
import type { Suggestion } from './suggestion.js';
import { camelCase, pascalCase } from './unique-name.js';

/** For servers that load modules anew while they live: a module constant that finds the client of the module's earlier life. */
export function globalMemo(task: EditTask): Suggestion | undefined {
  // A listener would be added again with each life. In checked JavaScript, `globalThis` has no such property.
  if ((task.shape.declared?.listeners.length ?? 0) > 0) return undefined;
  if (!task.style.isTypeScript && task.source.code.text.includes('@ts-check')) return undefined;
  const edits = hoistEdits(task, task.style.isTypeScript ? typed(task) : untyped(task));
  return edits && toSuggestion('globalMemo', task.client, edits);
}

function untyped(task: EditTask): Wrap {
  const { range } = task.shape.expression;
  return (name) => ({
    prelude: [],
    edits: [
      { range: [range[0], range[0]], text: `(globalThis.${keyOf(task, name)} ??= ` },
      { range: [range[1], range[1]], text: ')' },
    ],
  });
}

function typed(task: EditTask): Wrap {
  const { source, shape, style } = task;
  const { range } = shape.expression;
  return (name, names, renames) => {
    const holder = names.choose([`globalFor${pascalCase(name)}`], []);
    const key = keyOf(task, name);
    const type = typeOfClient(task);
    const holderLine = (client: string): string => (
      `const ${holder} = globalThis as typeof globalThis & { ${key}?: ${client} }${style.semicolon}`);
    if (type !== undefined) {
      return {
        prelude: [holderLine(type)],
        edits: [{ range: [range[0], range[0]], text: `(${holder}.${key} ??= ` }, { range: [range[1], range[1]], text: ')' }],
      };
    }
    const creator = names.choose([`create${pascalCase(name)}`, `createShared${pascalCase(name)}`], []);
    const construction = movedText(source, range, renameEdits(renames, () => true));
    return {
      prelude: [`const ${creator} = () => ${construction}${style.semicolon}`, holderLine(`ReturnType<typeof ${creator}>`)],
      edits: [{ range: [...range], text: `(${holder}.${key} ??= ${creator}())` }],
    };
  };
}

/** All modules share `globalThis`: the key tells which file's client it is. */
function keyOf(task: EditTask, name: string): string {
  const path = task.program.relativePath(task.source.file).replace(/\.[^./]+$/, '').split(/[^A-Za-z0-9]+/).filter(Boolean);
  return `__${camelCase(path.map(pascalCase).join(''))}${pascalCase(name)}`;
}
