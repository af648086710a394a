import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatJson } from '../../src/json/format.ts';
import { paintJson } from '../../src/json/paint.ts';
import { pathText, pointerPath, rawAt, rawItems } from '../../src/json/pick.ts';
import { initiallyOpen, visibleRows } from '../../src/json/rows.ts';
import { type JsonNode, parseTree } from '../../src/json/tree.ts';

const exact = '{"big": 9007199254740993, "one": 1.0, "far": 1e400, "dup": 1, "dup": 2}';

test('a tree names every value by its place and changes none', () => {
  const tree = parseTree(` ${exact} `);
  expect(
    tree.kind === 'object' && tree.members.map(({ key, value }) => [key, ` ${exact} `.slice(value.start, value.end)]),
  ).toEqual([
    ['big', '9007199254740993'],
    ['one', '1.0'],
    ['far', '1e400'],
    ['dup', '1'],
    ['dup', '2'],
  ]);
});

test('a tree of any JSON text has the values that JSON.parse finds', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      expect(JSON.stringify(rebuilt(parseTree(text), text))).toBe(JSON.stringify(JSON.parse(text)));
    }),
  );
});

test('depth costs no stack', () => {
  const text = '['.repeat(200_000) + ']'.repeat(200_000);
  expect(parseTree(text).end).toBe(text.length);
});

test('raw texts are cut out as they were written; of duplicate keys the last one counts', () => {
  expect(rawAt(`{"data": ${exact}}`, ['data'])).toBe(exact);
  expect(rawAt(exact, ['dup'])).toBe('2');
  expect(rawAt('{"a": null}', ['a', 'b'])).toBeUndefined();
  const list = '[1.0, {"x": 1e400} , "a,b"]';
  expect(rawItems(list, parseTree(list))).toEqual(['1.0', '{"x": 1e400}', '"a,b"']);
});

test('layout keeps every token', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(formatJson(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
  expect(formatJson(exact)).toBe(
    '{\n  "big": 9007199254740993,\n  "one": 1.0,\n  "far": 1e400,\n  "dup": 1,\n  "dup": 2\n}',
  );
  expect(formatJson('{"m":[[1,2],[3,4]],"e":{},"l":[]}')).toBe(
    '{\n  "m": [\n    [1, 2],\n    [3, 4]\n  ],\n  "e": {},\n  "l": []\n}',
  );
});

test('colours cover the whole text, whether it is JSON or not', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(
        paintJson(text)
          .map((paint) => paint.text)
          .join(''),
      ).toBe(text);
    }),
  );
  expect(paintJson('{"a": tru').map(({ kind }) => kind)).toEqual(['plain', 'key', 'plain']);
});

test('paths are written as people write them', () => {
  expect(pathText(['counts', '00 11', 'x', 3])).toBe('counts["00 11"].x[3]');
  expect(pointerPath('#/a~1b/~0c/0')).toEqual(['a/b', '~c', '0']);
});

test('only what is open has lines, and long lists come in ranges of a hundred', () => {
  const text = JSON.stringify({ many: Array.from({ length: 25_000 }, (_, index) => index) });
  const tree = parseTree(text);
  const closed = visibleRows(tree, new Set());
  expect(closed.map(({ label, size }) => [label, size])).toEqual([[undefined, 1]]);
  const opened = new Set(initiallyOpen(tree));
  const many = visibleRows(tree, opened)[1];
  opened.add(many?.id ?? '');
  const outer = visibleRows(tree, opened).filter(({ labelKind }) => labelKind === 'range');
  expect(outer.map(({ label }) => label)).toEqual(['0 … 9999', '10000 … 19999', '20000 … 24999']);
  opened.add(outer[2]?.id ?? '');
  const inner = visibleRows(tree, opened).filter(({ level }) => level === 4);
  expect(inner).toHaveLength(50);
  opened.add(inner[49]?.id ?? '');
  const last = visibleRows(tree, opened).at(-1);
  expect(text.slice(last?.node.start, last?.node.end)).toBe('24999');
  expect(last?.label).toBe('24999');
  expect(visibleRows(tree, opened).length).toBeLessThan(200);
});

test('a small value is open at first, a large one is not', () => {
  const small = parseTree('{"a": {"b": [1, 2]}}');
  expect(visibleRows(small, initiallyOpen(small))).toHaveLength(5);
  const large = parseTree(JSON.stringify(Array.from({ length: 90 }, () => ({ a: 1 }))));
  expect(visibleRows(large, initiallyOpen(large))).toHaveLength(91);
});

function rebuilt(node: JsonNode, text: string): unknown {
  if (node.kind === 'array') return node.items.map((item) => rebuilt(item, text));
  if (node.kind !== 'object') return JSON.parse(text.slice(node.start, node.end));
  const entries = node.members.map(({ key, value }) => [key, rebuilt(value, text)] as const);
  return Object.fromEntries(entries);
}
