import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PlainEvent, readPieces } from './read-output.ts';
import { referenceEvents } from './reference-reader.ts';

const marker = 'PlanQK:Job:';
const json = fc.constantFrom(
  '{"a": 1}',
  '[1.0, 1e400]',
  '9007199254740993',
  '"ü €𝄞"',
  'null',
  'NaN',
  '{',
  '',
  '\uFEFF{}',
  '"\uFFFD"',
);
const blanks = fc.constantFrom('', '', ' ', ' \t', '\r', ' \r');
const lineBreak = fc.constantFrom('\n', '\n', '\n', '\r\n', '');
const name = fc.constantFrom(
  'Result',
  'MultilineResult',
  'MultilineResult',
  'InterimResult',
  'Results',
  'Resul',
  '',
  'result',
  'InterimResult2',
);
const junk = fc.constantFrom(
  '',
  ' ',
  'log line',
  '\u001b[31mred\u001b[0m',
  '50%\r',
  'P',
  'Plan',
  'PlanQK:Jo',
  'PPlanQK:Job:',
  'ü€𝄞',
  '\n\n',
  marker,
);

const markerLine = fc
  .tuple(name, fc.constantFrom(':', ': ', ' ', '', ' :'), json, blanks, lineBreak)
  .map(([n, c, j, b, e]) => marker + n + c + j + b + e);
const delimiterLine = fc.tuple(blanks, lineBreak).map(([b, e]) => `${marker}MultilineResult${b}${e}`);
const block = fc.tuple(delimiterLine, json, lineBreak, delimiterLine).map((parts) => parts.join(''));
const logLine = fc.tuple(junk, fc.oneof(junk, markerLine), lineBreak).map((parts) => parts.join(''));
const badBytes = fc.uint8Array({ min: 0x78, maxLength: 3 }).map((bytes) => Buffer.from(bytes));
const piece = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(markerLine, delimiterLine, block, logLine).map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: badBytes },
);
const document = fc.array(piece, { maxLength: 12 }).map((pieces) => Buffer.concat(pieces));
const cuts = fc.array(fc.nat(), { maxLength: 20 });
const limit = fc.constantFrom(60, 90, 1_000_000);

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [0, ...at.map((n) => n % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return places.slice(1).map((to, index) => bytes.subarray(places[index], to));
}

/** The reference knows that a text is no JSON, but not how to say it. */
function withoutReasons(events: readonly PlainEvent[]): PlainEvent[] {
  return events.map((event) =>
    'invalid' in event && !event.invalid.startsWith('it is larger') ? { invalid: 'invalid' } : event,
  );
}

test('an output gives the events of the line-by-line reference, however it is cut', () => {
  fc.assert(
    fc.property(document, cuts, limit, (bytes, at, maxResultBytes) => {
      const events = readPieces(cut(bytes, at), { maxResultBytes });
      expect(withoutReasons(events)).toEqual(referenceEvents(bytes, maxResultBytes));
    }),
    { numRuns: 3000 },
  );
});

test('an output cut into single bytes gives the events of the whole, reasons included', () => {
  fc.assert(
    fc.property(document, limit, (bytes, maxResultBytes) => {
      const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
      expect(readPieces(single, { maxResultBytes })).toEqual(readPieces([bytes], { maxResultBytes }));
    }),
    { numRuns: 1000 },
  );
});

test('an output without a good marker comes out as log, byte for byte', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          logLine.map((text) => Buffer.from(text)),
          badBytes,
        ),
      ),
      cuts,
      (pieces, at) => {
        const bytes = Buffer.concat(pieces);
        const events = readPieces(cut(bytes, at));
        fc.pre(events.every((event) => 'log' in event || 'violation' in event || 'invalid' in event));
        expect(events.map((event) => ('log' in event ? event.log : '')).join('')).toBe(bytes.toString('latin1'));
      },
    ),
  );
});
