/* What `read-repository.mjs` asks the engine, in one bundle, so that rules and explanations have one memory. */
export { columnOf } from '../../src/bin/construction-report.js';
export { explainPlace } from '../../src/bin/explain-place.js';
export { default as plugin } from '../../src/index.js';
export { listen } from '../../src/limits/debug-log.js';
export { parseFile } from '../../src/project/files/parse.js';
