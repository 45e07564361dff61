import type { Program } from '../../project/program.js';
import type { Finding } from '../../verdict/finding.js';
import type { Source } from '../text/source.js';
import type { Style } from '../text/style-of.js';
import type { Shape } from './shape.js';

/** What every kind of edit starts from. */
export interface EditTask {
  readonly source: Source;
  readonly program: Program;
  readonly finding: Finding;
  readonly shape: Shape;
  readonly style: Style;
  readonly client: string;
}
