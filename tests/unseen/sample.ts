/*
 * Random samples that can be drawn again: the same seed takes the same of the same list.
 */

/** Takes up to `count` of a list, each with the same chance, in the order of the list. */
export function sample<T>(list: readonly T[], count: number, seed: number): T[] {
  const random = mulberry32(seed);
  return list
    .map((item, index) => ({ item, index, weight: random() }))
    .sort((a, b) => a.weight - b.weight)
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

/** The generator of that name: small, and good enough to draw with. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
