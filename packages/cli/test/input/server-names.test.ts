import { expect, test } from 'vitest';
import { parseHostNames, parseListenHost, parseOrigins } from '../../src/input/server-names.ts';

test('origins are taken as browsers send them', () => {
  const origins = ['http://localhost:3000', 'https://app.example', 'http://[::1]:8080'];
  expect(parseOrigins('--cors', origins)).toEqual(origins);
});

test.each([
  ['http://localhost:3000/', '--cors http://localhost:3000'],
  ['HTTP://LocalHost:80/app?x', '--cors http://localhost'],
  ['localhost:3000', '--cors http://localhost:3000'],
  ['nonsense', '--cors http://localhost:3000'],
  ['*', '--cors http://localhost:3000'],
  ['null', '--cors http://localhost:3000'],
  ['', '--cors http://localhost:3000'],
])('"%s" is no origin, and the hint is: %s', (text, hint) => {
  expect(() => parseOrigins('--cors', [text])).toThrow(
    expect.objectContaining({ code: 'FLAG_INVALID', hint: expect.stringContaining(hint) }),
  );
});

test('names of hosts are taken without a scheme, a port or a path', () => {
  const names = ['host.docker.internal', 'build-server', '192.0.2.7', '[::1]'];
  expect(parseHostNames('--allow-host', names)).toEqual(names);
  for (const text of ['http://x', 'x:80', 'x/y', '', '*', '::1', 'a b'])
    expect(() => parseHostNames('--allow-host', [text])).toThrow(`--allow-host cannot be "${text}"`);
});

test('what cannot be listened on is refused before anything is built', () => {
  for (const host of ['127.0.0.1', '::1', '0.0.0.0', 'localhost']) expect(parseListenHost('--host', host)).toBe(host);
  for (const host of ['', 'http://localhost', 'a b', 'localhost/'])
    expect(() => parseListenHost('--host', host)).toThrow(`--host cannot be "${host}"`);
});
