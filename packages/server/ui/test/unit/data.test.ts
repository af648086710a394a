import { expect, test } from 'vitest';
import { createInputCheck } from '../../src/data/check-input.ts';
import { findCounts, sortedEntries } from '../../src/data/counts.ts';
import { phases } from '../../src/data/phases.ts';
import { columns, createSeriesReader, defaultChoice } from '../../src/data/series.ts';
import { bytesText, durationText, numberText } from '../../src/data/text.ts';

function numericSeries(raw: readonly string[]) {
  const reader = createSeriesReader();
  for (const text of raw) reader.add(text);
  return reader.series;
}

const vqe = [
  '{"iteration": 1, "energy": -1.1, "parameters": [0.1, 0.2]}',
  '{"iteration": 2, "energy": -1.4, "note": "slow"}',
  '{"iteration": 3, "energy": -1.5, "parameters": [0.3, 0.4]}',
];

test('every numeric field of the interim results is found, by path, with gaps', () => {
  const series = numericSeries(vqe);
  expect(series.map(({ path }) => path)).toEqual(['iteration', 'energy', 'parameters[0]', 'parameters[1]']);
  expect(series[2]?.values).toEqual([0.1, null, 0.3]);
  expect(numericSeries(['{}', '{"late": 1, "late": 2}', '{}'])).toEqual([{ path: 'late', values: [null, 2, null] }]);
  expect(numericSeries(['1', '2.5'])).toEqual([{ path: 'value', values: [1, 2.5] }]);
  expect(numericSeries(['"a"', 'null', '{}'])).toEqual([]);
});

test('what counts steps becomes x, the rest is drawn', () => {
  expect(defaultChoice(numericSeries(vqe))).toEqual({ x: 'iteration', y: ['energy'] });
  expect(defaultChoice(numericSeries(['1', '2']))).toEqual({ x: undefined, y: ['value'] });
  expect(defaultChoice(numericSeries(['{"step": 1}', '{"step": 2}']))).toEqual({ x: undefined, y: ['step'] });
  const falling = ['{"step": 2, "cost": 1}', '{"step": 1, "cost": 2}'];
  expect(defaultChoice(numericSeries(falling)).x).toBeUndefined();
});

test('columns rise in x, and results without an x are left out', () => {
  const series = numericSeries(['{"t": 3, "y": 30}', '{"y": 99}', '{"t": 1, "y": 10}']);
  expect(columns(series, { x: 't', y: ['y'] }, 3)).toEqual([
    [1, 3],
    [10, 30],
  ]);
  expect(columns(series, { x: undefined, y: ['y'] }, 3)).toEqual([
    [1, 2, 3],
    [30, 99, 10],
  ]);
});

test('counts are found where they are, and not where integers merely look alike', () => {
  const ghz = { metadata: { qubits: 3, seed: 42 }, result: { counts: { '000': 512, '111': 512, '010': 0 } } };
  expect(findCounts(ghz)).toEqual([
    {
      path: 'result.counts',
      total: 1024,
      entries: expect.arrayContaining([
        ['000', 512],
        ['111', 512],
        ['010', 0],
      ]),
    },
  ]);
  expect(findCounts({ '0x0': 1, '0x3': 3 })[0]?.total).toBe(4);
  expect(findCounts({ counts: { up: 3, down: 5 } })[0]?.path).toBe('counts');
  expect(findCounts({ counts: { up: 3, down: -5 } })).toEqual([]);
  expect(findCounts({ counts: { up: 0.5 } })).toEqual([]);
  expect(findCounts({ meta: { qubits: 3, seed: 42 } })).toEqual([]);
  expect(findCounts([1, 2])).toEqual([]);
});

test('outcomes are sorted by themselves or by their counts', () => {
  const counts = {
    path: '',
    total: 6,
    entries: [
      ['11', 1],
      ['00', 2],
      ['101', 1],
      ['01', 2],
    ],
  } as const;
  expect(sortedEntries(counts, 'outcome').map(([outcome]) => outcome)).toEqual(['00', '01', '11', '101']);
  expect(sortedEntries(counts, 'count').map(([outcome]) => outcome)).toEqual(['00', '01', '11', '101']);
  expect(
    sortedEntries(
      {
        ...counts,
        entries: [
          ['00', 1],
          ['11', 3],
        ],
      },
      'count',
    )[0],
  ).toEqual(['11', 3]);
});

const check = createInputCheck({
  type: 'object',
  required: ['qubits'],
  additionalProperties: false,
  properties: {
    qubits: { type: 'integer', minimum: 1 },
    edges: { type: 'array', items: { type: 'object', properties: { weight: { type: 'number' } } } },
    mode: { anyOf: [{ type: 'string' }, { type: 'null' }] },
  },
});

test('input is held against the schema, with the path and the line of each problem', () => {
  expect(check('{"qubits": 3, "mode": null}')).toEqual([]);
  expect(check('{}')).toEqual([{ path: '', line: 1, message: 'The property "qubits" is missing.', fatal: false }]);
  expect(check('{"qubits": 3,\n "edges": [{"weight": 1},\n {"weight": "a"}]}')).toEqual([
    { path: 'edges[1].weight', line: 3, message: 'Must be number, not string.', fatal: false },
  ]);
  expect(check('{"qubits": 0}').map(({ path }) => path)).toEqual(['qubits']);
  expect(check('{"qubits": 1, "shot": 1}')).toEqual([
    { path: '', line: 1, message: 'The property "shot" is not allowed.', fatal: false },
  ]);
  expect(check('{"qubits": 1, "mode": 3}')).toHaveLength(1);
});

test('what is no JSON object is told with its place, and cannot be sent', () => {
  expect(check('{"qubits": 3,\n}')).toEqual([
    { path: '', line: 1, message: expect.stringMatching(/^Line 1, column 13: /), fatal: true },
  ]);
  expect(check('[1]')[0]).toMatchObject({ fatal: true });
  expect(check('')).toEqual([]);
});

test('a schema that nobody can read is left to the server', () => {
  expect(createInputCheck({ properties: { a: { pattern: '(' } } })('{"a": "b"}')).toEqual([]);
  expect(createInputCheck(null)('{"a": 1}')).toEqual([]);
});

test('the last status of a job lasts until now, unless it is final', () => {
  const history = [
    { status: 'PENDING', atMs: 0 },
    { status: 'RUNNING', atMs: 250 },
  ] as const;
  expect(phases(history, 1_000).map(({ durationMs, share }) => [durationMs, share])).toEqual([
    [250, 0.25],
    [750, 0.75],
  ]);
  expect(phases([...history, { status: 'SUCCEEDED', atMs: 500 }], 9_999).map(({ durationMs }) => durationMs)).toEqual([
    250, 250, 0,
  ]);
  expect(phases([], 5)).toEqual([]);
});

test('figures are short', () => {
  expect([0, 812, 1_234, 56_780, 245_000, 7_380_000].map(durationText)).toEqual([
    '0 ms',
    '812 ms',
    '1.23 s',
    '56.8 s',
    '4 min 05 s',
    '2 h 03 min',
  ]);
  expect([0, 999, 1_234, 56_780, 2_000_000_000].map(bytesText)).toEqual(['0 B', '999 B', '1.2 kB', '57 kB', '2.0 GB']);
  expect([3, -1.8572748, 1e-7, 0.1 + 0.2].map(numberText)).toEqual(['3', '-1.8573', '1.000e-7', '0.3']);
});
