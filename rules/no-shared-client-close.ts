import { propertyName, unwrap } from '../src/syntax/nodes.js';
import type { Occasion } from '../src/catalog/types.js';
import type { Program } from '../src/project/program.js';
import type { SharedClose } from '../src/release/shared/shared-close.js';
import { analysisOf, mayUsePools } from '../src/rule/analysis-of.js';
import { createRule } from '../src/rule/create-rule.js';
import { occasion, trace } from '../src/rule/wording.js';
import { dropMessages } from '../src/suggest/text/suggestion.js';
import { suggestionsForClose } from '../src/suggest/suggestions-for.js';

/** A client that all requests use, closed by one of them. */
export const noSharedClientClose = createRule({
  name: 'no-shared-client-close',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow closing a shared client while a request is handled',
      recommended: 'error',
    },
    hasSuggestions: true,
    messages: {
      shared: '`{{call}}` runs for every {{occasion}} ({{trace}}) and closes {{holder}}, which {{others}} use as well: what they are doing '
        + 'with it can fail. Leave it open, and close it once, when the process is told to end.',
      reopened: '`{{call}}` runs for every {{occasion}} ({{trace}}) and closes {{holder}}, which {{others}} use as well, although '
        + '{{opener}}: what they are doing with it can fail, and each of them connects anew. Connect once, leave it open, and close it '
        + 'when the process is told to end.',
      others: '`{{call}}` runs for every {{occasion}} ({{trace}}) and closes {{holder}}, which {{others}} use as well: what they are doing '
        + 'with it can fail, and who connects with other options meanwhile may get this one. Open a connection of its own for each piece '
        + 'of work that brings its options, and close that.',
      serial: '`{{call}}` runs for every {{occasion}} ({{trace}}) and closes {{holder}}, which {{others}} use as well: what they are doing '
        + 'with it can fail. It does one thing at a time, so that sharing it is no use: construct one for each piece of work, and close it '
        + 'when that is done.',
      failed: '`{{call}}` runs for every {{occasion}} in which something fails ({{trace}}) and closes {{holder}}, which {{others}} use as '
        + 'well: what they are doing with it can fail, too. Leave it open, and close it once, when the process is told to end.',
      ...dropMessages,
    },
    schema: [],
  },
  defaultOptions: [],
  create(context) {
    if (!mayUsePools(context)) return {};
    return {
      'Program:exit'() {
        const analysis = analysisOf(context);
        for (const close of analysis.sharedCloses) {
          const finding = { site: close, entry: close.run.entry, trace: close.run.trace, entries: close.run.entries };
          context.report({
            node: close.node,
            messageId: messageOf(close),
            data: {
              call: callName(close),
              occasion: occasion(finding),
              trace: trace(analysis.program, finding),
              holder: describeHolder(analysis.program, close),
              others: OTHERS[close.run.entry.occasion],
              opener: describeOpener(analysis.program, close),
            },
            suggest: suggestionsForClose(context, close, analysis.program),
          });
        }
      },
    };
  },
});

const OTHERS: Readonly<Record<Occasion, string>> = {
  request: 'all other requests',
  message: 'all other messages',
  invocation: 'the next invocations in the same process',
  connection: 'all other connections',
  tick: 'the next ticks, and whatever else the process does,',
  turn: 'the next turns of the loop, and whatever else the process does,',
};

function messageOf(close: SharedClose): 'failed' | 'serial' | 'others' | 'reopened' | 'shared' {
  const { isSerial, mayNeedOthers, reopening, opening } = close;
  if (close.isAfterFailure) return 'failed';
  if (isSerial) return 'serial';
  // Whoever left it open would give the next request the server of this one.
  if (mayNeedOthers) return 'others';
  return reopening || opening?.isEachTime ? 'reopened' : 'shared';
}

function callName({ file, node, passed }: SharedClose): string {
  const callee = passed ?? unwrap(node.callee);
  const source = file.textOf(callee).replace(/\s+/g, '');
  return source.length <= 40 || callee.type !== 'MemberExpression' ? `${source}()` : `${propertyName(callee)}()`;
}

/** A client that is held has its line in the message already. */
function describeOpener(program: Program, { file, holder, reopening, opening }: SharedClose): string {
  if (!reopening) return opening ? `the code on the way there opens it (${placeOf(program, opening)})` : '';
  return `the same function opens it${holder ? '' : ` (${placeOf(program, { file, call: reopening })})`}`;
}

function placeOf(program: Program, { file, call }: Pick<NonNullable<SharedClose['opening']>, 'file' | 'call'>): string {
  return `${program.relativePath(file)}:${file.lineOf(call)}`;
}

function describeHolder(program: Program, close: SharedClose): string {
  const { file, holder, opening, reopening } = close;
  if (!holder) {
    // What the same function opens is in sight.
    const place = opening && !reopening && messageOf(close) !== 'reopened' ? ` (opened in ${placeOf(program, opening)})` : '';
    return `the connection of the whole process${place}`;
  }
  const line = holder.file.lineOf(holder.node);
  const place = holder.file === file ? `line ${line}` : `${program.relativePath(holder.file)}:${line}`;
  return `the shared client \`${holder.name}\` (${place})`;
}
