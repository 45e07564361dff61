import type { FileModel, ImportRecord, Variable } from '../../resolve/file-model.js';
import { outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { Program } from '../../project/program.js';
import type { CallSite } from '../../reach/callers.js';

/*
 * Where other files name a variable that a module exports: `import { client } from './db.js'`, and `db.client` of the whole module.
 * Output: those places, or `undefined` if it is passed on, or the module is used as a value, so that others may reach it. Nobody who
 * imports it counts as such, too: it is exported for somebody. Invariant: each import is a live binding. Blind spot: CommonJS.
 */

export function importedUses(program: Program, file: FileModel, variable: Variable): CallSite[] | undefined {
  if (file.isCommonJs || !program.seesOthers) return undefined;
  const uses: CallSite[] = [];
  for (const name of file.exportedNames(variable)) {
    // `export default client`: what it holds when the module is loaded.
    if (name === 'default') return undefined;
    for (const { file: importer, records, reexports, passesOnAll } of program.importersOf(file, name)) {
      if (passesOnAll || reexports.some(({ imported }) => imported === name || imported === '*')) return undefined;
      for (const record of records) {
        const found = usesOf(importer, record, name);
        if (!found) return undefined;
        uses.push(...found.map((node) => ({ file: importer, node })));
      }
    }
  }
  return uses.length > 0 ? uses : undefined;
}

function usesOf(file: FileModel, { kind, imported, variable }: ImportRecord, name: string): CallSite['node'][] | undefined {
  if (!variable || file.exportedNames(variable).length > 0) return undefined;
  const identifiers = variable.references.map(({ identifier }) => identifier);
  if (kind === 'named') return imported === name ? identifiers : [];
  const uses: CallSite['node'][] = [];
  for (const identifier of identifiers) {
    const node = outermost(identifier);
    const access = node.parent;
    const read = access?.type === 'MemberExpression' && unwrap(access.object) === identifier ? propertyName(access) : undefined;
    if (!access || read === undefined) return undefined;
    if (read === name) uses.push(access);
  }
  return uses;
}
