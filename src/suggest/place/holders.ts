import { MAX_HOLDERS } from '../../limits/limits.js';
import type { Program } from '../../project/program.js';
import type { FileModel } from '../../resolve/file-model.js';

/** A file and the files that import it, also through others that hand on what they got from it. */
export function holdersOf(program: Program, file: FileModel): FileModel[] {
  const files = [file];
  for (const from of files) {
    for (const importer of program.importersOf(from)) {
      if (files.length < MAX_HOLDERS && !files.includes(importer.file)) files.push(importer.file);
    }
  }
  return files;
}
