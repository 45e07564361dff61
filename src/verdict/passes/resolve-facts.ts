import { matchesExportPath, matchesPackage } from '../../catalog/match.js';
import type { ClientModel } from '../../catalog/types.js';
import type { ExportName } from '../../sites/sites.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Explanation } from '../explanation.js';
import { codeOf } from './fact.js';
import type { Fact } from './fact.js';

/** What the callee resolved to, and the entry of the catalog for it. */
export function resolveFacts(file: FileModel, explanation: Explanation): Fact[] {
  const { node } = explanation;
  return linesOf(file, explanation).map((text) => ({ file, node, text }));
}

function linesOf(file: FileModel, explanation: Explanation): string[] {
  switch (explanation.kind) {
    case 'site': {
      const { site: { model, name, family, holds } } = explanation;
      return [
        exportText(name),
        `${entryText(family, model, name)} holds ${holds}, connects: ${model.connects}, ${releasedBy(model.release)}`,
      ];
    }
    case 'nothing':
      return [exportText(explanation.name), `owns no connection: ${explanation.reason}`];
    case 'checkout': {
      const { name, checkout: { family, model } } = explanation;
      const release = [...model.release, ...(model.releasedBy ?? [])];
      return [exportText(name), `${entryText(family, model, name)} borrows ${model.noun}, ${releasedBy(release)}`];
    }
    case 'close':
      return [`closes ${codeOf(file, explanation.close.receiver)}`];
    case 'uncatalogued':
      return explanation.name ? [exportText(explanation.name), 'no entry in the catalog'] : [];
  }
}

/** The patterns of a model that meet a name. */
export function matchedPatterns(model: Pick<ClientModel, 'package' | 'export'>, name: ExportName): { package: string; export: string } {
  const packages = [model.package].flat();
  const exports = [model.export].flat();
  return {
    package: packages.find((pattern) => matchesPackage(pattern, name.specifier)) ?? packages[0]!,
    export: exports.find((pattern) => matchesExportPath(pattern, name.segments)) ?? exports[0]!,
  };
}

function exportText({ specifier, segments }: ExportName): string {
  return `${segments.join('.')} of ${specifier}`;
}

function entryText(family: string, model: Pick<ClientModel, 'package' | 'export'>, name: ExportName): string {
  const { package: packageName, export: exportName } = matchedPatterns(model, name);
  return `entry ${family}, ${packageName}, ${exportName}:`;
}

function releasedBy(methods: readonly string[]): string {
  return methods.length === 0 ? 'cannot be released' : `released by ${methods.join(', ')}`;
}
