import { total } from '../growth/growth.js';

/*
 * Which rows grow in step? With uneven traffic the numbers of an interval are a fingerprint: what is made together has the same ones, or a
 * multiple of them.
 */

/** What is being made while a snapshot is taken is there in part: rows may differ by so many objects. */
const TOLERANCE = 2;

/** And by this part of them, where thousands are made at once. */
const RELATIVE_TOLERANCE = 0.1;

/** The vector that most of these have; of two as common, the one that more of the others are multiples of. */
export function commonestVector(vectors: readonly (readonly number[])[]): readonly number[] | undefined {
  const groups = new Map<string, { readonly vector: readonly number[]; count: number }>();
  for (const vector of vectors) {
    const key = vector.join();
    const group = groups.get(key) ?? { vector, count: 0 };
    group.count += 1;
    groups.set(key, group);
  }
  const inStep = (base: readonly number[]): number => vectors.filter((vector) => ratioOf(vector, base) !== undefined).length;
  return [...groups.values()]
    .map((group) => ({ ...group, inStep: inStep(group.vector) }))
    .sort((a, b) => b.count - a.count || b.inStep - a.inStep || total(a.vector) - total(b.vector))[0]?.vector;
}

/**
 * How many of one row there are for each of the other, if it is the same in all intervals: whole numbers as such, others on average.
 * `undefined` when they do not grow in step.
 */
export function ratioOf(deltas: readonly number[], base: readonly number[]): number | undefined {
  const ratio = total(deltas) / total(base);
  const nearest = Math.round(ratio);
  for (const each of nearest >= 1 ? [nearest, ratio] : [ratio]) {
    const isInStep = deltas.every((delta, index) => {
      const expected = each * base[index]!;
      return Math.abs(delta - expected) <= Math.max(TOLERANCE, expected * RELATIVE_TOLERANCE);
    });
    if (isInStep) return each;
  }
  return undefined;
}
