import { describe, expect, test } from 'vitest';
import { type OutputEvent, OutputReader } from '../../src/contract/index.ts';
import { readPieces, readText } from './read-output.ts';

const block = 'PlanQK:Job:MultilineResult\n{\n  "a": 1\n}\nPlanQK:Job:MultilineResult\n';

describe('results', () => {
  test('a result line is found between log lines', () => {
    expect(readText('start\nPlanQK:Job:Result: {"a":1}\nend\n')).toEqual([
      { log: 'start\n' },
      { result: '{"a":1}' },
      { log: 'end\n' },
    ]);
  });

  test.each([
    ['without blanks behind the colon', 'PlanQK:Job:Result:{"a":1}\n'],
    ['with many blanks around it', 'PlanQK:Job:Result: \t {"a":1} \t \n'],
    ['with a carriage return', 'PlanQK:Job:Result: {"a":1}\r\n'],
    ['without a last line break', 'PlanQK:Job:Result: {"a":1}'],
    ['in a block', 'PlanQK:Job:MultilineResult\n{"a":1}\nPlanQK:Job:MultilineResult\n'],
    ['in a block with carriage returns', 'PlanQK:Job:MultilineResult\r\n{"a":1}\r\nPlanQK:Job:MultilineResult\r\n'],
    [
      'in a block whose markers have trailing blanks',
      'PlanQK:Job:MultilineResult \t\n{"a":1}\nPlanQK:Job:MultilineResult  ',
    ],
    ['in a block that ends without a line break', 'PlanQK:Job:MultilineResult\n{"a":1}\nPlanQK:Job:MultilineResult'],
  ])('a result is read %s', (_, text) => {
    expect(readText(text)).toEqual([{ result: '{"a":1}' }]);
  });

  test('a result keeps numbers, key order and duplicate keys as they were printed', () => {
    const json = '{"b": 9007199254740993, "a": [1.0, 1e400, -0], "b": 1}';
    expect(readText(`PlanQK:Job:Result: ${json}\n`)).toEqual([{ result: json }]);
  });

  test.each(['null', '[]', '"text"', '1.50', 'true'])('%s is a result too', (json) => {
    expect(readText(`PlanQK:Job:Result: ${json}`)).toEqual([{ result: json }]);
  });

  test('a block may span lines', () => {
    expect(readText(block)).toEqual([{ result: '{\n  "a": 1\n}' }]);
  });

  test('the first result wins over a later block, which goes to the log and is reported', () => {
    expect(readText(`PlanQK:Job:Result: 1\n${block}`)).toEqual([
      { result: '1' },
      { log: block },
      { violation: 'DUPLICATE_RESULT', offset: 21 },
    ]);
  });

  test('a block that is complete wins over a later result line', () => {
    expect(readText(`${block}PlanQK:Job:Result: 1\nbye`)).toEqual([
      { result: '{\n  "a": 1\n}' },
      { violation: 'DUPLICATE_RESULT', offset: block.length },
      { log: 'PlanQK:Job:Result: 1\nbye' },
    ]);
  });
});

describe('invalid results', () => {
  test('an invalid first result wins too, is shown in the log, and says why', () => {
    const line = 'PlanQK:Job:Result: {"energy": NaN}\n';
    expect(readText(`${line}PlanQK:Job:Result: {}\n`)).toEqual([
      { invalid: 'NaN is not a JSON value.' },
      { log: line },
      { violation: 'DUPLICATE_RESULT', offset: line.length },
      { log: 'PlanQK:Job:Result: {}\n' },
    ]);
  });

  test('the place of the fault counts within the JSON text', () => {
    const events: OutputEvent[] = [];
    const reader = new OutputReader({ onEvent: (event) => events.push(event) });
    reader.write(Buffer.from('PlanQK:Job:MultilineResult\n{"a": 1,\n "b": Infinity}\nPlanQK:Job:MultilineResult\n'));
    expect(events[0]).toEqual({
      type: 'invalid-result',
      reason: 'Infinity is not a JSON value.',
      place: { line: 2, column: 7 },
    });
  });

  test('an empty result is invalid', () => {
    expect(readText('PlanQK:Job:Result:\n')[0]).toEqual({ invalid: 'it is empty.' });
  });

  test('a result that is not UTF-8 is invalid', () => {
    const line = Buffer.concat([Buffer.from('PlanQK:Job:Result: "'), Buffer.from([0xfc]), Buffer.from('"\n')]);
    expect(readPieces([line])).toEqual([{ invalid: 'it is not UTF-8.' }, { log: line.toString('latin1') }]);
  });

  test('a printed replacement character is good UTF-8', () => {
    expect(readText('PlanQK:Job:Result: "\uFFFD"\n')).toEqual([{ result: '"\uFFFD"' }]);
  });

  test('a result above the limit goes to the log as it comes and is invalid', () => {
    const line = `PlanQK:Job:Result: "${'x'.repeat(200)}"\n`;
    expect(readText(line, { maxResultBytes: 100 })).toEqual([
      { log: line },
      { invalid: 'it is larger than 100 bytes.' },
    ]);
  });
});

