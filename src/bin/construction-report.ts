import { hasWildcard } from '../catalog/match.js';
import { packageOfSpecifier } from '../catalog/merge.js';
import type { CatalogIndex } from '../catalog/merge.js';
import type { ClientModel } from '../catalog/types.js';
import type { Witness } from '../release/paths/release-question.js';
import type { EntryPoint } from '../reach/entries/entry-point.js';
import type { RequestRun, TraceStep } from '../reach/reach.js';
import { findSites } from '../sites/sites.js';
import type { ExportName } from '../sites/sites.js';
import type { Program } from '../project/program.js';
import type { FileModel } from '../resolve/file-model.js';
import { toSegments } from '../resolve/path.js';
import { findNearestName } from '../rule/nearest-name.js';
import { holding, occasion } from '../rule/wording.js';
import { functionName, isClass, isFunction } from '../syntax/nodes.js';
import type { Node } from '../syntax/nodes.js';
import type { Explanation } from '../verdict/explanation.js';
import type { FileEngine } from '../verdict/engine.js';
import type { Released } from '../verdict/passes/release.js';
import { matchedPatterns } from '../verdict/passes/resolve.js';
import type { JudgedEnding } from '../verdict/passes/verdict.js';
import type { ConstructionReport, EndingReport, EntryPointReport, EntryReport, Missing, Place, Resolved, TraceLine } from './report.js';

/** Makes plain data of an explanation. */
export function reportConstruction(
  engine: FileEngine, file: FileModel, explanation: Explanation, complete: CatalogIndex,
): ConstructionReport {
  const { program } = engine;
  const { node } = explanation;
  const shared = { ...placeOf(program, file, node), column: columnOf(file, node), code: firstLineOf(file, node), endings: [] };
  switch (explanation.kind) {
    case 'site': {
      const { site, rule, silence } = explanation;
      return {
        ...shared,
        resolved: resolvedExport(site.name),
        entry: {
          ...entryOf(site.model, site.name, site.family),
          holds: site.holds,
          holding: holding(explanation.finding),
          connects: site.model.connects,
          release: site.model.release,
        },
        ...(rule !== undefined && { rule }),
        ...(silence !== undefined && { silence }),
        endings: unique(explanation.endings.map((judged) => endingOf(program, judged))),
      };
    }
    case 'nothing': {
      const { model, name, reason } = explanation;
      return {
        ...shared,
        resolved: resolvedExport(name),
        entry: { ...entryOf(model, name, familyOf(engine.index, model)), release: [], reason },
        silence: 'it owns no connection',
      };
    }
    case 'checkout': {
      const { checkout: { model, family }, name } = explanation;
      return {
        ...shared,
        resolved: resolvedExport(name),
        entry: { ...entryOf(model, name, family), borrows: model.noun, release: [...model.release, ...(model.releasedBy ?? [])] },
        ...(explanation.rule !== undefined && { rule: explanation.rule }),
        ...(explanation.silence !== undefined && { silence: explanation.silence }),
        endings: unique(explanation.released.map((released) => endingAlone(program, released))),
      };
    }
    case 'close': {
      const { close: { receiver, run, holder }, rule } = explanation;
      return {
        ...shared,
        resolved: { kind: 'close', what: file.textOf(receiver), isProcessWide: holder === undefined },
        rule,
        endings: [{ ...UNKNOWN_ENDING, keep: 'cached', ...perRequest(program, run) }],
      };
    }
    case 'uncatalogued':
      return {
        ...shared,
        resolved: resolvedMeaning(engine, explanation),
        missing: explanation.name ? missingFor(complete, explanation.name, node.type === 'NewExpression' ? 'new' : 'call') : {},
        silence: explanation.name ? 'the catalog has no entry for it' : 'it is not known to be an export of a package',
      };
  }
}

export function placeOf(program: Program, file: FileModel, node: Node): Place {
  return { file: program.relativePath(file), line: file.lineOf(node) };
}

/** 1-based. */
export function columnOf(file: FileModel, node: Node): number {
  return node.range[0] - file.tree.text.lastIndexOf('\n', node.range[0] - 1);
}

