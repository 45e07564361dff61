import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeHeapSnapshot } from 'node:v8';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../../src/command/user-error.js';
import { readHeap } from '../../../src/runtime/heap/read-heap.js';

const folder = mkdtempSync(join(tmpdir(), 'heap-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string | Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** A heap of two nodes, a reference and a location, with the fields in another order than any version of Node.js has. */
const small = {
  snapshot: {
    meta: {
      node_fields: ['id', 'type', 'edge_count', 'name', 'self_size', 'detachedness'],
      node_types: ['number', ['hidden', 'string', 'object'], 'number', 'string', 'number', 'number'],
      edge_fields: ['to_node', 'type', 'name_or_index'],
      edge_types: ['node', ['element', 'property'], 'string_or_number'],
      location_fields: ['line', 'object_index', 'column', 'script_id'],
    },
    node_count: 2,
    edge_count: 1,
    extra_native_bytes: 12,
  },
  nodes: [1, 2, 1, 0, 24, 0, 3, 1, 0, 2, 4_294_967_400, 0],
  edges: [6, 1, 1],
  locations: [7, 0, 9, 5],
  trace_tree: [[1, { a: ']"' }], '}'],
  strings: ['Klasse "\u00fc"', 'secret', 'the contents of a string'],
};

describe('a heap snapshot', () => {
  it('is read by the names of its fields, wherever they stand', () => {
    const heap = readHeap(write('small.heapsnapshot', JSON.stringify(small)), { edges: true });
    expect({ nodes: heap.nodeCount, edges: heap.edgeCount }).toStrictEqual({ nodes: 2, edges: 1 });
    expect([...heap.id]).toStrictEqual([1, 3]);
    expect(heap.nodeTypes[heap.type[0]!]).toBe('object');
    expect(heap.strings.at(heap.name[0]!)).toBe('Klasse "\u00fc"');
    expect([...heap.selfSize]).toStrictEqual([24, 2 ** 32 - 1]);
    expect({ first: [...heap.edges!.first], to: [...heap.edges!.to] }).toStrictEqual({ first: [0, 1, 1], to: [1] });
    expect(heap.strings.at(heap.edges!.nameOrIndex[0]!)).toBe('secret');
    const { node, script, line, column } = heap.locations;
    expect([node[0], script[0], line[0], column[0]]).toStrictEqual([0, 5, 7, 9]);
  });

  it('gives no contents of strings', () => {
    const heap = readHeap(write('small.heapsnapshot', JSON.stringify(small)), { edges: true });
    expect(heap.strings.at(heap.name[1]!)).toBe('');
  });

  it('may be read without its edges', () => {
    const heap = readHeap(write('small.heapsnapshot', JSON.stringify(small, null, 2)), { edges: false });
    expect(heap.edges).toBeUndefined();
    expect(heap.strings.at(heap.name[0]!)).toBe('Klasse "\u00fc"');
  });

  describe('of a real process', () => {
    let file: string;

    beforeAll(() => {
      file = writeHeapSnapshot(join(folder, 'real.heapsnapshot'));
    }, 120_000);

    it('holds what JSON.parse finds in it', () => {
      const heap = readHeap(file, { edges: true });
      const parsed = JSON.parse(readFileSync(file, 'utf8')) as {
        snapshot: { meta: { node_fields: string[] }; node_count: number };
        nodes: number[]; edges: number[]; locations: number[]; strings: string[];
      };
      const width = parsed.snapshot.meta.node_fields.length;
      const field = (name: string): number => parsed.snapshot.meta.node_fields.indexOf(name);
      expect(heap.nodeCount).toBe(parsed.snapshot.node_count);
      expect(heap.edges!.to.length).toBe(parsed.edges.length / 3);
      expect(heap.locations.node.length).toBe(parsed.locations.length / 4);
      const isText = heap.nodeTypes.map((name) => /string|number|bigint|symbol|regexp/.test(name));
      for (let node = 0; node < heap.nodeCount; node += 997) {
        const at = node * width;
        expect([heap.id[node], heap.selfSize[node]]).toStrictEqual([parsed.nodes[at + field('id')], parsed.nodes[at + field('self_size')]]);
        const name = parsed.strings[parsed.nodes[at + field('name')]!]!;
        if (!isText[heap.type[node]!]) expect(heap.strings.at(heap.name[node]!)).toBe(name);
      }
      for (let edge = 0; edge < heap.edgeCount; edge += 9973) expect(heap.edges!.to[edge]).toBe(parsed.edges[edge * 3 + 2]! / width);
    }, 120_000);

    it('that is cut anywhere says that it is', () => {
      const bytes = readFileSync(file);
      for (const part of [0.001, 0.2, 0.6, 0.97, 0.999_999]) {
        const cut = write('cut.heapsnapshot', bytes.subarray(0, Math.floor(bytes.length * part)));
        expect(() => readHeap(cut, { edges: true }), String(part)).toThrow(/cut\.heapsnapshot ends in the middle/);
        expect(() => readHeap(cut, { edges: false }), String(part)).toThrow(/cut\.heapsnapshot ends in the middle/);
      }
    }, 120_000);
  });

  it.each([
    ['nothing', ''],
    ['a list', '[1, 2]'],
    ['another object', '{"name": "x", "nodes": [1]}'],
    ['text', 'Hello'],
    ['a snapshot without nodes', JSON.stringify({ ...small, nodes: undefined })],
    ['one whose fields are missing', JSON.stringify({ ...small, snapshot: { meta: { node_fields: [], edge_fields: [] } } })],
    ['one whose edges lead nowhere', JSON.stringify({ ...small, edges: [60, 1, 1] })],
    ['one with words among its numbers', JSON.stringify({ ...small, nodes: [1, 'x'] })],
  ])('is not %s', (_, text) => {
    const file = write('foreign.heapsnapshot', text);
    expect(() => readHeap(file, { edges: true })).toThrow(UserError);
    expect(() => readHeap(file, { edges: true })).toThrow(/^\S+foreign\.heapsnapshot (?:is no heap snapshot of V8|ends in the middle)/);
  });

  it('that promises more than the file can hold takes no memory for it', () => {
    const file = write('large.heapsnapshot', JSON.stringify({ ...small, snapshot: { ...small.snapshot, node_count: 2 ** 40 } }));
    expect(() => readHeap(file, { edges: true })).toThrow(/ends in the middle/);
  });

  it('that is not there is named', () => {
    expect(() => readHeap(join(folder, 'none.heapsnapshot'), { edges: true })).toThrow(/there is no file .*none\.heapsnapshot/);
  });
});
