import { WHOLE_MODULE } from '../../resolve/file-model.js';
import type { FileModel, ImportRecord, Variable } from '../../resolve/file-model.js';
import { assignedValue } from '../../resolve/values.js';
import { outermost, propertyName, unwrap } from '../../syntax/nodes.js';
import type { ClassNode, FunctionNode, Node } from '../../syntax/nodes.js';
import { isLeftFile } from './left-files.js';
import type { Importer, Program } from '../program.js';

/*
 * Does anybody take a function that a file exports? Where other files import from it, and all of them by name, what none of them takes is
 * left over, however much it looks like a handler; and so is what a file that is left itself exports.
 * Invariant: a file that is loaded as a whole, or by a name that is computed, leaves the question open.
 */

/** `isTestFile` says whose imports do not count. */
export function isUntakenExport(program: Program, file: FileModel, fn: FunctionNode, isTestFile: (file: FileModel) => boolean): boolean {
  const importers = program.importersOf(file).filter((importer) => !isTestFile(importer.file));
  if (isLeftFile(program, file, isTestFile)) return true;
  if (importers.length === 0) return false;
  const names = exportedNamesOf(file, fn);
  if (names.length === 0 || names.includes('default')) return false;
  const mayBe = (imported: string): boolean => imported === '*' || imported === 'default' || names.includes(imported);
  if (importers.some(({ passesOnAll, reexports }) => passesOnAll || reexports.some(({ imported }) => mayBe(imported)))) return false;
  const taken = importers.flatMap(({ file: from, records }) => records.map((record) => namesTaken(from, record)));
  // `require('./routes')` alone takes nothing: what runs there may register itself.
  return taken.some((each) => each !== undefined && each.length > 0)
    && taken.every((each) => each !== undefined && !names.some((name) => each.includes(name)));
}

/** Whether what a file gets from another is read by names that nobody can tell: `app.locals.orders = orders` of a whole module. */
export function mayTakeAny({ file, records }: Importer): boolean {
  return records.some((record) => record.kind !== 'named' && namesTaken(file, record) === undefined);
}

/** The names under which an import takes something; `undefined` where it may take any. */
function namesTaken(file: FileModel, { kind, imported, variable, node, within }: ImportRecord): readonly string[] | undefined {
  if (within && within.length > 0) return undefined;
  if (kind !== 'expression') {
    if (kind === 'named' && imported !== 'default') return imported === undefined ? undefined : [imported];
    return variable && namesReadOf(variable);
  }
  const load = outermost(node);
  const user = load.parent;
  if (user?.type === 'ExpressionStatement') return [];
  if (user?.type === 'VariableDeclarator' && user.id.type === 'Identifier') {
    const holder = file.variableOf(user.id);
    return holder && namesReadOf(holder);
  }
  return namesUsed(load);
}

function namesReadOf(variable: Variable): readonly string[] | undefined {
  const used = variable.references.filter((reference) => reference.isRead()).map(({ identifier }) => namesUsed(outermost(identifier)));
  return used.includes(undefined) ? undefined : used.flatMap((names) => names ?? []);
}

/** `module.name`, `const { name } = module`. */
function namesUsed(expression: Node): readonly string[] | undefined {
  const user = expression.parent;
  if (user?.type === 'MemberExpression' && user.object === expression) {
    const name = propertyName(user);
    return name === undefined ? undefined : [name];
  }
  if (user?.type !== 'VariableDeclarator' || user.id.type !== 'ObjectPattern') return undefined;
  const names = user.id.properties.map((property) => (property.type === 'Property' ? propertyName(property) : undefined));
  return names.includes(undefined) ? undefined : names.flatMap((name) => name ?? []);
}

/** Under which names a function, the class that it is a method of, or an object of that class is exported. */
export function exportedNamesOf(file: FileModel, fn: FunctionNode): string[] {
  const meant: Meant = { fn, holder: classOf(fn) };
  const names = [...file.exports].flatMap(([name, record]) => {
    const isMeant = record.kind === 'local' ? gives(file, record.node, meant)
      : record.kind === 'variable' && isHeldBy(file, record.variable, meant);
    return isMeant ? [name === WHOLE_MODULE ? 'default' : name] : [];
  });
  const whole = file.exports.get(WHOLE_MODULE);
  const object = whole?.kind === 'local' ? unwrap(whole.node) : undefined;
  if (object?.type !== 'ObjectExpression') return names;
  return [...names, ...object.properties.flatMap((property) => {
    const name = property.type === 'Property' ? propertyName(property) : undefined;
    return property.type === 'Property' && name !== undefined && gives(file, property.value, meant) ? [name] : [];
  })];
}

interface Meant {
  readonly fn: FunctionNode;
  readonly holder: ClassNode | undefined;
}

function classOf({ parent }: FunctionNode): ClassNode | undefined {
  const isMember = parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition';
  return isMember ? parent.parent.parent : undefined;
}

/** A name for a name for a name is not followed. */
function gives(file: FileModel, expression: Node, meant: Meant, depth = 3): boolean {
  const node = unwrap(expression);
  if (node === meant.fn || node === meant.holder) return true;
  if (node.type === 'NewExpression') return meant.holder !== undefined && gives(file, node.callee, meant, depth);
  const variable = node.type === 'Identifier' ? file.variableOf(node) : undefined;
  return variable !== undefined && depth > 0 && isHeldBy(file, variable, meant, depth - 1);
}

/** Whether it is declared, or assigned, under a name. */
function isHeldBy(file: FileModel, { identifiers: [identifier] }: Variable, meant: Meant, depth = 3): boolean {
  if (!identifier) return false;
  if (identifier.parent === meant.fn || identifier.parent === meant.holder) return true;
  const held = assignedValue(identifier);
  return held !== undefined && gives(file, held.expression, meant, depth);
}
