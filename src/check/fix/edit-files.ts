import {
  accessSync, chmodSync, chownSync, constants, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { isInside } from '../../project/files/files.js';
import { applyReplacements } from '../apply-replacements.js';
import type { Replacement } from '../check-report.js';

/*
 * Puts edits into files. Input: edits of reports, and the texts that were checked. Output: what each file was and is, and which files were
 * left alone and why. Invariant: a file is replaced as a whole or not at all, keeps its mode and its byte order mark, lies in the root,
 * and has the text that was checked. Blind spot: who else writes a file between the comparison and the replacement.
 */

export interface FileChange {
  /** Relative to the root, with `/`. */
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export interface SkippedFile {
  readonly file: string;
  /** A sentence without its full stop. */
  readonly reason: string;
}

export interface EditedFiles {
  readonly changes: readonly FileChange[];
  readonly skipped: readonly SkippedFile[];
}

/** One edit of one file: all of it is made, or nothing. */
export type WantedEdit = readonly Replacement[];

export interface EditInput {
  readonly root: string;
  /** The text of a file as it was checked, without a byte order mark. */
  readonly textOf: (file: string) => string | undefined;
  /** First come, first served: of edits that meet in a file, the later ones are left out. */
  readonly edits: readonly WantedEdit[];
}

export function editFiles({ root, textOf, edits }: EditInput): EditedFiles {
  const byFile = new Map<string, WantedEdit[]>();
  for (const edit of edits) {
    const [first] = edit;
    if (first) byFile.set(first.file, [...byFile.get(first.file) ?? [], edit]);
  }
  const changes: FileChange[] = [];
  const skipped: SkippedFile[] = [];
  for (const [file, wanted] of byFile) {
    const before = textOf(file);
    const after = before === undefined ? undefined : applyReplacements(before, apart(wanted).flat());
    const obstacle = after === undefined ? 'it cannot be read' : replaceText(root, file, before!, after);
    if (obstacle !== undefined) skipped.push({ file, reason: obstacle });
    else changes.push({ file, before: before!, after: after! });
  }
  return { changes, skipped };
}

/** As ESLint does it: an edit takes all from its first to its last replacement. */
function apart(edits: readonly WantedEdit[]): WantedEdit[] {
  const taken: { readonly start: number; readonly end: number }[] = [];
  return edits.filter((edit) => {
    const start = Math.min(...edit.map((replacement) => replacement.start));
    const end = Math.max(...edit.map((replacement) => replacement.end));
    if (taken.some((other) => start <= other.end && other.start <= end)) return false;
    taken.push({ start, end });
    return true;
  });
}

/** Why the file was left alone; `undefined` if it was replaced. */
function replaceText(root: string, file: string, before: string, after: string): string | undefined {
  let temporary: string | undefined;
  try {
    // What a link means is written, and not the link.
    const target = realpathSync(path.join(root, file));
    if (!isInside(realpathSync(root), target)) return 'it lies outside of the project';
    accessSync(target, constants.W_OK);
    const now = readFileSync(target, 'utf8');
    const mark = now.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    if (now.slice(mark.length) !== before) return 'it was changed in the meantime';
    const { mode, uid, gid } = statSync(target);
    const written = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
    writeFileSync(written, mark + after, { flag: 'wx', mode });
    temporary = written;
    chmodSync(written, mode);
    // Files of a project stay those of their owner, whoever runs the command.
    if (process.getuid?.() === 0) chownSync(written, uid, gid);
    renameSync(written, target);
    return undefined;
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    return `it cannot be written (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`;
  }
}

const BYTE_ORDER_MARK = '\uFEFF';