export function firstLineOf(file: FileModel, node: Node): string {
  const [first = '', ...others] = file.textOf(node).split('\n');
  const text = others.length > 0 ? `${first.trimEnd()} …` : first;
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function resolvedExport(name: ExportName): Resolved {
  return { kind: 'package', package: name.specifier, export: name.segments.join('.') };
}

function resolvedMeaning(engine: FileEngine, { meaning, name }: Extract<Explanation, { kind: 'uncatalogued' }>): Resolved {
  if (name) return resolvedExport(name);
  switch (meaning.kind) {
    case 'package':
      return { kind: 'package', package: meaning.specifier, export: toSegments(meaning.path).join('.') };
    case 'global':
      return { kind: 'global', name: toSegments(meaning.path).join('.') };
    case 'local': {
      const { file, node } = meaning;
      // A parameter: whoever calls the function knows.
      if (node.type === 'Identifier') return { kind: 'unknown' };
      const called = isFunction(node) || isClass(node) ? functionName(node) : undefined;
      const constructions = findSites(engine.program, engine.index, file)
        .filter((site) => node.range[0] <= site.node.range[0] && site.node.range[1] <= node.range[1])
        .map((site) => placeOf(engine.program, file, site.node));
      return { kind: 'project', what: called ?? firstLineOf(file, node), place: placeOf(engine.program, file, node), constructions };
    }
    case 'unknown':
      return { kind: 'unknown' };
  }
}

type Model = Pick<ClientModel, 'package' | 'export' | 'docs' | 'note'>;

function entryOf(model: Model, name: ExportName, family: string): EntryReport {
  return {
    family,
    ...matchedPatterns(model, name),
    release: [],
    ...(model.note !== undefined && { note: model.note }),
    docs: model.docs,
  };
}

function familyOf(index: CatalogIndex, model: ClientModel): string {
  return index.families.find(({ clients }) => clients.includes(model))?.name ?? '';
}

function missingFor(complete: CatalogIndex, name: ExportName, kind: 'new' | 'call'): Missing {
  const leftOut = complete.findClient(name.specifier, name.segments, kind);
  if (leftOut) return { leftOut: leftOut.family };
  const wanted = name.segments.at(-1)!;
  const packageName = packageOfSpecifier(name.specifier);
  const here = complete.clientsOf(packageName).flatMap(({ model }) => [model.export].flat());
  // Of a package that the catalog knows, any entry helps; another package must be called much the same.
  const inPackage = findNearestName(wanted, here.filter((pattern) => !hasWildcard(pattern))) ?? here[0];
  if (inPackage !== undefined) return { nearest: { package: packageName, export: inPackage } };
  const packages = complete.families.flatMap(({ clients }) => clients.flatMap((model) => model.package))
    .filter((pattern) => !hasWildcard(pattern));
  const similar = findNearestName(packageName, packages);
  const [first] = similar === undefined ? [] : complete.clientsOf(similar).flatMap(({ model }) => model.export);
  return similar === undefined || first === undefined ? {} : { nearest: { package: similar, export: first } };
}

function endingOf(program: Program, { ending, finding }: JudgedEnding): EndingReport {
  const { entry, release, runtime } = finding;
  const witness = release.kind === 'somePaths' ? release.witness : undefined;
  return {
    keep: finding.keep,
    ...(ending.keep === 'local' ? { place: placeOf(program, ending.life.file, ending.life.boundary) }
      : { reason: ending.reason, place: placeOf(program, ending.place.file, ending.place.node) }),
    run: finding.run,
    ...(ending.keep === 'local' && ending.run.kind === 'unknown' && { runReason: ending.run.reason }),
    ...(entry && entryPoints(program, entry, finding.entries?.() ?? [])),
    trace: finding.trace.map((step) => traceLine(program, step)),
    release: release.kind,
    ...(witness && {
      lostAt: lostAt(program, witness),
    }),
    arguments: finding.arguments,
    ...(runtime && { runtime: runtime.title }),
    isInert: finding.isInert,
  };
}

/** Of what is borrowed, only its way and its return are asked for. */
function endingAlone(program: Program, { ending, paths }: Released): EndingReport {
  if (ending.keep !== 'local') {
    return { ...UNKNOWN_ENDING, keep: ending.keep, reason: ending.reason, place: placeOf(program, ending.place.file, ending.place.node) };
  }
  const { life, run, via } = ending;
  const release = paths?.answer ?? { kind: 'unknown' };
  return {
    ...UNKNOWN_ENDING,
    keep: 'local',
    place: placeOf(program, life.file, life.boundary),
    ...(run.kind === 'perRequest' ? perRequest(program, { ...run, trace: [...run.trace, ...via] }) : { run: run.kind }),
    ...(run.kind === 'unknown' && { runReason: run.reason }),
    release: release.kind,
    ...(release.kind === 'somePaths' && { lostAt: lostAt(program, release.witness) }),
  };
}

const UNKNOWN_ENDING: EndingReport = { keep: 'unknown', run: 'unknown', trace: [], release: 'unknown', isInert: false };

/** Other entry points that are listed by name. */
const MAX_OTHERS = 9;

/** The one that the trace begins with, and what else leads there. */
function entryPoints(
  program: Program, first: EntryPoint, all: readonly EntryPoint[],
): Pick<EndingReport, 'entryPoint' | 'otherEntryPoints' | 'furtherEntryPoints'> {
  const report = (entry: EntryPoint): EntryPointReport => ({
    label: entry.label, occasion: occasion({ entry }), framework: entry.framework.title, place: placeOf(program, entry.file, entry.node),
  });
  const others = all.filter((entry) => entry !== first);
  const further = others.length - MAX_OTHERS;
  return {
    entryPoint: report(first),
    ...(others.length > 0 && { otherEntryPoints: others.slice(0, MAX_OTHERS).map(report) }),
    ...(further > 0 && { furtherEntryPoints: further }),
  };
}

function perRequest(program: Program, { entry, trace, entries }: RequestRun): Pick<EndingReport, 'run' | 'entryPoint' | 'trace'> {
  return {
    run: 'perRequest',
    ...entryPoints(program, entry, entries()),
    trace: trace.map((step) => traceLine(program, step)),
  };
}

function lostAt(program: Program, { kind, file, node }: Witness): NonNullable<EndingReport['lostAt']> {
  return { ...placeOf(program, file, node), kind, code: firstLineOf(file, node) };
}

function traceLine(program: Program, step: TraceStep): TraceLine {
  const name = functionName(step.owner);
  return {
    ...placeOf(program, step.file, step.node),
    ...(name !== undefined && { function: isClass(step.owner) ? `new ${name}` : name }),
    code: firstLineOf(step.file, step.node),
  };
}

/** Several callers often end in the same way. */
function unique(endings: readonly EndingReport[]): EndingReport[] {
  return [...new Map(endings.map((ending) => [JSON.stringify(ending), ending])).values()];
}