describe('blocks', () => {
  test('markers inside a block are content', () => {
    const text =
      'PlanQK:Job:MultilineResult\nPlanQK:Job:InterimResult: 1\nPlanQK:Job:Result: 2\nPlanQK:Job:MultilineResult\n';
    expect(readText(text)).toEqual([{ invalid: '"PlanQK" is not a JSON value.' }, { log: text }]);
  });

  test('a block without an end is no result; it is reported and shown in the log', () => {
    const text = 'PlanQK:Job:MultilineResult\n{"a":1}PlanQK:Job:MultilineResult\n';
    expect(readText(`hi\n${text}`)).toEqual([
      { log: 'hi\n' },
      { violation: 'UNTERMINATED_BLOCK', offset: 3 },
      { log: text },
    ]);
  });

  test('a marker followed by text inside a block does not close it', () => {
    const text = 'PlanQK:Job:MultilineResult\n"PlanQK:Job:MultilineResult x"\nPlanQK:Job:MultilineResult\n';
    expect(readText(text)).toEqual([{ result: '"PlanQK:Job:MultilineResult x"' }]);
  });
});

describe('interim results', () => {
  test('are numbered in order, with or without a colon, also behind the result', () => {
    const text =
      'PlanQK:Job:InterimResult: 1\nPlanQK:Job:InterimResult 2\nPlanQK:Job:Result: 3\nPlanQK:Job:InterimResult:4';
    expect(readText(text)).toEqual([
      { interim: '1', index: 0 },
      { interim: '2', index: 1 },
      { result: '3' },
      { interim: '4', index: 2 },
    ]);
  });

  test('an invalid one is reported, shown in the log and not counted', () => {
    expect(readText('PlanQK:Job:InterimResult: {\nPlanQK:Job:InterimResult: 1\n')).toEqual([
      { violation: 'INVALID_INTERIM', offset: 0 },
      { log: 'PlanQK:Job:InterimResult: {\n' },
      { interim: '1', index: 0 },
    ]);
  });
});

describe('what only looks like a marker', () => {
  test.each([
    'PlanQK:Job:Result {"a":1}\n',
    'PlanQK:Job:Results: {}\n',
    'PlanQK:Job:MultilineResult:\n',
    'PlanQK:Job:MultilineResult {}\n',
    'PlanQK:Job:InterimResult{}\n',
    'PlanQK:Job:\n',
    'PlanQK:Job:Result',
  ])('%j is reported as unknown and is log', (line) => {
    expect(readText(line)).toEqual([{ violation: 'UNKNOWN_MARKER', offset: 0 }, { log: line }]);
  });

  test.each([
    'INFO PlanQK:Job:Result: {}\n',
    ' PlanQK:Job:Result: {}\n',
    '\u001b[0mPlanQK:Job:Result: {}',
    '50%\rPlanQK:Job:Result: {}',
  ])('the marker inside the line %j is reported once and is log', (line) => {
    const [before, report, after] = readText(line);
    const at = line.indexOf('PlanQK');
    expect([before, report, after]).toEqual([
      { log: line.slice(0, at) },
      { violation: 'MARKER_IN_LINE', offset: at },
      { log: line.slice(at) },
    ]);
  });

  test('another spelling is plain log', () => {
    expect(readText('planqk:job:result: {}\n')).toEqual([{ log: 'planqk:job:result: {}\n' }]);
  });

  test('a violation says what is wrong with the marker', () => {
    const details: string[] = [];
    const reader = new OutputReader({
      onEvent: (event) => event.type === 'violation' && details.push(event.violation.detail),
    });
    reader.write(Buffer.from('PlanQK:Job:Result {}\nPlanQK:Job:MultilineResult:\n'));
    expect(details).toEqual([
      'The line looks like a marker but is none: "PlanQK:Job:Result" must be followed by a colon.',
      'The line looks like a marker but is none: "PlanQK:Job:MultilineResult" must stand alone on its line, without a colon.',
    ]);
  });
});
