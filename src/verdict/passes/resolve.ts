import { matchesExportPath, matchesPackage } from '../../catalog/match.js';
import type { CheckoutModel, ClientModel } from '../../catalog/types.js';
import type { ExportName, Site } from '../../sites/sites.js';
import type { CallNode } from '../../syntax/nodes.js';
import type { FileModel } from '../../resolve/file-model.js';
import type { Catalogued } from '../../catalog/merge.js';
import type { SharedClose } from '../../release/shared/shared-close.js';
import type { Value } from '../../resolve/value.js';
import type { Obligation } from '../../sites/client-calls.js';
import { codeOf } from './fact.js';
import type { Fact } from './fact.js';
import type { Place } from './pass.js';

/* The pass that asks what a call constructs, borrows or closes, and what the catalog says of it. */

/** What a call is, as far as the catalog knows. */
export type Resolved =
  /** It constructs a client that owns a connection. */
  | { readonly kind: 'site'; readonly node: CallNode; readonly site: Site }
  /** The catalog knows that what it constructs owns no connection. */
  | { readonly kind: 'nothing'; readonly node: CallNode; readonly model: ClientModel; readonly name: ExportName; readonly reason: string }
  /** Something is borrowed from a pool. */
  | { readonly kind: 'checkout'; readonly node: CallNode; readonly checkout: Catalogued<CheckoutModel>; readonly name: ExportName }
  /** It closes what other requests use as well. */
  | { readonly kind: 'close'; readonly node: CallNode; readonly close: SharedClose }
  /** The catalog says nothing of it. */
  | { readonly kind: 'uncatalogued'; readonly node: CallNode; readonly name?: ExportName; readonly meaning: Value };

/** What the callee resolved to, and the entry of the catalog for it. */
export function resolveFacts(file: FileModel, resolved: Resolved): Fact[] {
  const { node } = resolved;
  return linesOf(file, resolved).map((text) => ({ file, node, text }));
}

/** What has to be done with what was made or borrowed. */
export function obligationFacts({ file, node }: Place): (obligation: Obligation) => Fact[] {
  return ({ specifier, release, releasedBy = [] }) => [
    { file, node, text: `of ${specifier}, ${releasedByText([...release, ...releasedBy])}` },
  ];
}

function linesOf(file: FileModel, resolved: Resolved): string[] {
  switch (resolved.kind) {
    case 'site': {
      const { site: { model, name, family, holds } } = resolved;
      return [
        exportText(name),
        `${entryText(family, model, name)} holds ${holds}, connects: ${model.connects}, ${releasedByText(model.release)}`,
      ];
    }
    case 'nothing':
      return [exportText(resolved.name), `owns no connection: ${resolved.reason}`];
    case 'checkout': {
      const { name, checkout: { family, model } } = resolved;
      const release = [...model.release, ...(model.releasedBy ?? [])];
      return [exportText(name), `${entryText(family, model, name)} borrows ${model.noun}, ${releasedByText(release)}`];
    }
    case 'close':
      return [`closes ${codeOf(file, resolved.close.receiver)}`];
    case 'uncatalogued':
      return resolved.name ? [exportText(resolved.name), 'no entry in the catalog'] : [];
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

function releasedByText(methods: readonly string[]): string {
  return methods.length === 0 ? 'cannot be released' : `released by ${methods.join(', ')}`;
}
