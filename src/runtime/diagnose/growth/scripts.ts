import type { Heap } from '../../heap/heap.js';

/*
 * From the number of a script to its address.
 * Input: a `Heap` with edges. Output: the address of each script that a location names.
 * A location has only a number; a function leads over its shared part to the script itself, whose name is its address. The edge to it is
 * called `script`, or `script_or_debug_info` in Node.js 20; where there is a breakpoint it leads elsewhere, and another function is asked.
 */

/** Addresses by number: `node:net`, `/app/dist/server.js`, `file:///app/src/main.mjs`. */
export function readScripts({ edges, type, nodeTypes, locations, name, strings }: Heap): ReadonlyMap<number, string> {
  const scripts = new Map<number, string>();
  if (!edges) return scripts;
  const closure = nodeTypes.indexOf('closure');
  const follow = (node: number, names: readonly string[]): number | undefined => {
    for (let edge = edges.first[node]!; edge < edges.first[node + 1]!; edge += 1) {
      if (edges.types[edges.type[edge]!] === 'internal' && names.includes(strings.at(edges.nameOrIndex[edge]!))) return edges.to[edge];
    }
    return undefined;
  };
  for (let location = 0; location < locations.node.length; location += 1) {
    const node = locations.node[location]!;
    const script = locations.script[location]!;
    if (type[node] !== closure || scripts.has(script)) continue;
    const shared = follow(node, ['shared']);
    const found = shared === undefined ? undefined : follow(shared, ['script', 'script_or_debug_info']);
    const address = found === undefined ? '' : strings.at(name[found]!);
    if (/[/\\:]/.test(address)) scripts.set(script, address);
  }
  return scripts;
}
