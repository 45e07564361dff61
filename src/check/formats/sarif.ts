import { pathToFileURL } from 'node:url';
import { rules } from '../../../rules/index.js';
import type { CheckReport, CodePlace, Place, SuppressedReport } from '../check-report.js';
import { describeEdge } from '../describe-edge.js';
import type { Format } from './format.js';

/*
 * SARIF 2.1.0, as GitHub code scanning and editors read it: the way of the request to the client as a thread flow, the place where it is
 * lost as the end of one, and edits as fixes.
 * Invariant: valid against the schema of OASIS, and within the limits of GitHub.
 */

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const HELP = 'https://github.com/client-lifetime/eslint-plugin-client-lifetime/blob/main/docs/rules';
const HOME = 'https://github.com/client-lifetime/eslint-plugin-client-lifetime';
const ROOT = 'PROJECTROOT';

/** GitHub takes no more of a run; the most severe come first. */
const MAX_RESULTS = 25_000;
/** GitHub shows no more of one flow. */
const MAX_LOCATIONS = 10_000;

/** What each rule is called in the table of rules, in the order of their indexes. */
const ruleIds = Object.keys(rules).map((name) => `client-lifetime/${name}`);

export const formatSarif: Format = (result, { version }) => {
  const all = [...result.reports, ...result.suppressed];
  const kept = all.length <= MAX_RESULTS ? all : [...all].sort((a, b) => rank(a) - rank(b)).slice(0, MAX_RESULTS);
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'client-lifetime', version, informationUri: HOME, rules: Object.entries(rules).map(describeRule) } },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { [ROOT]: { uri: `${String(pathToFileURL(result.root))}/` } },
      results: kept.map(toResult),
      invocations: [{
        executionSuccessful: result.failures.length === 0,
        toolExecutionNotifications: result.failures.map(({ file, message }) => ({
          level: 'error',
          message: { text: `${file}: ${message}.` },
          locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
        })),
      }],
    }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function rank(report: CheckReport | SuppressedReport): number {
  return ('suppressedBy' in report ? 2 : 0) + (report.severity === 'error' ? 0 : 1);
}

function describeRule([name, { meta: { docs } }]: [string, (typeof rules)[string]]) {
  const description = `${docs!.description[0]!.toUpperCase()}${docs!.description.slice(1)}.`;
  const helpUri = `${HELP}/${name}.md`;
  return {
    id: `client-lifetime/${name}`,
    name: name.replace(/(?:^|-)(\w)/g, (_match, letter: string) => letter.toUpperCase()),
    shortDescription: { text: description },
    fullDescription: { text: description },
    helpUri,
    help: { text: `${description} See ${helpUri}`, markdown: `${description} [What it reports, and what to do](${helpUri})` },
    defaultConfiguration: { level: docs!.recommended === 'error' ? 'error' : 'warning' },
    properties: {
      tags: ['reliability', 'performance', 'resource-leak'],
      precision: 'high',
      'problem.severity': docs!.recommended === 'error' ? 'error' : 'warning',
    },
  };
}

function toResult(report: CheckReport | SuppressedReport) {
  const { rule, severity, message, fingerprint, client, entry, otherEntries = [], newEdge, witness } = report;
  const flows = flowsOf(report);
  const related = [
    ...[...(entry ? [entry] : []), ...otherEntries].map((place) => ({ place, text: `${place.label} enters here.` })),
    ...(newEdge ? [{ place: newEdge, text: `${describeEdge(newEdge)}.` }] : []),
    ...(witness ? [{ place: witness, text: WITNESS[witness.kind] }] : []),
  ];
  const fixes = fixesOf(report);
  return {
    ruleId: rule,
    ruleIndex: ruleIds.indexOf(rule),
    level: severity,
    message: { text: message },
    locations: [locationOf(report)],
    partialFingerprints: { 'clientLifetime/v1': fingerprint },
    ...(related.length > 0 && {
      relatedLocations: related.map(({ place, text }, id) => ({ id: id + 1, ...locationOf(place), message: { text } })),
    }),
    ...(flows.length > 0 && { codeFlows: flows.map(({ text, locations }) => ({
      message: { text },
      threadFlows: [{ locations: locations.slice(0, MAX_LOCATIONS).map(({ place, text: said, importance }, index) => ({
        location: { ...locationOf(place), message: { text: said } }, executionOrder: index + 1, nestingLevel: index, importance,
      })) }],
    })) }),
    ...(fixes.length > 0 && { fixes }),
    ...('suppressedBy' in report && { suppressions: [{ kind: report.suppressedBy, justification: report.justification }] }),
    ...(client && { properties: { sdk: client.family, package: client.package } }),
  };
}

const WITNESS = {
  throw: 'If this throws, it is not released.',
  return: 'When the function is left here, it is not released.',
  end: 'At the end of the function, behind this, it is not released.',
  overwritten: 'The next one takes its place here, and it is not released.',
} as const;

interface FlowStep {
  readonly place: CodePlace;
  readonly text: string;
  readonly importance: 'essential' | 'important';
}

/** From where the request enters to the report, and on to where the client is lost. */
function flowsOf({ entry, trace, witness, line, file }: CheckReport): { readonly text: string; readonly locations: readonly FlowStep[] }[] {
  const steps: FlowStep[] = [
    ...(entry ? [{ place: entry, text: entry.label, importance: 'essential' } as const] : []),
    ...trace.map((step): FlowStep => {
      const isLast = step.file === file && step.line === line;
      const name = step.function === undefined ? 'An anonymous function' : `${step.function}()`;
      return { place: step, text: `${name}: ${step.code}`, importance: isLast ? 'essential' : 'important' };
    }),
    ...(witness ? [{ place: witness, text: WITNESS[witness.kind], importance: 'essential' } as const] : []),
  ];
  if (steps.length < 2) return [];
  const from = entry ? `From ${entry.label} to` : 'To';
  return [{ text: `${from} the client${witness ? ', and to where it is lost' : ''}.`, locations: steps }];
}

function fixesOf({ suggestions }: CheckReport) {
  return suggestions.map(({ title, replacements }) => ({
    description: { text: title },
    artifactChanges: [{
      artifactLocation: artifact(replacements[0]!.file),
      replacements: replacements.map((replacement) => (
        { deletedRegion: regionOf(replacement), insertedContent: { text: replacement.text } })),
    }],
  }));
}

function locationOf(place: Place) {
  return { physicalLocation: { artifactLocation: artifact(place.file), region: regionOf(place) } };
}

function regionOf({ line, column, endLine, endColumn }: Place) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function artifact(file: string) {
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: ROOT };
}
