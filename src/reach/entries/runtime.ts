import { matchesGlob, matchesPackage } from '../../catalog/match.js';
import type { CatalogIndex } from '../../catalog/merge.js';
import { runners } from '../../catalog/serving.js';
import type { OwningClientModel, RuntimeConfiguration, RuntimeDeployment, RuntimeModel } from '../../catalog/types.js';
import type { FileModel } from '../../resolve/file-model.js';
import { findProperty } from '../../resolve/object-members.js';
import { isCall, literalText, unwrap } from '../../syntax/nodes.js';
import type { Node } from '../../syntax/nodes.js';
import type { EntryPoint } from './entry-point.js';
import { hasOwnDependency } from '../../project/own-dependency.js';
import type { ManifestScript, Program } from '../../project/program.js';
import { startsServer } from '../../project/starts/serving-script.js';

interface RuntimeQuestion {
  readonly entry?: EntryPoint | undefined;
  /** What the client holds that runs there. */
  readonly holds?: OwningClientModel['holds'];
}

/**
 * The runtime in which an entry point runs: what the code around it says (imports, constants), else a platform that deploys each function
 * by itself, else what a file of the project says by its name or as a configuration, else what its framework implies. Without an entry
 * point, what the construction's own file says. A runtime that cannot hold what the client holds is none of them.
 */
export function runtimeOf(
  program: Program, index: CatalogIndex, site: FileModel, { entry, holds }: RuntimeQuestion,
): RuntimeModel | undefined {
  const files = [site, entry?.file ?? site];
  const runtimes = index.runtimes.filter(({ cannotHold }) => !holds || !cannotHold?.includes(holds));
  const inCode = strongest(runtimes.filter((runtime) => files.some((file) => isToldInCode(runtime, file))));
  if (inCode?.perRequestIsRight !== undefined) return inCode;
  const implied = runtimes.find((runtime) => runtime.name === entry?.framework.runtime);
  const beside = runtimes.filter((runtime) => (
    files.some((file) => isToldByFile(program, runtime, file)) && !isDeniedInCode(runtime, entry?.file ?? site)));
  // `wrangler.toml` beside a folder of Lambda functions: the project is deployed to both, and the function only to its own.
  const possible = implied?.deploysFunctions ? beside.filter(({ perRequestIsRight }) => perRequestIsRight === undefined) : beside;
  return strongest([...possible, ...inCode ? [inCode] : []]) ?? implied;
}

/** What forbids sharing matters more than what makes it harder. */
function strongest(told: readonly RuntimeModel[]): RuntimeModel | undefined {
  return told.find((runtime) => runtime.perRequestIsRight !== undefined) ?? told[0];
}

function isToldInCode(runtime: RuntimeModel, file: FileModel): boolean {
  if (runtime.imports?.some((pattern) => file.imports.some((record) => matchesPackage(pattern, record.specifier)))) return true;
  return runtime.exportedConstant?.values.includes(constantOf(runtime, file) ?? '') ?? false;
}

/** `export const runtime = 'nodejs'`: the file runs elsewhere, whatever the project has beside it. */
function isDeniedInCode(runtime: RuntimeModel, file: FileModel): boolean {
  return runtime.exportedConstant?.others?.includes(constantOf(runtime, file) ?? '') ?? false;
}

/** What the file says of the constant that tells the runtime. */
function constantOf({ exportedConstant }: RuntimeModel, file: FileModel): string | undefined {
  const record = exportedConstant && file.exports.get(exportedConstant.name);
  const definition = record?.kind === 'variable' ? record.variable.defs[0]?.node : undefined;
  return definition?.type === 'VariableDeclarator' ? literalText(definition.init) : undefined;
}

function isToldByFile(program: Program, runtime: RuntimeModel, file: FileModel): boolean {
  // A server that reloads modules is one package of a workspace; the others run in servers of their own.
  const upTo = runtime.hotReload ? 'package' : 'project';
  return (runtime.files?.some((name) => program.hasFileAbove(file, name, upTo)) ?? false)
    || (runtime.configurations?.some((configuration) => isConfigured(program, configuration, file)) ?? false)
    || (runtime.deployment !== undefined && isDeployed(program, runtime.deployment, file));
}

/** A package that starts a server too is deployed twice, and what holds for the server holds for its code. */
function isDeployed(program: Program, { commands, files, servers }: RuntimeDeployment, file: FileModel): boolean {
  const scripts = nearest(program.scriptsOf(file));
  const isTold = scripts.some(({ text }) => commands.some((command) => runsCommand(text, command)))
    || files.some((name) => program.hasFileAbove(file, name, 'package'));
  return isTold && !scripts.some(startsServer) && !hasOwnDependency(program, file, servers);
}

/** Those of the manifest that stands next to the file that was asked about. */
function nearest(scripts: readonly ManifestScript[]): readonly ManifestScript[] {
  return scripts.filter(({ path }) => scripts.every((other) => path.length <= other.path.length));
}

/** `npm run types && npx wrangler deploy src/index.ts` runs `wrangler deploy`. */
function runsCommand(text: string, command: string): boolean {
  return text.split(/[&|;]+/).some((part) => ` ${part.trim()} `.replace(runners, ' ').startsWith(` ${command} `));
}

function isConfigured(program: Program, { files, property, values, imports }: RuntimeConfiguration, file: FileModel): boolean {
  const found = program.configurationOf(file, files);
  if (!found) return false;
  const text = property === undefined ? undefined : settingIn(found, property);
  return (text !== undefined && (values?.some((value) => matchesGlob(value, text)) ?? false))
    || (imports?.some((pattern) => found.imports.some(({ specifier }) => matchesPackage(pattern, specifier))) ?? false);
}

/** `export default defineConfig({ … })`: the text that the exported object has at a path of properties. */
function settingIn(file: FileModel, property: string): string | undefined {
  const record = file.exports.get('default');
  let node: Node | undefined = record?.kind === 'local' ? unwrap(record.node) : undefined;
  if (isCall(node)) node = node.arguments[0];
  for (const name of property.split('.')) node = node?.type === 'ObjectExpression' ? findProperty(node, name) : undefined;
  return literalText(node);
}
