import { matchesPackage } from '../catalog/match.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { RuntimeModel } from '../catalog/types.js';
import type { FileModel } from '../resolve/file-model.js';
import { literalText } from '../syntax/nodes.js';
import type { EntryPoint } from './entry-point.js';
import type { Program } from '../project/program.js';

/**
 * The runtime in which an entry point runs: what the code around it says (files, constants, imports), else what its framework implies.
 * Without one, what the construction's own file says.
 */
export function runtimeOf(program: Program, index: CatalogIndex, site: FileModel, entry?: EntryPoint): RuntimeModel | undefined {
  const told = index.runtimes.filter((runtime) => [site, entry?.file ?? site].some((file) => isTold(program, runtime, file)));
  // What forbids sharing matters more than what makes it harder.
  return told.find((runtime) => runtime.perRequestIsRight !== undefined)
    ?? told[0]
    ?? index.runtimes.find((runtime) => runtime.name === entry?.framework.runtime);
}

function isTold(program: Program, runtime: RuntimeModel, file: FileModel): boolean {
  if (runtime.imports?.some((pattern) => file.imports.some((record) => matchesPackage(pattern, record.specifier)))) return true;
  const constant = runtime.exportedConstant;
  if (constant) {
    const record = file.exports.get(constant.name);
    const definition = record?.kind === 'variable' ? record.variable.defs[0]?.node : undefined;
    const value = definition?.type === 'VariableDeclarator' ? literalText(definition.init) : undefined;
    if (value !== undefined && constant.values.includes(value)) return true;
  }
  // A server that reloads modules is one package of a workspace; the others run in servers of their own.
  const upTo = runtime.hotReload ? 'package' : 'project';
  return runtime.files?.some((name) => program.hasFileAbove(file, name, upTo)) ?? false;
}
