import { expect, test } from 'vitest';
import { OutputReader } from '../../src/contract/index.ts';

const piece = 64 * 1024;

test('a result of 50 MB on one line arrives whole in pieces of 64 KiB', () => {
  const results: number[] = [];
  const reader = new OutputReader({
    onEvent: (event) => results.push(event.type === 'result' ? event.json.text.length : -1),
  });
  const filling = Buffer.alloc(piece, 'x');
  reader.write(Buffer.from('PlanQK:Job:Result: "'));
  for (let index = 0; index < 763; index += 1) reader.write(filling);
  reader.write(Buffer.from('"\n'));
  reader.end();
  expect(results).toEqual([763 * piece + 2]);
});

test('a log of 200 MB passes through without being collected', () => {
  const line = '2026-01-01 INFO step 12345 energy=-0.5 PlanQK\n';
  const chunk = Buffer.from(line.repeat(Math.floor(piece / line.length)));
  let bytes = 0;
  const reader = new OutputReader({
    onEvent: (event) => {
      bytes += event.type === 'log' ? event.bytes.length : 0;
    },
  });
  const count = Math.ceil(200_000_000 / chunk.length);
  const before = process.memoryUsage();
  for (let index = 0; index < count; index += 1) reader.write(chunk);
  const after = process.memoryUsage();
  reader.end();
  expect(bytes).toBe(count * chunk.length);
  expect(after.external + after.heapUsed - before.external - before.heapUsed).toBeLessThan(64 * 1024 * 1024);
});

test('a block that never ends is not kept beyond the limit', () => {
  let bytes = 0;
  const reader = new OutputReader({
    maxResultBytes: 1024 * 1024,
    onEvent: (event) => {
      bytes += event.type === 'log' ? event.bytes.length : 0;
    },
  });
  const opening = Buffer.from('PlanQK:Job:MultilineResult\n');
  const chunk = Buffer.alloc(piece, 'x');
  reader.write(opening);
  for (let index = 0; index < 100; index += 1) reader.write(chunk);
  expect(bytes).toBe(opening.length + 100 * piece);
});
