import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkServiceName, maxNameLength, suggestServiceName } from '../src/index.ts';

describe('a service name', () => {
  test.each(['a', 'my-service', 'ghz2', 'q-1-x', 'x'.repeat(63)])('can be "%s"', (name) => {
    expect(checkServiceName(name)).toEqual({ ok: true });
  });

  test.each([
    ['', 'my-service'],
    ['My Service', 'my-service'],
    ['my_service', 'my-service'],
    ['my--service', 'my-service'],
    ['-x-', 'x'],
    ['3d', 'service-3d'],
    ['..', 'my-service'],
    ['a/b', 'a-b'],
    ['@scope/name', 'scope-name'],
    ['Größe', 'grosse'],
    ['Łódź Øre', 'lodz-ore'],
    ['量子', 'my-service'],
    ["Ada's toy", 'adas-toy'],
    ['x'.repeat(64), 'x'.repeat(63)],
    ['a\nb', 'a-b'],
  ])('cannot be %j; suggested is "%s"', (name, suggestion) => {
    expect(checkServiceName(name)).toEqual({ ok: false, reason: expect.stringContaining('allowed are'), suggestion });
  });

  test.each([
    ['con', 'Windows'],
    ['lpt1', 'Windows'],
    ['async', 'Rust'],
    ['yield', 'Rust'],
    ['test', 'Cargo'],
    ['core', 'Cargo'],
    ['build', 'Cargo'],
    ['internal', 'go command'],
    ['vendor', 'go command'],
    ['main', 'go command'],
    ['fmt', "Go's standard library"],
    ['http', 'npm'],
  ])('cannot be "%s", which belongs to %s', (name, owner) => {
    expect(checkServiceName(name)).toEqual({
      ok: false,
      reason: expect.stringContaining(owner),
      suggestion: `${name}-service`,
    });
  });

  test('is always suggested so that it can be used', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        (text) => checkServiceName(suggestServiceName(text)).ok,
      ),
    );
    for (const word of ['con', 'test', 'fmt', 'Test', 'NUL', 'node:http'])
      expect(checkServiceName(suggestServiceName(word)).ok).toBe(true);
  });

  test('that can be used is suggested as it is', () => {
    expect(suggestServiceName('my-service')).toBe('my-service');
    expect(suggestServiceName('x'.repeat(200))).toHaveLength(maxNameLength);
  });
});
