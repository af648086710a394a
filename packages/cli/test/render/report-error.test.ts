import { ServiceError } from '@planqk-service/core';
import { describe, expect, test } from 'vitest';
import { reportError } from '../../src/render/report-error.ts';
import { testWorld } from '../helpers/world.ts';

const known = new ServiceError('IMAGE_NOT_FOUND', { image: 'x:1' });
const bug = new TypeError('x is undefined');

describe('an error that the user can mend', () => {
  test('is told on stderr with what helps, its code and where it is explained', () => {
    const world = testWorld();
    expect(reportError(known, { json: false }, world)).toBe(3);
    expect(world.stderr.text).toBe(
      `Error: ${known.message}\nTry: ${known.hint}  (IMAGE_NOT_FOUND, docs/errors.md#image_not_found)\n`,
    );
    expect(world.stdout.text).toBe('');
  });

  test('is one JSON object on stdout with --json, and nothing else', () => {
    const world = testWorld();
    expect(reportError(known, { json: true, data: { image: 1 } }, world)).toBe(3);
    expect(JSON.parse(world.stdout.text)).toMatchObject({
      ok: false,
      error: { code: 'IMAGE_NOT_FOUND' },
      data: { image: 1 },
    });
    expect(world.stderr.text).toBe('');
  });

  test('is recognised whichever copy of the package made it', () => {
    const foreign = Object.assign(new Error(known.message), known);
    expect(reportError(foreign, { json: false }, testWorld())).toBe(3);
  });
});

describe('a bug of ours', () => {
  test('ends with 1, says that it is one and how to report it, and shows its stack', () => {
    const world = testWorld();
    expect(reportError(bug, { json: false }, world)).toBe(1);
    expect(world.stderr.text).toMatch(
      /^Error: This is a bug in planqk-service: x is undefined\nTry: Report it at the address that /,
    );
    expect(world.stderr.text).toContain('report-error.test.ts');
  });

  test('is an INTERNAL_ERROR with --json, with its stack on stderr', () => {
    const world = testWorld();
    expect(reportError(bug, { json: true }, world)).toBe(1);
    expect(JSON.parse(world.stdout.text)).toMatchObject({ ok: false, error: { code: 'INTERNAL_ERROR' } });
    expect(world.stderr.text).toContain('TypeError: x is undefined');
  });

  test.each([undefined, null, 'text', 7])('may also be %s, which is not even an Error', (thrown) => {
    const world = testWorld();
    expect(reportError(thrown, { json: false }, world)).toBe(1);
    expect(world.stderr.text).toContain(`This is a bug in planqk-service: ${thrown}`);
  });
});
