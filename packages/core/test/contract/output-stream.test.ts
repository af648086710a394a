import { expect, test } from 'vitest';
import { createOutputStream } from '../../src/contract/index.ts';

test('the stream turns pieces of stdout into events, the last line included', async () => {
  const pieces = ReadableStream.from([Buffer.from('hello\nPlanQK:Job:Res'), Buffer.from('ult: {"a":1}')]);
  const types: string[] = [];
  for await (const event of pieces.pipeThrough(createOutputStream())) types.push(event.type);
  expect(types).toEqual(['log', 'result']);
});
