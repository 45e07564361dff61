/** The dated report of a whole run. */
import type { FamilyResult } from './verify-families.js';

export function renderReport(results: readonly FamilyResult[], date: Date): string {
  const sum = (key: keyof FamilyResult['counts']): number => results.reduce((total, { counts }) => total + counts[key], 0);
  const packages = [...new Map(results.flatMap(({ read }) => read).map((each) => [`${each.specifier}@${each.version}`, each])).values()]
    .sort((a, b) => (`${a.specifier}@${a.version}` < `${b.specifier}@${b.version}` ? -1 : 1));
  const problems = results.flatMap((result) => result.problems);
  const excused = results.flatMap((result) => result.excused);
  return `# Verification of the catalog

Written by \`npm run verify:catalog\` on ${date.toISOString().slice(0, 10)}.
Each entry of the catalog was held against what the packages below export: that the export exists under its path and is a class or
a function as stated; that release, setup and other named methods exist on what it gives; that options, arguments and disposability are as
stated. What the catalog says about sockets, timers and memory is not part of this: that was read in the sources the entries link to.

| | |
| --- | --- |
| packages and entry points | ${packages.length} |
| constructors and factories by name | ${sum('constructions')} |
| constructors and factories by pattern | ${sum('patterns')} |
| wrappers | ${sum('wrappers')} |
| checkouts | ${sum('checkouts')} |
| borrowers and shared closers | ${sum('others')} |
| wrong | ${problems.length} |
| not verifiable | ${excused.length} |

## Wrong

${problems.length === 0 ? 'Nothing.' : problems.map(({ family, check, text }) => `- ${family} [${check}]: ${text}`).join('\n')}

## Not verifiable

${excused.length === 0 ? 'Nothing.' : excused.map(({ text, reason }) => `- ${text}. ${reason}`).join('\n')}

## Families

| family | by name | by pattern | wrappers | checkouts | others |
| --- | --- | --- | --- | --- | --- |
${results.map(({ family, counts }) => (
    `| ${[family, counts.constructions, counts.patterns, counts.wrappers, counts.checkouts, counts.others].join(' | ')} |`
  )).join('\n')}

## Packages

| package | version | read from |
| --- | --- | --- |
${packages.map(({ specifier, version, source }) => (
    `| \`${specifier}\` | ${version} | ${source === 'types' ? 'type declarations' : 'JavaScript'} |`
  )).join('\n')}
`;
}
