import { describe, expect, test } from 'vitest';
import { callAddress, isPrivate, parseBase, redirectTarget, showBase } from '../../src/client/address.ts';

describe('the base of an API', () => {
  test.each([
    ['http://127.0.0.1:8081', 'http://127.0.0.1:8081'],
    ['http://127.0.0.1:8081/', 'http://127.0.0.1:8081'],
    ['https://gateway.example/service/v1//', 'https://gateway.example/service/v1'],
    ['HTTPS://Gateway.Example:443/A', 'https://gateway.example/A'],
  ])('%s is %s', (text, base) => {
    expect(showBase(parseBase(text))).toBe(base);
  });

  test.each([
    ['localhost:8081', 'it has to begin with http:// or https://'],
    ['ftp://x', 'it has to begin with http:// or https://'],
    ['http://', 'that is no address'],
    ['http://x:99999', 'that is no address'],
    ['http://x/?a=1', 'a base ends before'],
    ['http://x/#a', 'a base ends before'],
  ])('cannot be %s: %s', (text, reason) => {
    expect(() => parseBase(text)).toThrow(reason);
  });

  test('holds no password, and none is repeated in the message', () => {
    const parse = () => parseBase('https://me:s3cret@x');
    expect(parse).toThrow('a token is passed with --token-file');
    expect(parse).not.toThrow('s3cret');
  });
});

describe('the address of a call', () => {
  const base = parseBase('https://gateway.example/service/v1/');

  test.each([
    ['/', undefined, 'https://gateway.example/service/v1/'],
    ['/{id}', 'a-1', 'https://gateway.example/service/v1/a-1'],
    ['/{id}/result', '../x?y#z', 'https://gateway.example/service/v1/..%2Fx%3Fy%23z/result'],
    ['/{id}', 'a$&b', 'https://gateway.example/service/v1/a%24%26b'],
  ])('%s of %s is %s', (path, id, address) => {
    expect(callAddress(base, path, { id }).href).toBe(address);
  });

  test('takes a query', () => {
    const query = { last: 'true' };
    expect(callAddress(base, '/{id}/interim-results', { id: '1', query }).search).toBe('?last=true');
  });
});

describe('a redirect', () => {
  const from = new URL('https://a.example/v1');

  test.each<[string, number, string | null, string | undefined]>([
    ['GET', 302, '/v1/', 'https://a.example/v1/'],
    ['GET', 308, 'https://a.example/v2', 'https://a.example/v2'],
    ['POST', 308, '/v1/', 'https://a.example/v1/'],
    ['POST', 307, '/v1/', 'https://a.example/v1/'],
    ['POST', 302, '/v1/', undefined],
    ['PUT', 303, '/v1/', undefined],
    ['GET', 302, 'https://b.example/v1', undefined],
    ['GET', 302, '//b.example/v1', undefined],
    ['GET', 302, 'http://a.example/v1', undefined],
    ['GET', 302, 'https://a.example:444/v1', undefined],
    ['GET', 302, 'https://', undefined],
    ['GET', 302, null, undefined],
  ])('of %s by %i to %s leads to %s', (method, status, location, target) => {
    expect(redirectTarget(from, method, status, location)?.href).toBe(target);
  });
});

test.each([
  ['https://x.example', true],
  ['http://localhost:1', true],
  ['http://127.3.4.5', true],
  ['http://[::1]:8081', true],
  ['http://x.example', false],
  ['http://127.0.0.1.example', false],
])('what is sent to %s stays private: %s', (base, yes) => {
  expect(isPrivate(new URL(base))).toBe(yes);
});
