// The bug of origin, from the report to the measured repair. `npm run demo` builds the plugin and runs this.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import plugin from '../../dist/src/index.js';
import { lineDiff } from './line-diff.mjs';
import { applySuggestion, formatReport, lintService } from './lint-and-apply.mjs';
import { measureService, outFolder, startGrpcServer, WARM_UP_REQUESTS } from './measure.mjs';

const REQUESTS = 200;
const TIME_LIMIT_MS = 60_000;

const leaking = fileURLToPath(new URL('service/leaking', import.meta.url));
const edited = join(outFolder, 'edited');

const isColoured = process.stdout.isTTY === true && !process.env.NO_COLOR;
const paint = (code) => (text) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);
const [bold, dim, red, green] = [1, 2, 31, 32].map(paint);

// The children end when this process does.
setTimeout(() => fail(`Not finished within ${TIME_LIMIT_MS / 1000} s.`), TIME_LIMIT_MS).unref();
process.on('SIGINT', () => process.exit(130));
process.on('SIGTERM', () => process.exit(143));

try {
  await tellTheStory();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

async function tellTheStory() {
  heading(
    '1',
    'ESLint finds the leak',
    'tests/demo/service/leaking is a small Express service. Each request asks reCAPTCHA whether a token is good.',
  );
  const results = await lintService(leaking, plugin);
  print(indent((await formatReport(results)).trim()));
  printReportedLines(results);

  const edit = await applySuggestion({ results, source: leaking, target: edited });
  heading('2', 'The suggestion, applied', `“${edit.title}”`);
  printDiff(edit);
  const resultsAfter = await lintService(edited, plugin);
  if (resultsAfter.some((result) => result.messages.length > 0)) {
    print(indent((await formatReport(resultsAfter)).trim()));
    throw new Error('The edited service does not lint clean.');
  }
  print(`  ${green('✔')} ESLint on the edited service: no problems.`);

  heading(
    '3',
    `Both versions, ${REQUESTS} requests each`,
    'Real Express, real @google-cloud/recaptcha-enterprise, and a local gRPC server with TLS in a process of its own.',
  );
  const grpcServer = await startGrpcServer();
  let before;
  let after;
  try {
    before = await measureService({ folder: leaking, requests: REQUESTS, grpcServer });
    after = await measureService({ folder: edited, requests: REQUESTS, grpcServer });
  } finally {
    await grpcServer.stop();
  }
  printTable(before, after);

  if (JSON.stringify(before.responses) !== JSON.stringify(after.responses)) throw new Error('The two versions answered differently.');
  if (before.socketsOpened < REQUESTS || after.socketsOpened > 0) throw new Error('The measurement does not show the repair.');
  print(`\n  ${green('✔')} The same ${REQUESTS} responses, and no request leaves a socket behind any more.\n`);
}

function printReportedLines(results) {
  for (const { source, messages } of results) {
    for (const { line, endLine = line, column, endColumn } of messages) {
      const lines = source.split('\n');
      const width = String(line + 1).length;
      print('');
      for (let number = Math.max(1, line - 1); number <= Math.min(lines.length, endLine + 1); number += 1) {
        const isReported = number >= line && number <= endLine;
        print(`  ${isReported ? red('>') : ' '} ${dim(`${String(number).padStart(width)} |`)} ${lines[number - 1]}`.trimEnd());
        if (number !== line) continue;
        const length = (endLine === line && endColumn ? endColumn : lines[line - 1].length + 1) - column;
        print(`    ${' '.repeat(width)} ${dim('|')} ${' '.repeat(column - 1)}${red('^'.repeat(length))}`);
      }
    }
  }
}

function printDiff({ file, before, after }) {
  print(`  ${bold(file)}`);
  for (const { sign, text } of lineDiff(before, after)) {
    const line = `  ${sign} ${text}`.trimEnd();
    print(sign === '+' ? green(line) : sign === '-' ? red(line) : dim(line));
  }
  print('');
}

function printTable(before, after) {
  const megabytes = (bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  const milliseconds = (value) => `${value.toFixed(1)} ms`;
  const rows = [
    ['', 'leaking', 'edited'],
    [`sockets opened by ${REQUESTS} requests`, String(before.socketsOpened), String(after.socketsOpened)],
    ['sockets still open at the end', String(before.socketsOpen), String(after.socketsOpen)],
    ['memory kept (RSS)', megabytes(before.rssKept), megabytes(after.rssKept)],
    ['heap kept', megabytes(before.heapKept), megabytes(after.heapKept)],
    ['time per call', milliseconds(before.millisecondsPerCall), milliseconds(after.millisecondsPerCall)],
  ];
  for (const [index, [name, left, right]] of rows.entries()) {
    const columns = [left.padStart(10), right.padStart(10)];
    print(`  ${name.padEnd(34)}${index === 0 ? columns.map(bold).join('') : red(columns[0]) + green(columns[1])}`);
  }
  print('');
  print(dim(`  Counted after ${WARM_UP_REQUESTS} requests of warm-up and a garbage collection; memory differs a little from run to run.`));
}

function heading(number, title, text) {
  print(`\n${bold(`${number}. ${title}`)}\n  ${text}\n`);
}

function indent(text) {
  return text.replace(/^(?=.)/gm, '  ');
}

function print(text) {
  console.log(text);
}

function fail(message) {
  console.error(`\n${red('✖')} The demo failed: ${message}`);
  process.exit(1);
}
