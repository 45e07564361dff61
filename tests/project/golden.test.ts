import { describe, expect, it } from 'vitest';
import { lintProject, projectsIn } from './golden.js';

describe('whole projects', () => {
  it.each(projectsIn('fixtures'))('%s', async (_name, root) => {
    const { actual, expected } = await lintProject(root);
    expect(actual).toStrictEqual(expected);
  });
});
