import { expect, test } from 'vitest';
import { ApiError, errorBody } from '../../src/api/errors.ts';
import { backoffMs, serverEvent } from '../../src/api/events.ts';
import { appendLines, createLogBuffer, filterLines, markMatches } from '../../src/state/log-buffer.ts';
import { parseRoute, type Route, routeHref } from '../../src/state/router.ts';

test('addresses within the page lead back to where they came from', () => {
  const routes: Route[] = [
    { view: 'jobs' },
    { view: 'new' },
    { view: 'new', from: 'a b' },
    { view: 'job', id: 'x/y' },
    { view: 'job', id: '1', tab: 'log' },
  ];
  for (const route of routes) expect(parseRoute(routeHref(route))).toEqual(route);
  expect(parseRoute('')).toEqual({ view: 'new' });
  expect(parseRoute('#/job/1/nonsense')).toEqual({ view: 'job', id: '1' });
  expect(parseRoute('#/job/%E0%A4%A')).toEqual({ view: 'new' });
});

test('attempts to connect become rarer, up to one in ten seconds', () => {
  expect([0, 1, 2, 10].map((attempt) => backoffMs(attempt, 1))).toEqual([500, 1_000, 2_000, 10_000]);
  expect(backoffMs(0, 0)).toBe(375);
});

test('events of kinds that are not known are passed over', () => {
  expect(serverEvent('interim', '{"id":"1","count":3}')).toEqual({ type: 'interim', id: '1', count: 3 });
  expect(serverEvent('weather', '{}')).toBeUndefined();
});

test('an error body is always readable, and only a token error asks for a token', () => {
  expect(errorBody(502, '<html>Bad gateway')).toEqual({ code: 'HTTP_502', detail: '<html>Bad gateway' });
  const error = (status: number, code: string) => new ApiError(status, { code, detail: '' });
  expect(error(401, 'TOKEN_MISSING').needsToken).toBe(true);
  expect(error(403, 'TOKEN_WRONG').needsToken).toBe(true);
  expect(error(403, 'ORIGIN_REFUSED').needsToken).toBe(false);
});

test('a log keeps its last lines and their numbers', () => {
  const buffer = createLogBuffer();
  appendLines(
    buffer,
    [
      { stream: 'stdout', text: 'a' },
      { stream: 'stderr', text: 'b' },
    ],
    3,
  );
  appendLines(
    buffer,
    [
      { stream: 'stdout', text: 'c' },
      { stream: 'stdout', text: 'd' },
    ],
    3,
  );
  expect(buffer.lines.map(({ number, text }) => `${number}${text}`)).toEqual(['2b', '3c', '4d']);
  expect(buffer.dropped).toBe(1);
});

test('lines are filtered by stream and by text, whatever its case', () => {
  const buffer = createLogBuffer();
  appendLines(buffer, [
    { stream: 'stdout', text: 'Energy -1' },
    { stream: 'stderr', text: 'energy?' },
    { stream: 'stdout', text: 'end' },
  ]);
  const found = (filter: Parameters<typeof filterLines>[1]) =>
    filterLines(buffer.lines, filter).map(({ number }) => number);
  expect(found({ stream: 'both', search: '' })).toEqual([1, 2, 3]);
  expect(found({ stream: 'both', search: 'ENERGY' })).toEqual([1, 2]);
  expect(found({ stream: 'stderr', search: 'en' })).toEqual([2]);
});

test('what was searched for is marked', () => {
  expect(markMatches('aXbx', 'x')).toEqual([
    { text: 'a', match: false },
    { text: 'X', match: true },
    { text: 'b', match: false },
    { text: 'x', match: true },
  ]);
  expect(markMatches('abc', '')).toEqual([{ text: 'abc', match: false }]);
});
