import { describe, expect, test } from 'vitest';
import { OutputReader } from '../../src/contract/index.ts';

describe('a live log', () => {
  const logOf = (text: string): string => {
    let log = '';
    const reader = new OutputReader({
      onEvent: (event) => {
        if (event.type === 'log') log += Buffer.from(event.bytes).toString('latin1');
      },
    });
    for (const byte of Buffer.from(text)) reader.write(Uint8Array.of(byte));
    return log;
  };

  test.each(['50%\r', 'name? ', 'PlanQK:Job:Foo', 'PlanQK:Job:MultilineResult now', 'INFO PlanQK:Job:Result: {'])(
    '%j is given out before its line ends',
    (text) => {
      expect(logOf(text)).toBe(text);
    },
  );

  test.each([
    ['PlanQK:Job:Res', ''],
    ['a PlanQ', 'a '],
    ['PlanQK:Job:Result: {', ''],
    ['PlanQK:Job:MultilineResult  ', ''],
  ])('of %j only %j is given out, the rest may be a marker', (text, log) => {
    expect(logOf(text)).toBe(log);
  });

  test('log bytes are handed on without a copy', () => {
    const chunk = Buffer.from('just a log line\n');
    const seen: unknown[] = [];
    const reader = new OutputReader({ onEvent: (event) => seen.push(event.type === 'log' && event.bytes.buffer) });
    reader.write(chunk);
    expect(seen).toEqual([chunk.buffer]);
  });

  test('writing behind the end is an error, ending twice is not', () => {
    const reader = new OutputReader({ onEvent: () => undefined });
    reader.end();
    reader.end();
    expect(() => reader.write(Buffer.from('x'))).toThrow(TypeError);
  });
});
