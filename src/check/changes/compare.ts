import path from 'node:path';
import type { CheckResult } from '../check-report.js';
import type { ProjectFiles } from '../project-files.js';
import { fingerprintsOfBase } from './base-reports.js';
import type { BaseInput } from './base-worker.js';
import { findBase, readChanges } from './git.js';
import { onlyNew } from './new-reports.js';

export interface CompareInput extends Pick<BaseInput, 'root' | 'cwd' | 'preset' | 'overrides' | 'config'> {
  readonly result: CheckResult;
  readonly files: ProjectFiles;
  /** What the user calls the base; `undefined`: the default branch of upstream. */
  readonly given: string | undefined;
}

/** What is reported today and not in the base. Throws a `UserError` where there is nothing to compare with. */
export async function compareWithBase({ result, files, given, ...options }: CompareInput): Promise<CheckResult> {
  const { root } = options;
  const { commit, name } = findBase(root, given);
  const { before, added, renamed } = readChanges(root, commit);
  const inBase = (file: string): string => renamed.get(file) ?? file;
  const reported = [...new Set(result.reports.map(({ file }) => path.join(root, file)))];
  const asked = reported.filter((file) => !added.has(file) || renamed.has(file));
  const isSame = before.size === 0 && added.size === 0;
  const former = isSame ? new Set(result.reports.map(({ fingerprint }) => fingerprint))
    : asked.length === 0 ? new Set<string>()
      : await fingerprintsOfBase({ ...options, texts: before, absent: added, files: asked, renamed });
  return onlyNew({
    result,
    former,
    base: { commit, name, known: 0 },
    isChanged: (file) => added.has(path.join(root, file)) || before.has(path.join(root, file)),
    textsOf: (file) => ({ before: before.get(inBase(path.join(root, file))), after: files.text(path.join(root, file)) }),
  });
}
